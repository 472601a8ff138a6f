import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makePerson } from "../../server/src/testing/people.ts";
import { openStage, sideways, violations, type Stage } from "./browser.ts";

describe("what is kept about people", () => {
  let stage: Stage;
  let address: string;
  beforeAll(async () => {
    stage = await openStage({ jobs: true });
    address = `/o/${stage.place.slug}`;
  }, 120_000);
  afterAll(() => stage.close());

  it("says what people are asked, in words that can change and be put to rest", async () => {
    const page = await stage.page(`${address}/settings/privacy`);
    await page.getByRole("heading", { name: "Nobody is asked to agree to anything" }).waitFor();
    expect(await violations(page), "first").toEqual([]);
    await page.keyboard.press("c");
    const add = page.getByRole("dialog", { name: "Add something to agree to" });
    await add.getByLabel("Title").fill("Newsletter");
    await add.getByLabel("Wording").fill("You may write to me once a month.");
    await add.getByLabel("Key").fill("News Letter");
    await page.keyboard.press("Enter");
    await add.getByText(/lower-case letters, digits and hyphens/).waitFor();
    await add.getByLabel("Key").fill("newsletter");
    expect(await violations(page), "dialog").toEqual([]);
    await page.keyboard.press("Enter");
    const row = page.getByRole("listitem").filter({ hasText: "Newsletter" });
    await row.getByText("wording 1").waitFor();
    await row.getByRole("button", { name: "Edit Newsletter" }).click();
    const edit = page.getByRole("dialog", { name: "Edit Newsletter" });
    await edit.getByLabel("Wording").fill("You may write to me twice a month.");
    await edit.getByText("Other words become wording 2.").waitFor();
    await edit.getByRole("button", { name: "Save" }).click();
    await row.getByText("wording 2").waitFor();
    await row.getByRole("button", { name: "Archive Newsletter" }).click();
    await row.getByText("Archived").waitFor();
    const said = page.getByRole("alertdialog").filter({ hasText: "Nobody is asked for Newsletter" });
    await said.getByRole("button", { name: "Undo" }).click();
    await row.getByText("Archived").waitFor({ state: "detached" });
    expect(await sideways(page)).toEqual([]);
    await page.context().close();
  });

  it("lets people agree and take it back, and brings together what is kept about them", async () => {
    const { email } = await makePerson(stage.atrium, stage.place, ["user"], { withPassword: true });
    const page = await stage.pageOf(email, "/me/privacy", { viewport: { width: 390, height: 844 } });
    const row = page.getByRole("listitem").filter({ hasText: "Newsletter" }).first();
    await row.getByText("Not answered").waitFor();
    await row.getByText("You may write to me twice a month.").waitFor();
    await row.getByRole("button", { name: "Agree: Newsletter", exact: true }).click();
    await row.getByText("Agreed", { exact: true }).first().waitFor();
    await row.getByRole("button", { name: "Take back: Newsletter" }).click();
    await row.getByText("Not agreed", { exact: true }).first().waitFor();
    await row.getByText("Words and 2 answers").click();
    expect(await violations(page)).toEqual([]);
    expect(await sideways(page)).toEqual([]);
    await page.getByRole("button", { name: "Bring together my data" }).click();
    const fetched = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download person.zip" }).click();
    expect((await fetched).suggestedFilename()).toBe("person.zip");
    await page.context().close();
  });

  it("tells what somebody agreed to, writes down what they said, takes their data out and erases them", async () => {
    const { items } = await stage.owner.api.consentPurposes.list();
    const person = await makePerson(stage.atrium, stage.place, ["user"], { email: "gone@privacy.example" });
    const page = await stage.page(`${address}/users/${person.userId}?tab=data`);
    await page.getByRole("button", { name: "Write down an answer: Newsletter" }).click();
    const dialog = page.getByRole("dialog", { name: "Write down an answer: Newsletter" });
    await dialog.getByLabel("Where they said so").fill("Form signed on 3 May");
    expect(await violations(page), "answer").toEqual([]);
    await dialog.getByRole("button", { name: "Write down an answer" }).click();
    await page.getByText("Words and 1 answer").click();
    await page.getByText("Form signed on 3 May").waitFor();
    expect(items).toHaveLength(1);

    await page.getByRole("button", { name: "Bring together all data" }).click();
    const tray = page.getByRole("region", { name: "Jobs under way" });
    const fetched = page.waitForEvent("download");
    await tray.getByRole("button", { name: "Download person.zip" }).click();
    expect((await fetched).suggestedFilename()).toBe("person.zip");

    await page.getByRole("button", { name: "Erase…" }).click();
    const erase = page.getByRole("alertdialog", { name: /for ever\?$/ });
    await erase.getByText("Nothing brings this back.").waitFor();
    const go = erase.getByRole("button", { name: "Erase for ever" });
    await erase.getByRole("textbox").first().fill("gone@privacy");
    expect(await go.isDisabled()).toBe(true);
    expect(await violations(page), "erase").toEqual([]);
    await erase.getByRole("textbox").first().fill("gone@privacy.example");
    await go.click();
    await page.waitForURL(/\/users(?:\?|$)/);
    const left = await stage.owner.api.users.list({ query: { q: "email:gone@privacy.example" } });
    expect(left.items).toEqual([]);
    await page.context().close();
  });
});
