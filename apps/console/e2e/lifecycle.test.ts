import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { looks, looksWell, openStage, type Stage } from "./browser.ts";

describe("lifecycle and duplicates in the console", () => {
  let stage: Stage;
  let at: string;
  beforeAll(async () => {
    stage = await openStage({ jobs: true });
    at = `/o/${stage.place.slug}`;
  }, 120_000);
  afterAll(() => stage.close());

  const add = (email: string, fields: object = {}) =>
    stage.owner.api.users.create({ body: { email, status: "active", ...fields } });

  it("writes a rule, looks whom it would meet, and switches it on", async () => {
    const { id } = await add("asleep@example.com", { displayName: "Ann Asleep" });
    await stage.atrium.sql.query(
      "update users set created_at = now() - interval '100 days' where email = $1",
      ["asleep@example.com"],
    );
    const page = await stage.page(`${at}/settings/lifecycle`);
    await page.getByText("There are no rules yet").waitFor();
    await looksWell(page, "first use");
    await page.keyboard.press("c");
    const dialog = page.getByRole("dialog", { name: "New rule" });
    await dialog.getByRole("button", { name: "Write the rule" }).click();
    await dialog.getByRole("textbox", { name: /^Name/ }).fill("Sleepers");
    await dialog.getByLabel("Subject of the mail").fill("Still there?");
    await dialog.getByLabel("Text of the mail").fill("Please sign in.");
    await dialog.getByRole("button", { name: "Add a step" }).click();
    await looksWell(page, "rule dialog");
    await dialog.getByRole("button", { name: "Write the rule" }).click();
    await page.getByText(/No sign-in · after 90 days: Warn by mail · 14 days later: Deactivate/).waitFor();
    await looksWell(page, "rules");
    await page.getByRole("button", { name: "Preview of Sleepers" }).click();
    const preview = page.getByRole("dialog", { name: "Preview of Sleepers" });
    await preview.getByText("Warn by mail: 1 person").waitFor();
    await preview.getByRole("link", { name: "Ann Asleep" }).waitFor();
    await looksWell(page, "preview");
    await preview.getByRole("button", { name: "Switch on" }).click();
    await page.getByRole("switch", { name: "Sleepers is on", checked: true }).waitFor();
    const [rule] = (await stage.owner.api.lifecycleRules.list()).items;
    expect(rule).toMatchObject({ enabled: true, name: "Sleepers" });
    expect(id).toMatch(/^usr_/);
    await page.context().close();
  });

  it("shows that a rule stopped itself, and lets it act once confirmed", async () => {
    await stage.atrium.sql.query("update lifecycle_rules set stopped_at = now(), stopped_count = 9");
    const page = await stage.page(`${at}/settings/lifecycle`);
    await page.getByText("Stopped itself").waitFor();
    await looksWell(page, "stopped");
    await page.getByRole("button", { name: "Let it act" }).click();
    const asked = page.getByRole("alertdialog", { name: "Let Sleepers act on 9 people?" });
    await asked.getByRole("button", { name: "Let it act" }).click();
    await page.getByText("Stopped itself").waitFor({ state: "detached" });
    await page.context().close();
  });

  it("finds who is there twice, merges them by keyboard alone, and takes it back", async () => {
    const one = await add("sam.poe@example.com", { displayName: "Sam Poe", phone: "+4930111111" });
    const two = await add("sampoe+x@example.com", { displayName: "Samuel Poe", title: "Clerk" });
    const page = await stage.page(`${at}/duplicates`);
    await page.getByText("Nobody seems to be there twice").waitFor();
    await looksWell(page, "first use");
    await page.keyboard.press("c");
    const compare = page.getByRole("link", { name: "Compare Sam Poe and Samuel Poe" });
    await compare.waitFor({ timeout: 20_000 });
    await looksWell(page, "pairs");
    await compare.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Merge two people" }).waitFor();
    await looksWell(page, "merge");
    // What the survivor lacks is suggested; the name is taken with the arrow keys.
    await page.getByRole("radio", { name: "Job title: Clerk", checked: true }).waitFor();
    await page.getByRole("radio", { name: "Display name: Sam Poe" }).focus();
    await page.keyboard.press("ArrowRight");
    await page.getByRole("radio", { name: "Display name: Samuel Poe", checked: true }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Samuel Poe" }).waitFor();
    expect(await stage.owner.api.users.get({ params: { id: one.id } })).toMatchObject({
      displayName: "Samuel Poe",
      title: "Clerk",
      phone: "+4930111111",
    });
    await page.goto(`${at}/users/${one.id}?tab=activity`);
    await page.getByRole("radio", { name: "Journey" }).click();
    await page.getByText(/merged somebody into/).waitFor();
    await looksWell(page, "journey");
    await page.goto(`${at}/users/${two.id}`);
    await page.getByText("was merged into them").waitFor();
    await looksWell(page, "merged person");
    await page.getByRole("button", { name: "Undo the merge" }).click();
    await page.getByText("was merged into them").waitFor({ state: "detached" });
    expect(await stage.owner.api.users.get({ params: { id: one.id } })).toMatchObject({
      displayName: "Sam Poe",
      title: null,
    });
    await page.context().close();
  });

  it("is usable in the dark, on a narrow screen and from right to left", async () => {
    const pair = await Promise.all([
      add("kim.lee@example.com", { displayName: "Kim Lee", department: "Sales" }),
      add("kimlee@example.com", { displayName: "Kim Lee", department: "Law" }),
    ]);
    const merge = `duplicates/merge?stays=${pair[0].id}&goes=${pair[1].id}`;
    for (const { name, options } of looks) {
      const page = await stage.page(`${at}/home`, options);
      for (const route of ["settings/lifecycle", "settings/lifecycle?rule=new", "duplicates", merge]) {
        await page.goto(`${at}/${route}`);
        await page.locator("h1").waitFor();
        await page.waitForLoadState("networkidle");
        await looksWell(page, `${name} ${route}`);
      }
      await page.context().close();
    }
    expect(stage.complaints).toEqual([]);
  });
});
