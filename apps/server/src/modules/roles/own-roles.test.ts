import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { permissionNames, type Permission } from "@atrium/contracts";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  type Person,
  type Place,
} from "../../testing/people.ts";
import { recordedBy } from "../../testing/recorded.ts";
import { codeOf, refusal } from "../../testing/refusals.ts";

describe("roles of one's own", () => {
  let atrium: Atrium;
  let owner: Person;
  let place: Place;
  let admin: Person;
  let boss: Person;
  let made = 0;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    ({ owner } = await setUpPlatform(atrium));
    place = await makeOrganization(owner);
    admin = await makePerson(atrium, place, ["admin"]);
    boss = await makePerson(atrium, place, ["super-admin"]);
  });
  afterAll(() => atrium.close());

  type Wanted = { slug?: string; permissions?: Permission[]; inherits?: string[]; narrows?: string };
  const make = (wanted: Wanted = {}, by = admin) => {
    const { slug = `own-${++made}`, ...rest } = wanted;
    return by.api.roles.create({ body: { slug, name: slug, ...rest } });
  };
  const give = (whom: Person, role: string, by = admin) =>
    by.api.users.assignRole({ params: { id: whom.userId }, body: { role } });
  const allowed = async (slug: string) =>
    (await admin.api.roles.listPermissions({ params: { slug } })).items.map(({ name }) => name);

  it("makes a role, lists and reads it, and tells of it once", async () => {
    const [role, events] = await recordedBy(atrium, () => make({ permissions: ["users:read"] }));
    expect(role).toMatchObject({ system: false, version: 1, permissions: ["users:read"], inherits: [] });
    expect(events.map(({ name, targetType }) => [name, targetType])).toEqual([["role.created", "role"]]);
    const { items } = await admin.api.roles.list({ query: { q: `slug:${role.slug}` } });
    expect(items).toMatchObject([{ slug: role.slug, assignable: true }]);
    const got = await admin.api.roles.get({ params: { slug: role.slug } });
    expect(got.touched).toEqual({ people: 0, peopleAtLeast: false, others: 0, roles: [] });
  });

  it("inherits over several steps, and shows where each permission comes from", async () => {
    const low = await make({ permissions: ["users:read"] });
    const middle = await make({ permissions: ["audit:read"], inherits: [low.slug] });
    const high = await make({ permissions: ["jobs:read"], inherits: [middle.slug, "user"] });
    const { items, levels } = await admin.api.roles.listPermissions({ params: { slug: high.slug } });
    expect(items.map(({ name, from }) => [name, from])).toEqual([
      ["users:read", low.slug],
      ["organizations:read", "user"],
      ["audit:read", middle.slug],
      ["jobs:read", high.slug],
    ]);
    expect(levels).toMatchObject({ users: "read", jobs: "read", sessions: "none" });
    const person = await makePerson(atrium, place, ["guest"]);
    expect(await codeOf(person.api.audit.list())).toBe("auth.forbidden");
    await give(person, high.slug);
    expect(await codeOf(person.api.audit.list())).toBe("done");
    const touched = await admin.api.roles.get({ params: { slug: low.slug } });
    expect(touched.touched).toMatchObject({ people: 1, roles: [high.slug, middle.slug].sort() });
  });

  it("E07: refuses circles of every length, and chains that are too long, also in parallel", async () => {
    const chain = [await make()];
    for (let n = 1; n <= 9; n++) chain.push(await make({ inherits: [chain[n - 1]?.slug ?? ""] }));
    const [first] = chain;
    if (first === undefined) throw new Error("no chain");
    const { slug, version } = first;
    for (const { slug: parent } of chain) {
      const closing = admin.api.roles.update({ params: { slug }, body: { inherits: [parent] } }, { version });
      expect(await codeOf(closing), parent).toBe("role.cycle");
    }
    const tenth = await make({ inherits: [chain.at(-1)?.slug ?? ""] });
    expect(await codeOf(make({ inherits: [tenth.slug] }))).toBe("role.too_deep");
    // A longer root lengthens every chain that hangs on it.
    const below = await make();
    const deepen = admin.api.roles.update(
      { params: { slug }, body: { inherits: [below.slug] } },
      { version },
    );
    expect(await codeOf(deepen)).toBe("role.too_deep");
    const [a, b] = [await make(), await make()];
    const codes = await Promise.all([
      codeOf(
        admin.api.roles.update({ params: { slug: a.slug }, body: { inherits: [b.slug] } }, { version: 1 }),
      ),
      codeOf(
        admin.api.roles.update({ params: { slug: b.slug }, body: { inherits: [a.slug] } }, { version: 1 }),
      ),
    ]);
    expect(codes.sort()).toEqual(["done", "role.cycle"]);
  });

  it("E03: nobody makes, edits, extends or deletes a role above their own rights", async () => {
    expect(await codeOf(make({ permissions: ["organizations:update"] }))).toBe("role.above_you");
    expect(await codeOf(make({ inherits: ["super-admin"] }))).toBe("role.above_you");
    expect(await codeOf(make({ permissions: ["keys:rotate"] }))).toBe("permission.unknown");
    const high = await make({ permissions: ["organizations:update"] }, boss);
    const { slug, version } = high;
    const params = { slug };
    const update = admin.api.roles.update({ params, body: { permissions: [] } }, { version });
    expect(await codeOf(update)).toBe("role.above_you");
    expect(await codeOf(admin.api.roles.delete({ params }))).toBe("role.above_you");
    expect(await codeOf(make({ inherits: [slug] }))).toBe("role.above_you");
    const mine = await make();
    const widen = admin.api.roles.addPermissions({
      params: { slug: mine.slug },
      body: { permissions: ["organizations:update"] },
    });
    expect(await codeOf(widen)).toBe("role.above_you");
    const manager = await makePerson(atrium, place, ["manager"]);
    expect(await codeOf(make({}, manager))).toBe("auth.forbidden");
  });

  it("narrowing says who is touched and takes a role for them, and the loss is in force at once (E08)", async () => {
    const role = await make({ permissions: ["users:read", "audit:read"] });
    const person = await makePerson(atrium, place, ["guest"]);
    await give(person, role.slug);
    expect(await codeOf(person.api.audit.list())).toBe("done");
    const params = { slug: role.slug };
    const narrow = (holders?: string) =>
      admin.api.roles.update(
        { params, body: { permissions: ["users:read"], ...(holders === undefined ? {} : { holders }) } },
        { version: 1 },
      );
    expect(await refusal(narrow())).toMatchObject({
      code: "role.held",
      touched: { people: 1, others: 0 },
      loses: ["audit:read"],
    });
    expect(await codeOf(person.api.audit.list())).toBe("done");
    expect((await narrow("keep")).version).toBe(2);
    expect(await codeOf(person.api.audit.list())).toBe("auth.forbidden");
    expect(await codeOf(person.api.users.list())).toBe("done");
    const gone = await admin.api.roles.removePermission({
      params: { slug: role.slug, permission: "users:read" },
      query: { holders: "auditor" },
    });
    expect(gone.permissions).toEqual([]);
    const { items } = await admin.api.users.listRoles({ params: { id: person.userId } });
    expect(items.map(({ slug }) => slug)).toEqual(["guest", "auditor"]);
  });

  it("deleting a held role wants another in its place; one that others inherit stays", async () => {
    const role = await make({ permissions: ["audit:read"] });
    const heir = await make({ inherits: [role.slug] });
    const params = { slug: role.slug };
    expect(await codeOf(admin.api.roles.delete({ params }))).toBe("role.inherited");
    await admin.api.roles.delete({ params: { slug: heir.slug } });
    const person = await makePerson(atrium, place, ["guest"]);
    await give(person, role.slug);
    expect(await refusal(admin.api.roles.delete({ params }))).toMatchObject({
      code: "role.held",
      touched: { people: 1 },
    });
    expect(await codeOf(admin.api.roles.delete({ params, query: { replacement: "super-admin" } }))).toBe(
      "role.above_you",
    );
    await admin.api.roles.delete({ params, query: { replacement: "editor" } });
    expect(await codeOf(admin.api.roles.get({ params }))).toBe("resource.not_found");
    const { items } = await admin.api.users.listRoles({ params: { id: person.userId } });
    expect(items.map(({ slug }) => slug).sort()).toEqual(["editor", "guest"]);
  });

  it("keeps every version and compares them", async () => {
    const role = await make({ permissions: ["users:read"] });
    const params = { slug: role.slug };
    await admin.api.roles.replace(
      { params, body: { name: "Second", permissions: ["audit:read"], inherits: ["user"] } },
      { version: 1 },
    );
    const stale = admin.api.roles.replace({ params, body: { name: "x", permissions: [] } }, { version: 1 });
    expect(await codeOf(stale)).toBe("precondition.failed");
    const { items } = await admin.api.roles.listVersions({ params });
    expect(items.map(({ version }) => version)).toEqual([2, 1]);
    const diff = await admin.api.roles.diffVersions({ params, query: { from: 1, to: 2 } });
    expect(diff).toMatchObject({
      name: { before: role.slug, after: "Second" },
      permissions: { added: ["audit:read"], removed: ["users:read"] },
      inherits: { added: ["user"], removed: [] },
    });
  });

  it("the slug is fixed, nobody else's and never a shared one; what is shared is not edited here", async () => {
    const role = await make();
    for (const slug of [role.slug, "admin", "super-admin"])
      expect(await codeOf(make({ slug }))).toBe("role.slug_taken");
    const params = { slug: "editor" };
    expect(await codeOf(admin.api.roles.update({ params, body: { name: "x" } }, { version: 1 }))).toBe(
      "role.fixed",
    );
    expect(await codeOf(admin.api.roles.delete({ params }))).toBe("role.fixed");
    expect(await codeOf(make({ inherits: ["nobodys"] }))).toBe("role.unknown");
  });

  it("a template of the platform is held everywhere; a role made from it never reaches beyond it", async () => {
    const slug = "helpdesk";
    const template = await owner.api.roles.create({
      body: { slug, name: "Helpdesk", permissions: ["users:read", "sessions:read"], template: true },
    });
    expect(template.template).toBe(true);
    expect(await codeOf(make({ slug }))).toBe("role.slug_taken");
    expect(await codeOf(admin.api.roles.create({ body: { slug: "t", name: "T", template: true } }))).toBe(
      "role.fixed",
    );
    expect(await codeOf(make({ narrows: slug, permissions: ["audit:read"] }))).toBe("role.beyond_template");
    const narrow = await make({ narrows: slug, permissions: ["users:read", "sessions:read"] });
    const person = await makePerson(atrium, place, ["guest"]);
    await give(person, narrow.slug);
    expect(await codeOf(person.api.users.list())).toBe("done");
    await owner.api.roles.update(
      { params: { slug }, body: { permissions: ["sessions:read"], holders: "keep" } },
      { version: 1 },
    );
    expect(await allowed(narrow.slug)).toEqual(["sessions:read"]);
    expect(await codeOf(person.api.users.list())).toBe("auth.forbidden");
  });

  it("F04: another organization's role can neither be read, inherited, given nor taken as replacement", async () => {
    const other = await makePerson(atrium, await makeOrganization(owner), ["admin"]);
    const theirs = await make({ slug: "their-role", permissions: ["users:read"] }, other);
    const mine = await make();
    const person = await makePerson(atrium, place, ["guest"]);
    expect(await codeOf(admin.api.roles.get({ params: { slug: theirs.slug } }))).toBe("resource.not_found");
    expect(await codeOf(make({ inherits: [theirs.slug] }))).toBe("role.unknown");
    expect(await codeOf(give(person, theirs.slug))).toBe("role.unknown");
    await give(person, mine.slug);
    const replaced = admin.api.roles.delete({
      params: { slug: mine.slug },
      query: { replacement: theirs.slug },
    });
    expect(await codeOf(replaced)).toBe("role.unknown");
  });

  it("shows one permission with the roles that allow it", async () => {
    const role = await make({ permissions: ["sessions:end"] });
    const got = await admin.api.permissions.get({ params: { permission: "sessions:end" } });
    expect(got).toMatchObject({ category: "security", level: "write", platformOnly: false });
    expect(got.roles).toEqual(expect.arrayContaining([role.slug, "admin", "super-admin"]));
    expect(await codeOf(admin.api.permissions.get({ params: { permission: "x:y" } }))).toBe(
      "resource.not_found",
    );
    expect(permissionNames).toContain(got.name);
  });
});
