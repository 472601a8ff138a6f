import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStage, sideways, violations, type Stage } from "./browser.ts";

describe("many people at once", () => {
  let stage: Stage;
  let address: string;
  beforeAll(async () => {
    stage = await openStage({ jobs: true });
    address = `/o/${stage.place.slug}`;
    for (let page = 0; page < 3; page++) {
      await stage.owner.api.users.bulkCreate({
        body: {
          items: Array.from({ length: 40 }, (_, n) => ({
            email: `crowd${page}-${n}@example.com`,
            displayName: `Crowd ${page} ${String(n).padStart(2, "0")}`,
            department: "Crowd",
            title: `Wave ${page}`,
            status: "active",
          })),
        },
      });
    }
  }, 120_000);
  afterAll(() => stage.close());

  /** What a pressed button had to say is said for some seconds, also when the button has gone. */
  const quiet = (page: Page) =>
    page.locator("[data-live-announcer] [role=img]").first().waitFor({ state: "detached" });
  const crowd = async () =>
    (await stage.owner.api.users.list({ query: { q: "department:Crowd", limit: 200 } })).items;
  const bar = (page: Page) => page.getByRole("region", { name: "Selected people" });
  const tray = (page: Page) => page.getByRole("region", { name: "Jobs under way" });

  it("names everybody who matches by keyboard, changes exactly them wherever one goes, and takes it back", async () => {
    const page = await stage.page(`${address}/users?q=department%3ACrowd`);
    await page.getByRole("row").nth(1).waitFor();
    await page.keyboard.press("Control+a");
    await bar(page).getByText("50 selected").waitFor();
    await page.keyboard.press("Control+a");
    await bar(page).getByText("All 120 who match are selected").waitFor();
    expect(await violations(page), "bar").toEqual([]);
    await bar(page).getByRole("button", { name: "Edit…" }).click();
    const dialog = page.getByRole("dialog", { name: "Edit many people" });
    await dialog.getByText("exactly 120 people").waitFor();
    await stage.owner.api.users.create({ body: { email: "latecomer@example.com", department: "Crowd" } });
    await dialog.getByLabel("Job title").fill("Counted");
    await dialog.getByLabel("Add tags").fill("one, two");
    expect(await violations(page), "dialog").toEqual([]);
    await dialog.getByRole("button", { name: "Change 120 people" }).click();
    await page.getByRole("link", { name: "Audit log" }).click();
    await tray(page).getByText("120 people done").waitFor();
    await quiet(page);
    expect(await violations(page), "tray").toEqual([]);
    const changed = await crowd();
    expect(changed.filter(({ title, tags }) => title === "Counted" && tags.includes("two"))).toHaveLength(
      120,
    );
    await page.reload();
    await tray(page).getByRole("button", { name: "Undo" }).click();
    await tray(page).getByText("Undo: Edit people").waitFor();
    await tray(page).getByText("120 people done").nth(1).waitFor();
    expect((await crowd()).filter(({ title }) => title?.startsWith("Wave") === true)).toHaveLength(120);
    await page.context().close();
  });

  it("takes a range with Shift, and leaves whom one may not touch in a list with the reason", async () => {
    const page = await stage.page(`${address}/users?q=department%3ACrowd&sort=name`);
    const box = (n: number) => page.getByRole("row").nth(n).getByRole("checkbox");
    await box(1).waitFor();
    await page.getByRole("row").nth(2).locator("label").first().click();
    await page
      .getByRole("row")
      .nth(6)
      .locator("label")
      .first()
      .click({ modifiers: ["Shift"] });
    await bar(page).getByText("5 selected").waitFor();
    await bar(page).getByRole("button", { name: "Status…" }).click();
    const dialog = page.getByRole("dialog", { name: "Change the status" });
    await dialog.getByRole("button", { name: /Status/ }).click();
    await page.getByRole("option", { name: "Suspended" }).click();
    await dialog.getByLabel("Reason").fill("Audit");
    const last = (await crowd()).find(({ displayName }) => displayName === "Crowd 0 03");
    await stage.owner.api.users.delete({ params: { id: last?.id ?? "" } });
    await dialog.getByRole("button", { name: "Change 5 people" }).click();
    await tray(page).getByText("4 done, 1 could not be done").waitFor();
    await tray(page).getByRole("link", { name: "Details" }).click();
    const panel = page.getByRole("complementary", { name: "Job Change of status" });
    await panel.getByText("1 row could not be done").waitFor();
    await panel.getByText("Not found").waitFor();
    await quiet(page);
    expect(await violations(page), "panel").toEqual([]);
    expect(await sideways(page), "panel").toEqual([]);
    const download = page.waitForEvent("download");
    await panel.getByRole("button", { name: "Download problems.csv" }).click();
    expect((await download).suggestedFilename()).toBe("problems.csv");
    await page.context().close();
  });

  it("wants a number confirmed before it deletes, and brings everybody back", async () => {
    const page = await stage.page(`${address}/users?q=department%3ACrowd%20title%3A%22Wave%202%22`);
    await page.getByRole("row").nth(1).waitFor();
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Control+a");
    await bar(page).getByRole("button", { name: "Delete…" }).click();
    const dialog = page.getByRole("alertdialog", { name: "Delete these people?" });
    await dialog.getByRole("button", { name: "Delete 40 people" }).click();
    await tray(page).getByText("40 people done").waitFor();
    await page.getByText("Nobody fits this filter").waitFor();
    await tray(page).getByRole("button", { name: "Undo" }).click();
    await tray(page).getByText("Undo: Deleting people").waitFor();
    await page.getByText("Crowd 2 00").waitFor();
    await page.context().close();
  });

  it("exports the list as it is filtered, with the chosen columns", async () => {
    const page = await stage.page(`${address}/users?q=department%3ACrowd%20title%3A%22Wave%201%22&sort=name`);
    await page.getByRole("button", { name: "Export", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: "Export people" });
    expect(await violations(page), "export").toEqual([]);
    for (const name of ["Id", "E-mail", "First name"]) {
      await dialog.getByRole("checkbox", { name, exact: true }).focus();
      await page.keyboard.press("Space");
    }
    await dialog.getByRole("button", { name: "Export", exact: true }).click();
    await tray(page).getByText("40 rows").waitFor();
    const download = page.waitForEvent("download");
    await tray(page)
      .getByRole("button", { name: /^Download people-/ })
      .click();
    const stream = await (await download).createReadStream();
    const text = (await stream.toArray()).join("");
    expect(text.split("\r\n")[0]).toMatch(/^lastName,displayName,/);
    expect(text.trimEnd().split("\r\n")).toHaveLength(41);
    await page.context().close();
  });

  it("shows jobs with their state, and filters them in the address", async () => {
    const page = await stage.page(`${address}/settings/jobs`);
    await page.getByRole("row").filter({ hasText: "Export of people" }).waitFor();
    await page.getByRole("radio", { name: "Failed" }).click();
    await page.getByText("There is no such job").waitFor();
    expect(page.url()).toContain("show=failed");
    expect(await violations(page), "jobs").toEqual([]);
    await page.context().close();
  });

  it("raised no complaint", () => {
    expect(stage.complaints).toEqual([]);
  });
});
