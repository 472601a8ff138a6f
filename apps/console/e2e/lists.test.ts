import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makePerson } from "../../server/src/testing/people.ts";
import { openStage, sideways, violations, type Stage } from "./browser.ts";

const departments = ["Sales", "Law", "Research"];

describe("the list of people, its views and segments", () => {
  let stage: Stage;
  let address: string;
  beforeAll(async () => {
    stage = await openStage({ jobs: true });
    address = `/o/${stage.place.slug}`;
    const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    for (let part = 0; part < 3; part++) {
      await stage.owner.api.users.bulkCreate({
        body: {
          items: Array.from({ length: 52 }, (_, n) => ({
            email: `p${part}-${n}@lists.example`,
            displayName: `${letters[n % 26] ?? ""}nna ${part}${n < 26 ? "a" : "b"}`,
            department: departments[part] ?? "",
            status: n < 40 ? "active" : "pending",
          })),
        },
      });
    }
  }, 120_000);
  afterAll(() => stage.close());

  const row = (page: Page, n: number) => page.getByRole("row").nth(n);
  const shown = (page: Page) => page.getByRole("columnheader").allTextContents();
  const views = (page: Page) => page.getByRole("navigation", { name: "Views" });
  const undo = (page: Page, of: string) =>
    page.getByRole("alertdialog").filter({ hasText: of }).getByRole("button", { name: "Undo" });
  const quiet = (page: Page) =>
    page.locator("[data-live-announcer] [role=img]").first().waitFor({ state: "detached" });

  it("leads home from an address that names nothing", async () => {
    const page = await stage.page(`${address}/nothing-of-the-kind`);
    await page.getByRole("heading", { name: "There is nothing here" }).waitFor();
    await page.getByRole("link", { name: "Home" }).last().click();
    await page.waitForURL(/\/home$/);
    await page.context().close();
  });

  it("jumps to a letter, to a page and to a day, and walks on from there", async () => {
    const page = await stage.page(`${address}/users?sort=name`);
    await row(page, 1).waitFor();
    await page.getByRole("button", { name: "From M" }).click();
    await row(page, 1).getByText("Mnna").waitFor();
    expect(page.url()).toContain("from=M");
    await page.getByRole("button", { name: "Previous" }).click();
    await row(page, 50).getByText("Lnna").waitFor();
    await page.goto(`${address}/users?sort=name`);
    await row(page, 1).waitFor();
    await page.keyboard.press("p");
    await page.keyboard.type("3");
    await page.keyboard.press("Enter");
    await page.waitForURL(/page=3/);
    await row(page, 1).getByText("Qnna").waitFor();
    await page.getByRole("button", { name: "Next" }).click();
    await page.waitForURL(/page=4/);
    expect(await page.getByLabel("Page", { exact: true }).inputValue()).toBe("4");
    await page.waitForLoadState("networkidle");
    const first = await row(page, 1).getByRole("rowheader").textContent();
    await page.reload();
    await row(page, 1).waitFor();
    expect(await row(page, 1).getByRole("rowheader").textContent()).toBe(first);
    await page.getByLabel("Page", { exact: true }).fill("900");
    await page.keyboard.press("Enter");
    await page.waitForURL(/page=4(?!.*cursor)/);
    await page.goto(`${address}/users?sort=createdAt&from=2999-01-01`);
    await page.getByRole("heading", { name: "Nobody from here on" }).waitFor();
    await page.getByRole("button", { name: "Back to the first" }).click();
    await row(page, 1).waitFor();
    await page.context().close();
  });

  it("counts what people have in common, and a press narrows and widens the list", async () => {
    const page = await stage.page(`${address}/users`);
    await row(page, 1).waitFor();
    await page.keyboard.press("f");
    const panel = page.getByRole("complementary", { name: "Facets" });
    const sales = panel.getByRole("listitem").filter({ hasText: "Sales" });
    await sales.getByText("52").waitFor();
    await sales.locator("label").click();
    await page.waitForURL(/q=department%3ASales/);
    await panel.getByRole("listitem").filter({ hasText: "Active" }).getByText("40").waitFor();
    // Its own choice does not narrow a facet: a second department can be added.
    await panel.getByRole("listitem").filter({ hasText: "Law" }).locator("label").click();
    await page.waitForURL(/Sales%2CLaw/);
    await panel.getByRole("listitem").filter({ hasText: "Active" }).getByText("80").waitFor();
    expect(await violations(page), "facets").toEqual([]);
    expect(await sideways(page), "facets").toEqual([]);
    await sales.locator("label").click();
    await page.waitForURL(/q=department%3ALaw/);
    await page.keyboard.press("f");
    await panel.waitFor({ state: "detached" });
    await page.context().close();
  });

  it("saves a view by keyboard, tells when it is changed, and undoes what is done to it", async () => {
    const page = await stage.page(`${address}/users?q=department%3ALaw&sort=name`);
    await row(page, 1).waitFor();
    await page.keyboard.press("l");
    const columns = page.getByRole("dialog", { name: "Choose columns" });
    await columns.getByText("Job title").click();
    await columns.getByRole("list", { name: "Shown, in this order" }).getByText("Job title").waitFor();
    await columns.getByText("Last sign-in").click();
    await columns.getByRole("button", { name: "Further to the front: Job title" }).click();
    expect(await violations(page), "columns").toEqual([]);
    await page.keyboard.press("Escape");
    await columns.waitFor({ state: "detached" });
    expect(await shown(page)).toEqual(["", "Person", "Status", "Role", "Department", "Job title", "Added"]);

    await page.keyboard.press("s");
    await page.getByRole("dialog").getByLabel("Name").fill("Lawyers");
    await page.keyboard.press("Enter");
    const tab = views(page).getByRole("link", { name: /^Lawyers/ });
    await tab.waitFor();
    expect(await views(page).locator("[aria-current]").allTextContents()).toEqual(["Lawyers"]);
    expect(page.url()).toContain("view=");

    await page.keyboard.press("1");
    await page.waitForURL((url) => !url.search.includes("view="));
    await page.keyboard.press("7");
    await page.waitForURL(/view=/);
    expect(await shown(page)).toContain("Job title");
    await page.getByLabel("Filter", { exact: true }).fill("department:Law status:active");
    await views(page).getByText("changed").waitFor();
    const menu = async (entry: string) => {
      await page.getByRole("button", { name: "View", exact: true }).click();
      await page.getByRole("menuitem", { name: entry }).click();
    };
    await menu("Save the changes in this view");
    await views(page).getByText("changed").waitFor({ state: "detached" });
    await undo(page, "The view Lawyers is changed").click();
    await page.waitForURL((url) => url.searchParams.get("q") === "department:Law");

    await menu("Share with everybody who sees this list");
    await views(page).getByText("shared").waitFor();
    await menu("Delete the view");
    await tab.waitFor({ state: "detached" });
    await undo(page, "The view Lawyers is deleted").click();
    await tab.waitFor();
    await views(page).getByText("shared").waitFor();
    const { items } = await stage.owner.api.views.list();
    expect(items).toMatchObject([{ name: "Lawyers", q: "department:Law", sort: "name", shared: true }]);
    await quiet(page);
    expect(await violations(page), "views").toEqual([]);
    await page.context().close();
  });

  it("writes in a row, and takes it back", async () => {
    const page = await stage.page(`${address}/users?q=department%3AResearch&sort=name`);
    await row(page, 1).waitFor();
    await page.keyboard.press("j");
    await page.keyboard.press("F2");
    await page.getByLabel("Department of Anna 2a").fill("Research & care");
    expect(await violations(page), "cell").toEqual([]);
    await page.keyboard.press("Enter");
    await page.getByText("Anna 2a is changed").waitFor();
    const anna = async () =>
      (await stage.owner.api.users.list({ query: { q: 'name:"Anna 2a"' } })).items[0]?.department;
    expect(await anna()).toBe("Research & care");
    await undo(page, "Anna 2a").click();
    await expect.poll(anna).toBe("Research");
    await row(page, 2).getByText("Research").dblclick();
    await page.getByLabel(/^Department of/).waitFor();
    await page.keyboard.press("Escape");
    await page.getByLabel(/^Department of/).waitFor({ state: "detached" });
    await page.context().close();
  });

  it("makes a filter a segment, live and static, fills it with progress in sight and uses it", async () => {
    const page = await stage.page(`${address}/users?q=department%3ALaw`);
    await row(page, 1).waitFor();
    await page.getByRole("button", { name: "View", exact: true }).click();
    await page.getByRole("menuitem", { name: "Make a segment of this filter…" }).click();
    const dialog = page.getByRole("dialog", { name: "New segment" });
    await dialog.getByText("52 people fit now.").waitFor();
    await dialog.getByLabel("Name").first().fill("All lawyers");
    expect(await dialog.getByLabel("Name in filters").inputValue()).toBe("all-lawyers");
    expect(await violations(page), "dialog").toEqual([]);
    await dialog.getByRole("button", { name: "Make the segment" }).click();
    const panel = page.getByRole("complementary", { name: "Segment All lawyers" });
    await panel.getByText("52 people").waitFor();

    await page.keyboard.press("c");
    await dialog.getByLabel("Name").first().fill("Kept");
    await dialog
      .getByRole("textbox", { name: "Filter", exact: true })
      .fill("segment:all-lawyers status:active");
    await dialog.getByText("40 people fit now.").waitFor();
    await dialog.getByRole("radio", { name: "Static" }).click();
    await dialog.getByRole("button", { name: "Make the segment" }).click();
    const kept = page.getByRole("complementary", { name: "Segment Kept" });
    await kept.getByText("40 people").waitFor();
    await quiet(page);
    expect(await violations(page), "panel").toEqual([]);
    expect(await sideways(page), "panel").toEqual([]);

    // The one that another stands on stays.
    await page.getByRole("row").getByRole("button", { name: "All lawyers" }).click();
    await panel.getByRole("button", { name: "Delete" }).click();
    await page.getByText("Another segment stands on this one").waitFor();

    await page.getByRole("row").getByRole("button", { name: "Kept" }).click();
    await kept.getByRole("button", { name: "Fill anew" }).click();
    await page.getByRole("region", { name: "Jobs under way" }).getByText("40 people found").waitFor();
    await kept.getByRole("button", { name: "Delete" }).click();
    const confirm = page.getByRole("alertdialog", { name: "Delete the segment Kept?" });
    await confirm.getByRole("textbox").fill("kept");
    await confirm.getByRole("button", { name: "Delete" }).click();
    await page.getByText("The segment Kept is deleted").waitFor();

    await page.getByRole("row").getByRole("button", { name: "All lawyers" }).click();
    await panel.getByRole("link", { name: "Show these people" }).click();
    await page.waitForURL(/q=segment%3Aall-lawyers/);
    await row(page, 50).waitFor();
    await page.getByLabel("Filter", { exact: true }).fill("status:active segment:a");
    await page
      .locator('datalist option[value="status:active segment:all-lawyers"]')
      .waitFor({ state: "attached" });
    await page.context().close();
  });

  it("lets whoever may only look use segments and save views of their own, and no more", async () => {
    const { email } = await makePerson(stage.atrium, stage.place, ["editor"], { withPassword: true });
    const page = await stage.pageOf(email, `${address}/segments`);
    await page.getByRole("row").getByRole("button", { name: "All lawyers" }).click();
    const panel = page.getByRole("complementary", { name: "Segment All lawyers" });
    await panel.getByText("52 people").waitFor();
    expect(await page.getByRole("button", { name: "New segment" }).count()).toBe(0);
    expect(await panel.getByRole("button", { name: /Edit|Delete/ }).count()).toBe(0);
    await panel.getByRole("link", { name: "Show these people" }).click();
    await views(page).getByText("Lawyers").waitFor();
    await page.getByRole("button", { name: "View", exact: true }).click();
    await page.getByRole("menuitem", { name: "Save as a new view…" }).waitFor();
    expect(await page.getByRole("menuitem").count()).toBe(1);
    await page.keyboard.press("Escape");
    await page.goto(`${address}/settings/privacy`);
    await page.getByRole("heading", { name: "You may not see this" }).waitFor();
    await page.context().close();
  });
});
