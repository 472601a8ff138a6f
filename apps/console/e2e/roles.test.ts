import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makePerson, testPassword } from "../../server/src/testing/people.ts";
import { addPeople, openStage, violations, type Stage } from "./browser.ts";

describe("roles in the console", () => {
  let stage: Stage;
  let roles: string;
  beforeAll(async () => {
    stage = await openStage();
    roles = `/o/${stage.place.slug}/roles`;
    await addPeople(stage, ["Amara Okafor", "Sana Tamimi", "Chen Wei"]);
    const { api } = stage.owner;
    await api.roles.create({ body: { slug: "reader", name: "Reader", permissions: ["users:read"] } });
    const { id } = await api.groups.create({ body: { name: "Night shift" } });
    const { items } = await api.users.list({ query: { q: "chen" } });
    await api.groups.addMembers({ params: { id }, body: { userIds: items.map((person) => person.id) } });
  }, 120_000);
  afterAll(() => stage.close());

  const personId = async (name: string) =>
    (await stage.owner.api.users.list({ query: { q: name } })).items[0]?.id ?? "";
  const own = async (slug: string) => (await stage.owner.api.roles.get({ params: { slug } })).permissions;

  it("makes a role and edits its matrix by keyboard alone", async () => {
    const page = await stage.page(`/o/${stage.place.slug}/home`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.keyboard.press("g");
    await page.keyboard.press("r");
    await page.getByRole("heading", { level: 1, name: "Roles & permissions" }).waitFor();
    await page.getByRole("link", { name: "Reader" }).waitFor();
    await page.keyboard.press("c");
    await page.getByRole("dialog", { name: "New role" }).waitFor();
    await page.keyboard.type("Support desk");
    await expect.poll(() => page.getByLabel("Slug").inputValue()).toBe("support-desk");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Support desk" }).waitFor();

    const grid = page.getByRole("grid", { name: "What Support desk allows" });
    await grid.getByRole("button", { name: "People", exact: true }).focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press(" ");
    const write = grid.getByRole("radio", { name: /^People: Write/ });
    await expect.poll(() => write.getAttribute("aria-checked")).toBe("true");
    // Opened to its single actions: one of them is taken out again.
    await page.keyboard.press("Shift+Enter");
    await grid.getByRole("checkbox", { name: "Add people" }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect.poll(() => write.getAttribute("aria-checked")).toBe("false");
    const bar = page.getByRole("region", { name: "Unsaved changes" });
    await bar.getByText("This adds 3, removes 0 · touches nobody").waitFor();
    await page.keyboard.press("ControlOrMeta+s");
    await page.getByText("Support desk is saved").waitFor();
    expect(await own("support-desk")).toEqual(["users:read", "users:suspend", "users:update"]);
    await bar.waitFor({ state: "detached" });
    await page.context().close();
  });

  it("gives it to a group for a time, and shows by whom it is held and through what", async () => {
    await stage.owner.api.roles.create({ body: { slug: "held", name: "Held", permissions: ["users:read"] } });
    const page = await stage.page(`${roles}/held?tab=members`);
    await page.getByText("Nobody holds this role").waitFor();
    await page.keyboard.press("a");
    const dialog = page.getByRole("dialog", { name: "Give Held" });
    await dialog.getByRole("combobox").fill("night");
    await dialog.getByRole("option", { name: "Night shift" }).waitFor();
    await page.keyboard.press("Enter");
    await dialog.getByText("Night shift").waitFor();
    await dialog.getByLabel("Until the end of").fill("2099-12-31");
    await dialog.getByLabel("Reason").fill("For the winter");
    await dialog.getByRole("button", { name: "Give", exact: true }).click();
    const row = page.getByRole("listitem").filter({ hasText: "For the winter" });
    await row.getByText("1 person").waitFor();
    expect((await stage.owner.api.roles.get({ params: { slug: "held" } })).touched).toMatchObject({
      people: 1,
      others: 1,
    });
    await row.getByRole("button", { name: "Take Held from Night shift" }).click();
    await page.getByText("Nobody holds this role").waitFor();
    const told = page.getByRole("alertdialog").filter({ hasText: "taken from Night shift" });
    await told.getByRole("button", { name: "Undo" }).click();
    await row.getByText("For the winter").waitFor();
    await page.context().close();
  });

  it("says whom a change touches and asks before it takes something away, and takes it back on wish", async () => {
    await stage.owner.api.roles.create({
      body: {
        slug: "narrowed",
        name: "Narrowed",
        permissions: ["users:read", "audit:read"],
        inherits: ["reader"],
      },
    });
    await stage.owner.api.grants.create({ body: { subject: await personId("sana"), role: "narrowed" } });
    const page = await stage.page(`${roles}/narrowed`);
    const grid = page.getByRole("grid", { name: "What Narrowed allows" });
    await grid.getByRole("radio", { name: "Audit log: None" }).click();
    const bar = page.getByRole("region", { name: "Unsaved changes" });
    await bar.getByText("This adds 0, removes 1 · touches 1 person").waitFor();
    await bar.getByRole("link", { name: "Sana Tamimi" }).waitFor();
    await bar.getByRole("button", { name: "Who gains and loses" }).click();
    const gains = page.getByRole("dialog", { name: "Who gains and loses" });
    await gains.getByText("Loses: Read the audit log").waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("ControlOrMeta+s");
    const ask = page.getByRole("alertdialog", { name: "Take something away?" });
    await ask.getByText("Held by 1 person, who would lose: Read the audit log.").waitFor();
    expect(await violations(page), "narrow").toEqual([]);
    await ask.getByRole("button", { name: "Take it away" }).click();
    await page.getByText("Narrowed is saved").waitFor();
    expect(await own("narrowed")).toEqual(["users:read"]);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(() => own("narrowed")).toEqual(["audit:read", "users:read"]);
    await page.context().close();
  });

  it("shows what somebody else changed meanwhile and puts one's own changes upon it", async () => {
    const { version } = await stage.owner.api.roles.create({
      body: { slug: "shared", name: "Shared", permissions: ["users:read"] },
    });
    const page = await stage.page(`${roles}/shared`);
    const grid = page.getByRole("grid", { name: "What Shared allows" });
    await grid.getByRole("radio", { name: "Audit log: Read" }).click();
    await page.getByRole("region", { name: "Unsaved changes" }).waitFor();
    await stage.owner.api.roles.update(
      { params: { slug: "shared" }, body: { permissions: ["users:read", "jobs:read"] } },
      { version },
    );
    await page.getByText("Changed by somebody else").waitFor();
    await page.getByText("See background jobs").first().waitFor();
    await page.getByRole("button", { name: "Take their changes, keep mine" }).click();
    await page.getByText("This adds 2, removes 0").waitFor();
    await page.keyboard.press("ControlOrMeta+s");
    await page.getByText("Shared is saved").waitFor();
    expect(await own("shared")).toEqual(["audit:read", "audit:verify", "jobs:read", "users:read"]);
    await page.goto(`${roles}/shared?tab=versions`);
    await page.getByRole("button", { name: "Restore version 1" }).click();
    await page.getByText("This adds 0, removes 3").waitFor();
    await page.context().close();
  });

  it("deletes a held role only with another in its place", async () => {
    await stage.owner.api.roles.create({
      body: { slug: "doomed", name: "Doomed", permissions: ["users:read"] },
    });
    const id = await personId("amara");
    await stage.owner.api.grants.create({ body: { subject: id, role: "doomed" } });
    const page = await stage.page(`${roles}/doomed`);
    await page.getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "Delete this role…" }).click();
    const ask = page.getByRole("alertdialog", { name: "Delete Doomed?" });
    await ask.getByText("Held by 1 person").waitFor();
    await ask.getByLabel("Write doomed to go on").fill("doomed");
    const submit = ask.getByRole("button", { name: "Delete the role" });
    expect(await submit.isDisabled()).toBe(true);
    await ask.getByRole("combobox", { name: "Role in its place" }).fill("reader");
    await ask.getByRole("option", { name: "Reader" }).click();
    await submit.click();
    await page.getByText("Doomed is deleted").waitFor();
    expect((await stage.owner.api.users.get({ params: { id } })).roles).toContain("reader");
    await page.context().close();
  });

  it("locks what one may not give, with the reason, and leaves system roles alone", async () => {
    const page = await stage.page(`${roles}/admin`);
    await page.getByText("A system role is the same everywhere").waitFor();
    expect(await page.getByRole("grid").getAttribute("aria-readonly")).toBe("true");
    await page.context().close();
    const admin = await makePerson(stage.atrium, stage.place, ["admin"], { withPassword: true });
    const context = await stage.context();
    await context.request.post("/api/v1/auth/login", {
      data: { email: admin.email, password: testPassword, mode: "cookie" },
      headers: { origin: stage.atrium.url },
    });
    const theirs = await context.newPage();
    await theirs.goto(`${roles}/reader?open=organizations`);
    const box = theirs.getByRole("checkbox", { name: "Edit the organization" });
    expect(await box.getAttribute("aria-disabled")).toBe("true");
    await theirs.getByText("You do not hold this yourself, so you cannot give it").first().waitFor();
    await box.click({ force: true });
    expect(await theirs.getByRole("region", { name: "Unsaved changes" }).count()).toBe(0);
    await context.close();
  });

  it("draws the hierarchy, walks it by keyboard, and tells it as a list", async () => {
    await stage.owner.api.roles.create({ body: { slug: "heir", name: "Heir", inherits: ["reader"] } });
    const page = await stage.page(`${roles}?view=hierarchy`);
    const drawing = page.getByRole("navigation", { name: "How roles build on each other" });
    await drawing.getByRole("link", { name: /^Heir/ }).focus();
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => drawing.locator(":focus").getAttribute("data-node")).toBe("reader");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Reader" }).waitFor();
    await page.getByRole("tab", { name: "Hierarchy" }).click();
    await page.getByRole("radio", { name: "List" }).click();
    await page
      .getByRole("listitem")
      .filter({ hasText: "Heir" })
      .getByRole("link", { name: "Reader" })
      .first()
      .waitFor();
    expect(new URL(page.url()).search).toBe("?tab=hierarchy&as=list");
    await page.context().close();
  });

  it("compares roles in the matrix of all permissions", async () => {
    const page = await stage.page(`${roles}?view=matrix&q=slug:editor,reader&differ=true`);
    const table = page.getByRole("table", { name: "All permissions" });
    await table.getByRole("row", { name: /Edit people/ }).waitFor();
    expect(await table.getByRole("row", { name: /^See people/ }).count()).toBe(0);
    expect(await violations(page), "matrix").toEqual([]);
    await page.context().close();
  });
});
