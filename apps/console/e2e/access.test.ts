import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addPeople, looks, openStage, sideways, violations, type Stage } from "./browser.ts";

describe("the access explorer and the access of a person", () => {
  let stage: Stage;
  let at: string;
  let sales: string;
  let europe: string;
  const idOf = async (name: string) => {
    const { items } = await stage.owner.api.users.list({ query: { q: `name:"${name}"` } });
    return items[0]?.id ?? "";
  };
  const fill = async (page: Page, label: string, text: string, option: RegExp) => {
    await page.getByRole("combobox", { name: label, exact: true }).focus();
    await page.keyboard.type(text);
    await page.getByRole("option", { name: option }).first().waitFor();
    await page.keyboard.press("Enter");
  };
  const heading = (page: Page, text: string | RegExp) => page.getByRole("heading", { level: 2, name: text });

  beforeAll(async () => {
    stage = await openStage();
    at = `/o/${stage.place.slug}`;
    await addPeople(stage, ["Ann Lee", "Bo Okafor", "Cy Tamimi"]);
    const { api } = stage.owner;
    sales = (await api.groups.create({ body: { name: "Sales" } })).id;
    europe = (await api.groups.create({ body: { name: "Sales Europe", parentId: sales } })).id;
    await api.groups.addMembers({ params: { id: europe }, body: { userIds: [await idOf("Ann Lee")] } });
    await api.roles.create({ body: { slug: "team-lead", name: "Team lead", inherits: ["editor"] } });
    await api.grants.create({
      body: { subject: sales, role: "team-lead", validUntil: "2099-05-03T10:00:00Z", reason: "They sell" },
    });
    const cy = await idOf("Cy Tamimi");
    await api.grants.create({ body: { subject: cy, permission: "users:suspend", scope: `group:${europe}` } });
  }, 120_000);
  afterAll(() => stage.close());

  it("answers by keyboard alone why somebody can, with the proof, at an address that anybody may open", async () => {
    const page = await stage.page(`${at}/home`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.keyboard.press("g");
    await page.keyboard.press("x");
    await page.getByText("What would you like to know?").waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("ann");
    await page.getByRole("option", { name: /Ann Lee/ }).waitFor();
    await page.keyboard.press("Enter");
    await heading(page, "What can Ann Lee do?").waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.type("users:update");
    await page.keyboard.press("Enter");
    const answer =
      /Yes: Ann Lee can edit people, until .*2099.*, because they are in Sales, which holds Team lead\./;
    await heading(page, answer).waitFor();
    const steps = page.getByRole("list", { name: "The proof" }).getByRole("listitem");
    expect(await steps.allInnerTexts()).toEqual([
      expect.stringMatching(/^Ann Lee\s+is in$/),
      expect.stringMatching(/^Sales Europe\s+lies below$/),
      expect.stringMatching(/^Sales\s+until .*They sell\s+holds$/),
      expect.stringMatching(/^Team lead\s+inherits$/),
      expect.stringMatching(/^Editor\s+allows$/),
      expect.stringMatching(/^Edit people users:update\s+Everything in/),
    ]);
    const other = await stage.page(page.url());
    await heading(other, answer).waitFor();
    expect(await other.getByRole("combobox", { name: "Who" }).inputValue()).toBe("Ann Lee");
    await other.context().close();
    await page.goBack();
    await heading(page, "What can Ann Lee do?").waitFor();
    await page.context().close();
  });

  it("answers no with what is nearest, and gives it from there, for a time", async () => {
    const page = await stage.page(`${at}/access?who=${await idOf("Bo Okafor")}&can=users:update`);
    await heading(page, "No: nothing that Bo Okafor holds allows them to edit people.").waitFor();
    await page.getByRole("button", { name: "Give Team lead…" }).press("Enter");
    const dialog = page.getByRole("dialog", { name: "Give Bo Okafor something" });
    expect(await dialog.getByRole("combobox", { name: /Role or right/ }).inputValue()).toBe("Team lead");
    await dialog.getByLabel("Until").fill("2020-01-01T10:00");
    await dialog.getByRole("button", { name: "Give", exact: true }).press("Enter");
    await dialog
      .getByText(/period|end/i)
      .first()
      .waitFor();
    await dialog.getByLabel("Until").fill("2098-01-01T10:00");
    await dialog.getByLabel("Reason").fill("Stands in for Ann");
    await page.keyboard.press("Enter");
    await page.getByText("Bo Okafor now has Team lead").waitFor();
    await heading(
      page,
      /Yes: Bo Okafor can edit people, until .*2098.*, because they hold Team lead/,
    ).waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await heading(page, /^No: nothing/).waitFor();
    await page.context().close();
  });

  it("says that a right is held elsewhere, and turns to that place", async () => {
    const page = await stage.page(`${at}/access?who=${await idOf("Cy Tamimi")}&can=users:suspend`);
    await heading(page, /^No: Cy Tamimi can .* only on Sales Europe\.$/).waitFor();
    await fill(page, "On what", "sales eu", /Sales Europe/);
    await heading(page, /^Yes: Cy Tamimi can .*, on Sales Europe, because it was given to them\.$/).waitFor();
    await page.context().close();
  });

  it("turns the question: who can, page by page, and what somebody can, each with its why", async () => {
    const page = await stage.page(`${at}/access`);
    await page.getByRole("link", { name: "Who can edit people?" }).click();
    await heading(page, "Who can edit people?").waitFor();
    await page.getByRole("row", { name: /Ann Lee.*Team lead, through Sales/ }).waitFor();
    await page.getByRole("link", { name: "Why can Ann Lee edit people?" }).click();
    await heading(page, /^Yes: Ann Lee can edit people/).waitFor();
    await fill(page, "Who", "sales", /^Sales/);
    await heading(page, /^Yes: Sales can edit people/).waitFor();
    const what = page.getByRole("combobox", { name: "Can", exact: true });
    await what.fill("");
    await page.keyboard.press("Enter");
    await heading(page, "What can Sales do?").waitFor();
    await page.getByRole("link", { name: "Why can Sales see people?" }).waitFor();
    await page.context().close();
  });

  it("tells what changes would do before anybody makes them, at an address", async () => {
    const ann = await idOf("Ann Lee");
    const page = await stage.page(`${at}/access?who=${ann}&can=users:update`);
    await heading(page, /^Yes: Ann Lee/).waitFor();
    await page.getByRole("button", { name: "What if it ended?" }).click();
    await page.getByText("The answer would become no").waitFor();
    await page.getByText("Sales loses Team lead").waitFor();
    await page.getByText("Nobody gains, 1 loses something. It touches 1 person.").waitFor();
    await page.keyboard.press("w");
    const dialog = page.getByRole("dialog", { name: "Give something" });
    await dialog.getByRole("combobox", { name: "Role or right" }).focus();
    await page.keyboard.type("manager");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await page.getByText("Ann Lee gets Manager").waitFor();
    await page.getByText("The answer would stay the same").waitFor();
    await page.reload();
    await page.getByText("Ann Lee gets Manager").waitFor();
    await page.getByRole("button", { name: "Take away: Ann Lee gets Manager" }).click();
    await page.getByText("The answer would become no").waitFor();
    await page.getByRole("button", { name: "Add a change" }).click();
    await page.getByRole("menuitem", { name: "Change what a role allows…" }).click();
    const roles = page.getByRole("dialog");
    await fill(page, "Role", "team", /Team lead/);
    await roles.getByText("Delete and bring back people").click();
    await roles.getByRole("button", { name: "Add the change" }).click();
    await page.getByText("Team lead changes: + Delete and bring back people").waitFor();
    await page.goto(`${at}/access?if=${encodeURIComponent(JSON.stringify([`leave~${ann}~${europe}`]))}`);
    await page.getByText("Ann Lee leaves Sales Europe").waitFor();
    await page.getByRole("row", { name: /Ann Lee.*Edit people/ }).waitFor();
    await page.context().close();
  });

  it("shows a person's access in one table, ends a grant and takes that back, puts into groups and out again", async () => {
    const cy = await idOf("Cy Tamimi");
    const page = await stage.page(`${at}/users/${cy}?tab=access`);
    const suspend = "Activate, deactivate and suspend people";
    const row = page.getByRole("row", { name: new RegExp(`${suspend}.*Directly.*Sales Europe.*For good`) });
    await row.waitFor();
    await page.getByRole("button", { name: `End ${suspend}` }).press("Enter");
    await page.getByText(`${suspend} of Cy Tamimi is ended`).waitFor();
    await row.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Undo" }).click();
    await row.waitFor();
    await page.getByRole("button", { name: "Put into a group…" }).press("Enter");
    await fill(page, "Group", "sales", /^Sales/);
    await page.getByRole("button", { name: "Put in", exact: true }).press("Enter");
    await page.getByText("Cy Tamimi is in Sales").waitFor();
    await page.getByRole("row", { name: /Team lead.*Through Sales/ }).waitFor();
    await page.getByRole("link", { name: "Why can Cy Tamimi edit people?" }).waitFor();
    await page.getByRole("button", { name: "Take out of Sales" }).press("Enter");
    await page.getByRole("row", { name: /Team lead.*Through Sales/ }).waitFor({ state: "detached" });
    await page
      .getByRole("region", { name: "Changes of access" })
      .getByText(/Cy Tamimi/)
      .first()
      .waitFor();
    await page.context().close();
  });

  it("tells whoever may not ask who can let them", async () => {
    const { api } = stage.owner;
    const { id } = await api.users.create({ body: { email: "dee@example.com", firstName: "Dee" } });
    expect(id).not.toBe("");
    const page = await stage.page(`${at}/access`);
    await page.route("**/api/v1/auth/session", async (route) => {
      const answer = await route.fetch();
      const body = await answer.json();
      await route.fulfill({ json: { ...body, permissions: [] } });
    });
    await page.reload();
    await page
      .getByText(/It needs the right “ask who may do what, and why”.*owner.* can give it to you/)
      .waitFor();
    await page.context().close();
  });

  for (const { name, options } of looks) {
    it(`finds nothing to complain about in any answer, list or dialog, ${name}`, async () => {
      const [ann, bo] = [await idOf("Ann Lee"), await idOf("Bo Okafor")];
      const changes = encodeURIComponent(JSON.stringify([`leave~${ann}~${europe}`]));
      const page = await stage.page(`${at}/home`, options);
      const check = async (what: string) => {
        await page.waitForLoadState("networkidle");
        expect(await violations(page), `${name} ${what}`).toEqual([]);
        expect(await sideways(page), `${name} ${what}`).toEqual([]);
      };
      for (const address of [
        `access?who=${ann}&can=users:update`,
        `access?who=${bo}&can=users:update`,
        `access?who=${ann}`,
        `access?who=${ann}&can=users:update&if=${changes}`,
        `users/${ann}?tab=access`,
      ]) {
        await page.goto(`${at}/${address}`);
        await page.getByRole("heading", { level: 2 }).first().waitFor();
        await check(address);
      }
      await page.keyboard.press("+");
      await page.getByRole("dialog").getByRole("combobox").first().click();
      await page.getByRole("option").first().waitFor();
      await check("giving");
      await page.goto(`${at}/access?who=${ann}`);
      await page.getByRole("heading", { level: 2 }).first().waitFor();
      await page.keyboard.press("w");
      await page.getByRole("dialog").waitFor();
      await check("what if");
      await page.context().close();
    });
  }

  it("never met its content policy or an error nobody caught", () => {
    expect(stage.complaints).toEqual([]);
  });
});
