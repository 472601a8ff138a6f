import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStage, sideways, violations, type Stage } from "./browser.ts";

describe("imports", () => {
  let stage: Stage;
  let address: string;
  beforeAll(async () => {
    stage = await openStage({ jobs: true });
    address = `/o/${stage.place.slug}/imports`;
  }, 120_000);
  afterAll(() => stage.close());

  const file = (text: string, name = "people.csv") => ({
    name,
    mimeType: "text/csv",
    buffer: Buffer.from(text),
  });
  const rows = ["Vorname,E-Mail,Telefon,Lieblingsfarbe", "Ada,ada@keys.example,+43 660 1234567,blue"];
  const bad = ["Bea,bea at keys.example,,red", "Cleo,cleo@keys.example,12,green"];

  /** Goes on with Tab until the focus stands on what is called so, and presses Enter there. */
  async function press(page: Page, name: string | RegExp): Promise<void> {
    const wanted = page.getByRole("button", { name }).first();
    await wanted.waitFor();
    for (let steps = 0; steps < 120; steps++) {
      if (await wanted.evaluate((each) => each === document.activeElement)) {
        await page.keyboard.press("Enter");
        return;
      }
      await page.keyboard.press("Tab");
    }
    throw new Error(`the keyboard never came to ${String(name)}`);
  }

  it("goes from the file to the people by keyboard alone, with two errors that are mended, and back", async () => {
    const page = await stage.page(address);
    await page.getByRole("heading", { name: "Imports" }).waitFor();
    expect(await violations(page), "first use").toEqual([]);
    const chooser = page.waitForEvent("filechooser");
    await press(page, "Choose a file");
    await (await chooser).setFiles(file([...rows, ...bad, ""].join("\n")));
    await page.getByRole("table", { name: "Columns of the file" }).waitFor();
    await page.getByText("One column is left out: Lieblingsfarbe").waitFor();
    expect(await violations(page), "columns").toEqual([]);
    const here = page.url();

    // Chosen by its first letters, as in any list of choices.
    await press(page, /What Lieblingsfarbe becomes/);
    await page.getByRole("listbox").waitFor();
    await page.keyboard.type("Job title");
    await page.keyboard.press("Enter");
    await page.getByText("One column is left out").waitFor({ state: "detached" });
    await press(page, "Try it");
    const problems = page.getByRole("table", { name: "Rows that cannot be brought in" });
    await problems.waitFor();
    expect(await problems.getByRole("row").allInnerTexts()).toEqual([
      "Line\tColumn\tReason",
      "3\tE-Mail\tis not an e-mail address we accept",
      expect.stringMatching(/^4\tTelefon\tis not a telephone number/),
    ]);
    expect(await violations(page), "dry run").toEqual([]);
    expect((await stage.owner.api.users.list({ query: { q: "source:import" } })).items).toEqual([]);
    const download = page.waitForEvent("download");
    await press(page, "Download the rows with errors");
    expect((await download).suggestedFilename()).toBe("errors.csv");

    // Elsewhere and back, or in another window: the server knows where it stands.
    await page.goto(`/o/${stage.place.slug}/home`);
    await page.goto(here);
    await press(page, "Bring in 1 person");
    await page.getByRole("link", { name: "See people" }).waitFor();
    expect(await violations(page), "done").toEqual([]);

    await page.goto(address);
    await page.getByRole("row").nth(1).waitFor();
    expect(await violations(page), "list").toEqual([]);
    const again = page.waitForEvent("filechooser");
    await press(page, "Choose a file");
    const mended = ["Bea,bea@keys.example,,red", "Cleo,cleo@keys.example,+43 660 1234568,green"];
    await (await again).setFiles(file([rows[0], ...mended, ""].join("\n"), "errors.csv"));
    await press(page, "Try it");
    await press(page, "Bring in 2 people");
    await page.getByRole("link", { name: "See people" }).waitFor();
    expect((await stage.owner.api.users.list({ query: { q: "source:import" } })).items).toHaveLength(3);

    await press(page, "Undo the import");
    const dialog = page.getByRole("alertdialog");
    await dialog.waitFor();
    await dialog.getByRole("button", { name: "Undo the import" }).press("Enter");
    await page.getByText("Put back", { exact: true }).first().waitFor();
    expect((await stage.owner.api.users.list({ query: { q: "source:import" } })).items).toHaveLength(1);
    await page.context().close();
  }, 120_000);

  it("takes a file that is dropped, says what is wrong with one that is none, and fits a narrow screen", async () => {
    const page = await stage.page(address, { viewport: { width: 390, height: 844 } });
    await page.getByRole("heading", { name: "Imports" }).waitFor();
    const chooser = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Choose a file" }).click();
    await (await chooser).setFiles({ ...file("PK\u0003\u0004nothing", "people.xlsx") });
    await page.getByText("Failed", { exact: true }).first().waitFor();
    expect(await sideways(page), "failed").toEqual([]);
    expect(await violations(page), "failed").toEqual([]);
    await page.goto(address);
    await page.getByRole("row").nth(1).waitFor();
    expect(await sideways(page), "list").toEqual([]);
    const other = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Choose a file" }).click();
    await (await other).setFiles(file([...rows, ""].join("\n")));
    await page.getByRole("table", { name: "Columns of the file" }).waitFor();
    expect(await sideways(page), "columns").toEqual([]);
    await page.context().close();
    expect(stage.complaints).toEqual([]);
  }, 120_000);
});
