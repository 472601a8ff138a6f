import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makePerson, testPassword, type Person } from "../../server/src/testing/people.ts";
import { openStage, sideways, violations, type Stage } from "./browser.ts";

describe("acting as another person in the console", () => {
  let stage: Stage;
  let subject: Person;
  let address: string;
  beforeAll(async () => {
    stage = await openStage();
    subject = await makePerson(stage.atrium, stage.place, ["editor"], {
      withPassword: true,
      email: "sana.tamimi@example.com",
    });
    address = `/o/${stage.place.slug}/users/${subject.userId}`;
  }, 120_000);
  afterAll(() => stage.close());

  const region = (page: Page) => page.getByRole("region", { name: `You act as ${subject.email}` });
  async function begin(page: Page, options: { write?: boolean } = {}): Promise<void> {
    await page.getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "Sign in as…" }).click();
    const dialog = page.getByRole("dialog", { name: `Look at Atrium as ${subject.email}?` });
    await dialog.getByLabel("Reason").fill("Ticket 4711");
    if (options.write === true) await dialog.getByText("Also change things in their name").click();
    await dialog.getByRole("button", { name: `Sign in as ${subject.email}` }).click();
    await region(page).waitFor();
    await page.getByRole("heading", { level: 1 }).waitFor();
  }

  it("wants a reason, shows whose eyes one looks through, and comes back to where one was", async () => {
    const page = await stage.page(`${address}?tab=activity`);
    await page.getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "Sign in as…" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: /^Sign in as/ }).click();
    await dialog.getByText("Needed").waitFor();
    expect(await violations(page), "dialog").toEqual([]);
    await page.keyboard.press("Escape");
    await begin(page);
    await region(page).getByText("only looking").waitFor();
    await region(page).getByText("Reason: Ticket 4711").waitFor();
    await region(page)
      .getByText(/^1[45]:\d\d left$/)
      .waitFor();
    // The rail is the other person's.
    await page.getByRole("link", { name: "Users" }).first().waitFor();
    expect(await page.getByRole("link", { name: "Audit log" }).count()).toBe(0);
    await page.goto(`/o/${stage.place.slug}/users`);
    await region(page).waitFor();
    await page.getByRole("heading", { level: 1, name: "Users" }).waitFor();
    expect(await violations(page), "banner").toEqual([]);
    expect(await sideways(page)).toEqual([]);
    await region(page)
      .getByRole("button", { name: `End acting as ${subject.email}` })
      .click();
    await page.getByRole("heading", { level: 1, name: subject.email }).waitFor();
    expect(page.url()).toContain(`${address}?tab=activity`);
    await page.getByText("began to look at Atrium as").first().waitFor();
    await page.getByText("Reason: Ticket 4711").first().waitFor();
    expect(await region(page).count()).toBe(0);
    await page.context().close();
  });

  it("changes nothing unless that was asked for, and then under both names", async () => {
    const page = await stage.page(address);
    await begin(page);
    await page.goto(`${address}?edit=true`);
    await page.getByLabel("Job title").fill("Looked at");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Acting as somebody else, one can only look").waitFor();
    await region(page).getByRole("button").click();
    await page.getByRole("button", { name: "More actions" }).waitFor();
    await begin(page, { write: true });
    await region(page).getByText("changes are real").waitFor();
    await page.goto(`${address}?edit=true`);
    await page.getByLabel("Job title").fill("Head of stone");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved").waitFor();
    await region(page).getByRole("button").click();
    await region(page).waitFor({ state: "detached" });
    await page.goto(`/o/${stage.place.slug}/audit?q=event:user.updated`);
    const row = page.getByRole("row").filter({ hasText: `as ${subject.email}` });
    await row.getByText("owner").first().waitFor();
    await page.context().close();
  });

  it("is seen and ended by the person at once, who loses nothing of their own", async () => {
    const page = await stage.page(address);
    await begin(page);
    const context = await stage.context();
    const own = await context.newPage();
    await own.goto("/me/security");
    await own.getByLabel("E-mail").fill(subject.email);
    await own.getByLabel("Password").fill(testPassword);
    await own.keyboard.press("Enter");
    const list = own.getByRole("list", { name: "Where you are signed in" });
    await list.getByText("Reason: Ticket 4711").waitFor();
    expect(await violations(own)).toEqual([]);
    await list
      .getByRole("button", { name: /acting as this person$/ })
      .first()
      .click();
    await own.getByText("The session has ended").waitFor();
    const over = page.getByRole("alertdialog", { name: "You are yourself again" });
    await over.waitFor({ timeout: 5000 });
    expect(await violations(page), "over").toEqual([]);
    await over.getByRole("button", { name: "Back to my own place" }).click();
    await page.getByRole("heading", { level: 1, name: subject.email }).waitFor();
    expect(new URL(page.url()).pathname).toBe(address);
    await context.close();
    await page.context().close();
  });

  it("is one tab's matter, and fits a narrow screen", async () => {
    const page = await stage.page(address, { viewport: { width: 390, height: 844 }, colorScheme: "dark" });
    await begin(page);
    expect(await violations(page)).toEqual([]);
    expect(await sideways(page)).toEqual([]);
    const other = await page.context().newPage();
    await other.goto(address);
    await other.getByRole("heading", { level: 1, name: subject.email }).waitFor();
    expect(await region(other).count()).toBe(0);
    await page.context().close();
  });
});
