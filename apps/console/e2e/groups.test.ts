import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addPeople, openStage, sideways, violations, type Stage } from "./browser.ts";

describe("groups and teams", () => {
  let stage: Stage;
  let groups: string;
  beforeAll(async () => {
    stage = await openStage({ jobs: true });
    groups = `/o/${stage.place.slug}/groups`;
    await addPeople(stage, ["Amara Okafor", "Jonas Lindqvist", "Sana Tamimi", "Priya Raman", "Chen Wei"]);
  }, 120_000);
  afterAll(() => stage.close());

  const make = (name: string, parentId: string | null = null) =>
    stage.owner.api.groups.create({ body: { name, parentId } });
  const idOf = async (word: string) =>
    (await stage.owner.api.users.list({ query: { q: word } })).items[0]?.id ?? "";
  const put = async (id: string, ...words: string[]) => {
    const userIds = await Promise.all(words.map(idOf));
    await stage.owner.api.groups.addMembers({ params: { id }, body: { userIds } });
  };

  it("are made in the tree, one below the other, by keyboard", async () => {
    const page = await stage.page(groups);
    await page.getByText("There are no groups yet").waitFor();
    await page.keyboard.press("n");
    await page.getByLabel("Name of the new group").fill("Sales");
    await page.keyboard.press("Enter");
    await page.getByRole("row", { name: /Sales/ }).waitFor();
    await page.getByLabel("Name of the new group").fill("Support");
    await page.keyboard.press("Enter");
    await page.getByRole("row", { name: /Support/ }).waitFor();
    await page.getByRole("button", { name: "Actions for Sales" }).click();
    await page.getByRole("menuitem", { name: "New group below…" }).click();
    await page.getByLabel("Name of the new group below Sales").fill("Europe");
    await page.keyboard.press("Enter");
    const europe = page.getByRole("row", { name: /Europe/ });
    await europe.waitFor();
    expect(await europe.getAttribute("aria-level")).toBe("2");
    await page.keyboard.press("Escape");
    await page.reload();
    await europe.waitFor();
    await page.context().close();
  });

  it("are walked by arrows and letters, opened, closed and renamed without a mouse", async () => {
    const page = await stage.page(groups);
    const sales = page.getByRole("row", { name: /Sales/ });
    await sales.focus();
    await page.keyboard.press("s");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain("Support");
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowRight");
    await page.getByRole("row", { name: /Europe/ }).waitFor();
    expect(await sales.getAttribute("aria-expanded")).toBe("true");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("F2");
    await page.getByRole("dialog").getByLabel("Name").fill("Europe and Africa");
    await page.keyboard.press("Enter");
    await page.getByRole("row", { name: /Europe and Africa/ }).waitFor();
    await page.getByRole("row", { name: /Europe and Africa/ }).focus();
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowLeft");
    await page.getByRole("row", { name: /Europe/ }).waitFor({ state: "detached" });
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Sales" }).waitFor();
    await page.context().close();
  });

  it("are moved by choosing in the tree, and go back", async () => {
    await make("Wanderers");
    const page = await stage.page(groups);
    await page.getByRole("button", { name: "Actions for Wanderers" }).click();
    await page.getByRole("menuitem", { name: "Move…" }).click();
    const tree = page.getByRole("treegrid", { name: "Where to" });
    await tree.getByRole("row", { name: /Sales/ }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("It will lie below Sales.").waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole("dialog").getByRole("button", { name: "Move", exact: true }).click();
    await page.getByText("Wanderers is now below Sales").waitFor();
    await page.getByRole("row", { name: /Wanderers/ }).waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("row", { name: /Wanderers/ }).waitFor();
    await page.getByRole("row", { name: /Wanderers/ }).dragTo(page.getByRole("row", { name: /Support/ }));
    await page.getByText("Wanderers is now below Support").waitFor();
    await page.context().close();
  });

  it("take several people in at once, and let them go, each with the way back", async () => {
    const { id } = await make("Crew");
    await put(id, "chen");
    const page = await stage.page(`${groups}/${id}`);
    await page.getByRole("link", { name: "Chen Wei" }).waitFor();
    await page.keyboard.press("a");
    for (const name of ["Amara Okafor", "Jonas Lindqvist", "Chen Wei"]) {
      await page.getByRole("combobox", { name: "Who" }).fill(name);
      await page.getByRole("option", { name: new RegExp(name) }).click();
    }
    await page.getByText("is in it already").waitFor();
    await page.getByRole("button", { name: "Add 2 people" }).click();
    await page.getByText("2 people are in Crew").waitFor();
    await page.getByRole("link", { name: "Amara Okafor" }).waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("link", { name: "Amara Okafor" }).waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Take out Chen Wei" }).click();
    await page.getByText("Nobody is in it yet").waitFor();
    await page.getByText("Chen Wei is out of Crew").waitFor();
    await page.getByRole("button", { name: "Undo" }).last().click();
    await page.getByRole("link", { name: "Chen Wei" }).waitFor();
    await page.context().close();
  });

  it("show whom they reach through the groups below, and what they hold touches", async () => {
    const outer = await make("Harbour");
    const inner = await make("Pilots", outer.id);
    await put(outer.id, "amara");
    await put(inner.id, "priya");
    const page = await stage.page(`${groups}/${outer.id}`);
    await page.getByRole("link", { name: "Amara Okafor" }).waitFor();
    await page.getByText("Everybody reached").click();
    await page.getByRole("link", { name: "Through Pilots" }).waitFor();
    expect(new URL(page.url()).search).toBe("?view=all");
    await page.getByRole("tab", { name: "Roles & rights" }).click();
    await page.getByText("touches 2 people").waitFor();
    await page.getByRole("button", { name: "Give…" }).click();
    await page.getByRole("combobox", { name: "Role or right" }).fill("audit");
    await page.getByRole("option", { name: /Auditor/ }).click();
    await page.getByRole("dialog").getByLabel("Reason").fill("Watches the quay");
    await page.getByRole("dialog").getByRole("button", { name: "Give", exact: true }).click();
    await page.getByText("Watches the quay").waitFor();
    await page.goto(`${groups}/${inner.id}?tab=rights`);
    await page.getByRole("heading", { name: "Comes from Harbour" }).waitFor();
    await page.getByText("Watches the quay").waitFor();
    await page.context().close();
  });

  it("follow a rule whose words are offered, after showing whom it finds", async () => {
    await stage.owner.api.users.update({
      params: { id: await idOf("sana") },
      body: { department: "Night Shift" },
    });
    const { id } = await make("By night");
    const page = await stage.page(`${groups}/${id}?tab=rule`);
    const rule = page.getByRole("combobox", { name: "Rule" });
    await rule.click();
    await page.keyboard.type("dep");
    await page.getByRole("option", { name: "department" }).waitFor();
    await page.keyboard.press("Enter");
    await page.keyboard.type("ni");
    await page.getByRole("option", { name: /Night Shift/ }).waitFor();
    await page.keyboard.press("Tab");
    expect(await rule.inputValue()).toBe('department:"Night Shift" ');
    await page.getByRole("heading", { name: "It would find 1" }).waitFor();
    await page.getByText("Sana Tamimi").waitFor();
    await page.keyboard.type("night");
    await page.getByText("A rule cannot ask for words").waitFor();
    await rule.fill('department:"Night Shift"');
    await page.getByRole("button", { name: "Save the rule" }).click();
    await page.getByText("The rule is saved").waitFor();
    await page.getByRole("tab", { name: "People" }).click();
    await page.getByRole("link", { name: "Sana Tamimi" }).waitFor({ timeout: 20_000 });
    expect(await page.getByRole("button", { name: "Take out Sana Tamimi" }).count()).toBe(0);
    await page.context().close();
  });

  it("are merged only after it was shown and the name was written, and deleted with a way back", async () => {
    const old = await make("Old crew");
    await put(old.id, "amara", "priya");
    const fresh = await make("New crew");
    await put(fresh.id, "amara");
    const page = await stage.page(`${groups}/${old.id}`);
    await page.getByRole("button", { name: "Actions for Old crew" }).click();
    await page.getByRole("menuitem", { name: "Merge into another…" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("combobox").fill("New crew");
    await page.getByRole("option", { name: /New crew/ }).click();
    await dialog.getByText("2 people go over to New crew").waitFor();
    await dialog.getByText("1 of them is there already").waitFor();
    expect(await dialog.getByRole("button", { name: "Merge" }).isDisabled()).toBe(true);
    await dialog.getByRole("textbox").fill("Old crew");
    await dialog.getByRole("button", { name: "Merge" }).click();
    await page.getByRole("heading", { level: 1, name: "New crew" }).waitFor();
    await page.getByRole("link", { name: "Priya Raman" }).waitFor();
    await page.getByRole("button", { name: "Actions for New crew" }).click();
    await page.getByRole("menuitem", { name: "Delete…" }).click();
    await page.getByText("so nobody loses any").waitFor();
    await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
    await page.getByText("New crew is deleted").waitFor();
    await page.getByRole("button", { name: "Undo" }).last().click();
    await page.getByText("New crew is back").waitFor();
    await page.getByText("Deleted", { exact: true }).click();
    await page.getByRole("button", { name: "Bring back Old crew" }).waitFor();
    await page.context().close();
  });

  it(
    "are open to everybody: nothing for axe, nothing that moves sideways",
    { timeout: 120_000 },
    async () => {
      const outer = await make("Quay");
      await put(outer.id, "amara", "chen");
      await make("Crane", outer.id);
      for (const options of [
        { colorScheme: "dark", locale: "ar" },
        { viewport: { width: 390, height: 844 }, hasTouch: true },
      ] as const) {
        const page = await stage.page(`${groups}?open=quay`, options);
        const pages = ["", "?view=all", "?tab=subgroups", "?tab=rights", "?tab=rule", "?tab=activity"];
        for (const route of [`${groups}?open=quay`, ...pages.map((tab) => `${groups}/${outer.id}${tab}`)]) {
          await page.goto(route);
          await page.getByRole("heading", { level: 1 }).waitFor();
          await page.waitForLoadState("networkidle");
          expect(await violations(page), route).toEqual([]);
          expect(await sideways(page), route).toEqual([]);
        }
        await page.context().close();
      }
      const page = await stage.page(`${groups}/${outer.id}`);
      await page.getByRole("link", { name: "Amara Okafor" }).waitFor();
      await page.keyboard.press("a");
      await page.getByRole("combobox", { name: "Who" }).fill("priya");
      await page.getByRole("option", { name: /Priya/ }).waitFor();
      expect(await violations(page), "adding").toEqual([]);
      await page.context().close();
    },
  );

  it("stand on a person's page, and are asked for in the list of people by their names", async () => {
    const { id } = await make("Night Watch");
    await put(id, "jonas");
    const page = await stage.page(`/o/${stage.place.slug}/users?q=group:"Night Watch"`);
    await page.getByRole("link", { name: "Jonas Lindqvist" }).click();
    await page.getByRole("heading", { level: 1, name: "Jonas Lindqvist" }).waitFor();
    await page.getByRole("link", { name: "Night Watch" }).click();
    await page.getByRole("heading", { level: 1, name: "Night Watch" }).waitFor();
    await page.context().close();
  });

  it("never met its content policy or an error nobody caught", () => {
    expect(stage.complaints).toEqual([]);
  });
});
