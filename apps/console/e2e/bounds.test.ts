import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makePerson, testPassword } from "../../server/src/testing/people.ts";
import { addPeople, openStage, type Stage } from "./browser.ts";

describe("the console's bounds", () => {
  let stage: Stage;
  let users: string;
  beforeAll(async () => {
    stage = await openStage({ jobs: true });
    users = `/o/${stage.place.slug}/users`;
    await addPeople(stage, ["Amara Okafor", "Chen Wei", "Priya Raman"]);
  }, 120_000);
  afterAll(() => stage.close());

  it("suspends the selected people alone, and takes it back", async () => {
    const page = await stage.page(`${users}?sort=name`);
    await page.getByRole("link", { name: "Amara Okafor" }).waitFor();
    await page.keyboard.press("j");
    await page.keyboard.press("x");
    await page.keyboard.press("j");
    await page.keyboard.press("x");
    const bar = page.getByRole("region", { name: "Selected people" });
    await bar.getByText("2 selected").waitFor();
    await bar.getByRole("button", { name: "Status…" }).click();
    const dialog = page.getByRole("dialog", { name: "Change the status" });
    await dialog.getByRole("button", { name: /Status/ }).click();
    await page.getByRole("option", { name: "Suspended" }).click();
    await dialog.getByRole("button", { name: "Change 2 people" }).click();
    await page.getByText("2 people done").waitFor();
    const suspended = () => stage.owner.api.users.list({ query: { q: "status:suspended", sort: "name" } });
    expect((await suspended()).items.map(({ displayName }) => displayName)).toEqual([
      "Amara Okafor",
      "Chen Wei",
    ]);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(async () => (await suspended()).items.length).toBe(0);
    await page.context().close();
  });

  it("shows the same screen on reload and in a second browser", async () => {
    const page = await stage.page(`${users}?sort=name&q=chen`);
    await page.getByRole("row").filter({ hasText: "Chen Wei" }).getByText("Active").click();
    await page.getByRole("complementary", { name: "Peek at Chen Wei" }).waitFor();
    const other = await stage.page(page.url().replace(stage.atrium.url, ""));
    await other.getByRole("complementary", { name: "Peek at Chen Wei" }).waitFor();
    expect(await other.getByRole("searchbox").inputValue()).toBe("chen");
    await page.reload();
    await page.getByRole("complementary", { name: "Peek at Chen Wei" }).waitFor();
    await page.context().close();
    await other.context().close();
  });

  it("says which right is missing and offers nothing that would be refused", async () => {
    const guest = await makePerson(stage.atrium, stage.place, ["user"], { withPassword: true });
    const context = await stage.context();
    await context.request.post("/api/v1/auth/login", {
      data: { email: guest.email, password: testPassword, mode: "cookie" },
      headers: { origin: stage.atrium.url },
    });
    const page = await context.newPage();
    await page.goto(users);
    await page.getByText("You may not see this").waitFor();
    await page.getByText("See people").waitFor();
    expect(await page.getByRole("link", { name: "Users" }).count()).toBe(0);
    expect(await page.getByRole("link", { name: "New user" }).count()).toBe(0);
    await context.close();
  });

  it("gives a role and takes it back", async () => {
    const { items } = await stage.owner.api.users.list({ query: { q: "priya" } });
    const id = items[0]?.id ?? "";
    const page = await stage.page(`${users}/${id}`);
    await page.getByRole("button", { name: /Give a role/ }).click();
    await page.getByRole("option", { name: "Editor" }).click();
    await page.getByText("Editor given to Priya Raman").waitFor();
    expect((await stage.owner.api.users.get({ params: { id } })).roles).toContain("editor");
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("button", { name: "Take Editor away" }).waitFor({ state: "detached" });
    await page.context().close();
  });

  it("answers alike for an organization that is not there and one that is not ours", async () => {
    const page = await stage.page("/o/nowhere/users");
    await page.getByRole("heading", { name: "There is no such organization" }).waitFor();
    await page.context().close();
  });

  it("explains an empty filter and offers the way out", async () => {
    const page = await stage.page(`${users}?q=nobodyatall`);
    await page.getByRole("heading", { name: "Nobody fits this filter" }).waitFor();
    await page.getByRole("button", { name: "Clear the filter" }).last().click();
    await page.getByRole("link", { name: "Chen Wei" }).waitFor();
    await page.context().close();
  });

  it("says that it is offline and recovers by itself", async () => {
    const page = await stage.page(users);
    await page.getByRole("link", { name: "Chen Wei" }).waitFor();
    await page.context().setOffline(true);
    await page.getByText("You are offline").waitFor();
    await page.context().setOffline(false);
    await page.getByText("You are offline").waitFor({ state: "detached" });
    await page.context().close();
  });

  it("keeps the theme, and turns the page around for Arabic", async () => {
    const page = await stage.page("/me");
    await page.getByRole("radio", { name: "Dark" }).click();
    await page.getByRole("button", { name: /Language/ }).click();
    await page.getByRole("option", { name: "العربية" }).click();
    await page.getByRole("heading", { level: 1, name: "ملفك الشخصي" }).waitFor();
    await page.goto(users);
    await page.getByRole("heading", { level: 1, name: "المستخدمون" }).waitFor();
    const root = page.locator("html");
    expect(await root.getAttribute("dir")).toBe("rtl");
    expect(await root.getAttribute("data-theme")).toBe("dark");
    const rail = await page.getByRole("navigation", { name: "الأقسام" }).boundingBox();
    expect(rail?.x ?? 0).toBeGreaterThan(720);
    await page.context().close();
  });

  it("never met its content policy or an error nobody caught", () => {
    expect(stage.complaints).toEqual([]);
  });
});
