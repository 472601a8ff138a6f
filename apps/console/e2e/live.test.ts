import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addPeople, openStage, type Stage } from "./browser.ts";

describe("live updates", () => {
  let stage: Stage;
  let users: string;
  let id: string;
  beforeAll(async () => {
    stage = await openStage();
    users = `/o/${stage.place.slug}/users`;
    await addPeople(stage, ["Amara Okafor", "Chen Wei"]);
    const { items } = await stage.owner.api.users.list({ query: { q: "amara" } });
    id = items[0]?.id ?? "";
  }, 120_000);
  afterAll(() => stage.close());

  /** A page that would not notice by asking again: it is connected, at rest and never reloaded. */
  const watching = async (address: string) => {
    const page = await stage.page(address);
    await page
      .getByRole("status")
      .filter({ hasText: /^Live$/ })
      .waitFor();
    await page.waitForLoadState("networkidle");
    await page.evaluate(() => document.documentElement.setAttribute("data-loaded-once", ""));
    return {
      page,
      neverReloaded: () => page.locator("html[data-loaded-once]").count(),
    };
  };

  it("show in one browser what is edited in another, in the list and in the person's page", async () => {
    const detail = await watching(`${users}/${id}`);
    const list = await watching(users);
    const row = list.page.getByRole("row").filter({ hasText: "Amara Okafor" });
    await row.getByText("Active").waitFor();

    const editor = await stage.page(`${users}/${id}?edit=true`);
    await editor.getByLabel("Job title").fill("Keeper of the light well");
    await editor.getByLabel("Department").fill("Masonry");
    await editor.getByRole("button", { name: "Save" }).click();
    await editor.getByText("Saved").waitFor();

    await detail.page.getByText("Keeper of the light well").first().waitFor();
    await row.getByText("Masonry").waitFor();
    expect(await detail.neverReloaded()).toBe(1);
    expect(await list.neverReloaded()).toBe(1);
    for (const { page } of [detail, list, { page: editor }]) await page.context().close();
  });

  it("show who arrives through the API, and who is suspended", async () => {
    const list = await watching(`${users}?sort=name`);
    await addPeople(stage, ["Bea Newcomer"]);
    await list.page.getByRole("link", { name: "Bea Newcomer" }).waitFor();
    await stage.owner.api.users.setStatus({ params: { id }, body: { status: "suspended" } });
    const row = list.page.getByRole("row").filter({ hasText: "Amara Okafor" });
    await row.getByText("Suspended").waitFor();
    expect(await list.neverReloaded()).toBe(1);
    await list.page.context().close();
  });

  it("tick off on Home what one has done elsewhere", async () => {
    const home = await watching(`/o/${stage.place.slug}/home`);
    const step = home.page.getByRole("listitem").filter({ hasText: "Add somebody by hand" });
    await step.getByText("Done").waitFor();
    await addPeople(stage, ["Dina Fresh"]);
    await home.page
      .getByRole("listitem")
      .filter({ hasText: /added\s*Dina Fresh/ })
      .waitFor();
    expect(await home.neverReloaded()).toBe(1);
    await home.page.context().close();
  });

  it("catch up after the line was cut", async () => {
    const list = await watching(users);
    await list.page.context().setOffline(true);
    await list.page.getByText("You are offline").waitFor();
    await addPeople(stage, ["Cato Latecomer"]);
    await list.page.context().setOffline(false);
    await list.page.getByRole("link", { name: "Cato Latecomer" }).waitFor();
    expect(await list.neverReloaded()).toBe(1);
    await list.page.context().close();
  });

  it("never met its content policy or an error nobody caught", () => {
    expect(stage.complaints).toEqual([]);
  });
});
