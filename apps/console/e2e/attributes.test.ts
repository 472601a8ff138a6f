import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { looks, looksWell, openStage, violations, type Stage } from "./browser.ts";

describe("attributes and the search in the console", () => {
  let stage: Stage;
  let at: string;
  let ann: string;
  let bo: string;
  beforeAll(async () => {
    stage = await openStage({ jobs: true });
    at = `/o/${stage.place.slug}`;
    const body = {
      email: "ann.mueller@corp.example",
      firstName: "Ann",
      lastName: "Müller",
      status: "active",
    } as const;
    ({ id: ann } = await stage.owner.api.users.create({ body }));
    ({ id: bo } = await stage.owner.api.users.create({
      body: { email: "bo@corp.example", displayName: "Bo Ek" },
    }));
  }, 120_000);
  afterAll(() => stage.close());

  it("defines attributes, by keyboard from the first, and says at its place what does not fit", async () => {
    const page = await stage.page(`${at}/settings/attributes`);
    await page.getByText("No attributes yet").waitFor();
    await looksWell(page, "first use");
    await page.keyboard.press("c");
    const dialog = page.getByRole("dialog", { name: "New attribute" });
    await dialog.getByRole("textbox", { name: /^Name/ }).fill("Cost centre");
    await page.keyboard.press("Tab");
    await page.keyboard.type("costCenter");
    await dialog.getByRole("textbox", { name: "Pattern" }).fill("([A-Z]");
    await dialog.getByRole("checkbox", { name: "In filters and sorting" }).press("Space");
    await dialog.getByRole("button", { name: "Define it" }).press("Enter");
    await dialog.getByText(/cannot use \(/).waitFor();
    await looksWell(page, "dialog with an error");
    await dialog.getByRole("textbox", { name: "Pattern" }).fill("[A-Z]{2}-\\d+");
    await dialog.getByRole("button", { name: "Define it" }).click();
    await page.getByText("costCenter", { exact: true }).waitFor();

    await page.getByRole("button", { name: "New attribute" }).click();
    await dialog.getByRole("textbox", { name: /^Name/ }).fill("Tier");
    await dialog.getByRole("textbox", { name: /^Key/ }).fill("tier");
    await dialog.getByRole("button", { name: /Type/ }).click();
    await page.getByRole("option", { name: "One choice" }).click();
    await dialog.getByRole("textbox", { name: "Choices" }).fill("gold = Gold customers\nsilver");
    await dialog.getByRole("button", { name: "Define it" }).click();
    const list = page.getByRole("list", { name: "Attributes" });
    await list.getByText("tier", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Move Tier up" }).click();
    await expect.poll(() => list.getByRole("listitem").first().textContent()).toContain("Tier");
    await looksWell(page, "list");
    const { items } = await stage.owner.api.attributes.list();
    expect(items.map(({ key, choices }) => [key, choices.length])).toEqual([
      ["tier", 2],
      ["costCenter", 0],
    ]);
    await page.context().close();
  });

  it("shows them in a person's form and on their page, and refuses what does not fit at the field", async () => {
    const page = await stage.page(`${at}/users/${ann}?edit=true`);
    await page.getByRole("textbox", { name: "Cost centre" }).fill("nonsense");
    await page.getByRole("button", { name: "Tier" }).click();
    await page.getByRole("option", { name: "Gold customers" }).click();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText(/does not look like/).waitFor();
    await looksWell(page, "form with an error");
    await page.getByRole("textbox", { name: "Cost centre" }).fill("AB-12");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("definition").filter({ hasText: "Gold customers" }).waitFor();
    await page.getByRole("definition").filter({ hasText: "AB-12" }).waitFor();
    await looksWell(page, "overview");
    expect((await stage.owner.api.users.get({ params: { id: ann } })).attributes).toEqual({
      costCenter: "AB-12",
      tier: "gold",
    });
    await page.goto(`${at}/users/new`);
    await page.getByRole("textbox", { name: "Cost centre" }).waitFor();
    await page.goto(`${at}/users?q=${encodeURIComponent("costCenter:ab-12")}`);
    await page.getByRole("link", { name: "Ann Müller" }).waitFor();
    expect(await page.getByRole("link", { name: "Bo Ek" }).count()).toBe(0);
    await page.context().close();
  });

  it("has columns for them, chosen by keyboard, sorted, kept in a view, and gone with their attribute", async () => {
    const { attributes, users, views } = stage.owner.api;
    const shoe = await attributes.create({
      body: { key: "shoe", name: "Shoe size", names: { de: "Schuhgröße" }, type: "number", indexed: true },
    });
    await attributes.create({ body: { key: "joined", name: "Joined", type: "date" } });
    await attributes.create({ body: { key: "remote", name: "Remote", type: "boolean" } });
    await attributes.create({ body: { key: "mentor", name: "Mentor", type: "reference" } });
    await attributes.create({ body: { key: "extra", name: "Extra", type: "json" } });
    await attributes.create({
      body: {
        key: "skills",
        name: "Skills",
        type: "multi_choice",
        choices: [
          { value: "sql", label: "Databases" },
          { value: "css", label: "Design" },
        ],
      },
    });
    const values = { shoe: 1042.5, joined: "2026-03-01", remote: true, mentor: ann, skills: ["sql", "css"] };
    await users.update({ params: { id: bo }, body: { attributes: { ...values, extra: { a: [1] } } } });
    await expect
      .poll(async () => (await attributes.list()).items.find(({ key }) => key === "shoe")?.indexState)
      .toBe("ready");
    const headers = (page: Page) => page.getByRole("columnheader").allTextContents();
    const first = (page: Page) => page.getByRole("row").nth(1);

    const page = await stage.page(`${at}/users`);
    await first(page).waitFor();
    await page.keyboard.press("l");
    const dialog = page.getByRole("dialog", { name: "Choose columns" });
    await dialog.getByRole("checkbox", { name: "Shoe size" }).press("Space");
    await dialog.getByRole("checkbox", { name: "Tier" }).press("Space");
    expect(await violations(page), "choice of columns").toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("cell", { name: "Gold customers" }).waitFor();
    const header = page.getByRole("columnheader", { name: "Shoe size" });
    expect(await page.getByRole("columnheader", { name: "Tier" }).getByRole("button").count()).toBe(0);
    await header.getByRole("button").press("Enter");
    await page.waitForURL(/sort=-attributes\.shoe/);
    await first(page).getByText("Bo Ek").waitFor();
    await first(page).getByText("1,042.5").waitFor();
    await header.getByRole("button").press("Enter");
    await page.waitForURL(/sort=attributes\.shoe/);
    await page.getByRole("row").last().getByText("Bo Ek").waitFor();
    expect(await violations(page), "columns of attributes").toEqual([]);

    await page.keyboard.press("s");
    await page.getByRole("dialog").getByLabel("Name").fill("By shoe");
    await page.keyboard.press("Enter");
    await page.waitForURL(/view=/);
    await page.reload();
    await page.getByRole("row").last().getByText("1,042.5").waitFor();
    expect((await headers(page)).slice(-2)).toEqual(["Shoe size", "Tier"]);
    expect((await views.list()).items).toMatchObject([{ name: "By shoe", sort: "attributes.shoe" }]);
    await page.getByRole("button", { name: "Export", exact: true }).click();
    const file = page.getByRole("dialog", { name: /Export/ });
    expect(await file.getByRole("checkbox", { name: "Tier" }).isChecked()).toBe(true);
    expect(await file.getByRole("checkbox", { name: "Mentor" }).isChecked()).toBe(false);
    await file.getByRole("button", { name: "Export", exact: true }).click();
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: /^Download people-/ }).click();
    const rows = (await (await (await download).createReadStream()).toArray())
      .join("")
      .trimEnd()
      .split("\r\n");
    expect(rows.length).toBeGreaterThan(2);
    expect(rows.map((row) => row.includes("1042.5")).lastIndexOf(true)).toBe(rows.length - 1);

    const all = ["joined", "remote", "mentor", "skills", "extra"].map((key) => `attributes.${key}`);
    await page.goto(`${at}/users?q=bo&columns=${["attributes.none", ...all].join(",")}`);
    await first(page).getByText("Ann Müller").waitFor();
    expect((await first(page).getByRole("cell").allTextContents()).slice(-5)).toEqual([
      "Mar 1, 2026",
      "Yes",
      "Ann Müller",
      "Databases1 more",
      '{"a":[1]}',
    ]);
    await looksWell(page, "values of every type");
    const german = await stage.page(`${at}/users?columns=attributes.shoe`, { locale: "de-DE" });
    await german.getByText("1.042,5").waitFor();
    expect((await headers(german)).slice(-1)).toEqual(["Schuhgröße"]);
    await german.context().close();

    await attributes.delete({ params: { id: shoe.id } });
    await page.goto(`${at}/users`);
    await page.getByRole("link", { name: /^By shoe/ }).click();
    await page.getByRole("cell", { name: "Gold customers" }).waitFor();
    expect((await headers(page)).slice(-2)).toEqual(["Added", "Tier"]);
    expect(await page.getByText("changed", { exact: true }).count()).toBe(0);
    await page.goto(`${at}/users?sort=-attributes.shoe&columns=attributes.shoe`);
    await first(page).waitFor();
    expect(await headers(page)).not.toContain("Shoe size");
    await page.context().close();
  });

  it("finds people as one types, marks why, and asks what was meant", async () => {
    const page = await stage.page(`${at}/users`);
    await page.getByRole("link", { name: "Search people" }).click();
    await page.getByText("Write what you remember").waitFor();
    await looksWell(page, "empty search");
    await page.keyboard.type("mulelr");
    await page.getByText("Did you mean").waitFor();
    await looksWell(page, "suggestion");
    await page.getByRole("button", { name: "Müller" }).click();
    await page.getByText("Did you mean").waitFor({ state: "detached" });
    expect(await page.locator("mark").allTextContents()).toContain("Müller");
    await looksWell(page, "found");
    await page.getByRole("link", { name: "Ann Müller" }).click();
    await page.getByRole("heading", { name: "Ann Müller" }).waitFor();
    await page.goBack();
    expect(await page.getByRole("searchbox").inputValue()).toBe("Müller");
    await page.getByRole("searchbox").fill("qqqqq");
    await page.getByText("Nobody found").waitFor();
    await page.context().close();
  });

  it("looks well in every look, and deletes only what was written out, telling how many lose a value", async () => {
    for (const { name, options } of looks) {
      for (const address of [
        "settings/attributes",
        "settings/attributes?attribute=new",
        "users?columns=attributes.costCenter,attributes.tier,attributes.skills,status",
        "users/search?q=mul",
        `users/${ann}`,
      ]) {
        const page = await stage.page(`${at}/${address}`, options);
        await page.waitForLoadState("networkidle");
        await looksWell(page, `${address}, ${name}`);
        if (process.env["PICTURES"] !== undefined) {
          await page.screenshot({
            path: `${process.env["PICTURES"]}/${name} ${address.replaceAll(/\W+/g, "-")}.png`,
          });
        }
        await page.context().close();
      }
    }
    const page = await stage.page(`${at}/settings/attributes`);
    await page.getByRole("button", { name: "Delete Tier" }).click();
    const asked = page.getByRole("alertdialog", { name: "Delete Tier?" });
    await asked.getByText("One person has a value").waitFor();
    const button = asked.getByRole("button", { name: "Delete" });
    expect(await button.isDisabled()).toBe(true);
    await asked.getByRole("textbox").fill("tier");
    await button.click();
    await page.getByText("tier", { exact: true }).waitFor({ state: "detached" });
    await expect
      .poll(async () => (await stage.owner.api.users.get({ params: { id: ann } })).attributes)
      .toEqual({ costCenter: "AB-12" });
    expect(stage.complaints).toEqual([]);
    await page.context().close();
  }, 240_000);
});
