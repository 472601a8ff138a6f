import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Permission } from "@atrium/contracts";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  type Person,
  type Place,
} from "../../testing/people.ts";
import { codeOf } from "../../testing/refusals.ts";

describe("what is shown of a role before and after a change", () => {
  let atrium: Atrium;
  let owner: Person;
  let place: Place;
  let admin: Person;
  let made = 0;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    ({ owner } = await setUpPlatform(atrium));
    place = await makeOrganization(owner);
    admin = await makePerson(atrium, place, ["admin"]);
  });
  afterAll(() => atrium.close());

  type Wanted = { permissions?: Permission[]; inherits?: string[]; narrows?: string };
  const make = (wanted: Wanted = {}) => {
    const slug = `shown-${++made}`;
    return admin.api.roles.create({ body: { slug, name: slug, ...wanted } });
  };
  const group = (name: string) => admin.api.groups.create({ body: { name } });
  const give = (subject: string, role: string) => admin.api.grants.create({ body: { subject, role } });

  it("says what a change would add and take, and whom it touches, directly, by a group and by a role", async () => {
    const base = await make({ permissions: ["users:read"] });
    const heir = await make({ permissions: ["audit:read"], inherits: [base.slug] });
    const [one, two, three] = [
      await makePerson(atrium, place, ["guest"]),
      await makePerson(atrium, place, ["guest"]),
      await makePerson(atrium, place, ["guest"]),
    ];
    const team = await group("Team of three");
    const below = await admin.api.groups.create({ body: { name: "Below", parentId: team.id } });
    await admin.api.groups.addMembers({
      params: { id: below.id },
      body: { userIds: [two.userId, one.userId] },
    });
    await give(one.userId, base.slug);
    await give(three.userId, heir.slug);
    await give(team.id, base.slug);
    const preview = await admin.api.roles.preview({
      body: { role: base.slug, permissions: ["jobs:read"], inherits: ["user"] },
    });
    expect(preview).toMatchObject({
      inherited: [{ name: "organizations:read", from: ["user"] }],
      gains: ["jobs:read", "organizations:read"],
      loses: ["users:read"],
      touched: { people: 3, peopleAtLeast: false, others: 1, roles: [heir.slug] },
    });
    expect(preview.people.map(({ id }) => id).sort()).toEqual(
      [one, two, three].map((each) => each.userId).sort(),
    );
    expect((await admin.api.roles.get({ params: { slug: base.slug } })).version).toBe(1);
  });

  it("refuses what the change itself would be refused for, and knows roles that are not there yet", async () => {
    const low = await make();
    const high = await make({ inherits: [low.slug] });
    const preview = (body: {
      role?: string;
      permissions?: Permission[];
      inherits?: string[];
      narrows?: string;
    }) => codeOf(admin.api.roles.preview({ body: { permissions: [], ...body } }));
    expect(await preview({ role: low.slug, inherits: [high.slug] })).toBe("role.cycle");
    expect(await preview({ role: low.slug, inherits: [low.slug] })).toBe("role.cycle");
    expect(await preview({ inherits: ["super-admin"] })).toBe("role.above_you");
    expect(await preview({ inherits: ["nowhere"] })).toBe("role.unknown");
    expect(await preview({ role: "editor" })).toBe("role.fixed");
    expect(await preview({ role: "nowhere" })).toBe("resource.not_found");
    expect(await preview({ permissions: ["keys:rotate"] })).toBe("permission.unknown");
    expect(await preview({ narrows: "editor" })).toBe("role.unknown");
    const fresh = await admin.api.roles.preview({ body: { permissions: ["users:read"] } });
    expect(fresh).toMatchObject({ gains: ["users:read"], loses: [], touched: { people: 0 }, people: [] });
  });

  it("names every role that a permission is inherited from", async () => {
    const first = await make({ permissions: ["users:read"] });
    const second = await make({ permissions: ["users:read"] });
    const heir = await make({ permissions: ["users:read"], inherits: [first.slug, second.slug] });
    const { items } = await admin.api.roles.listPermissions({ params: { slug: heir.slug } });
    expect(items).toMatchObject([
      { name: "users:read", from: heir.slug, inherited: [first.slug, second.slug] },
    ]);
  });

  it("lists who holds it page by page: groups, then service accounts, then people, each by its grant", async () => {
    const base = await make({ permissions: ["users:read"] });
    const heir = await make({ inherits: [base.slug] });
    const people = [await makePerson(atrium, place, ["guest"]), await makePerson(atrium, place, ["guest"])];
    const team = await group("Holders");
    await admin.api.groups.addMembers({
      params: { id: team.id },
      body: { userIds: people.map(({ userId }) => userId) },
    });
    const robot = await admin.api.serviceAccounts.create({ body: { name: "Robot" } });
    await give(robot.id, base.slug);
    for (const { userId } of people) await give(userId, base.slug);
    await admin.api.grants.create({
      body: {
        subject: team.id,
        role: heir.slug,
        validUntil: "2999-01-01T00:00:00.000Z",
        reason: "for the season",
      },
    });
    const params = { slug: base.slug };
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await admin.api.roles.listHolders({
        params,
        query: { limit: 1, ...(cursor && { cursor }) },
      });
      expect(page.items).toHaveLength(1);
      for (const { kind, role, people: count, reason } of page.items)
        seen.push([kind, role === heir.slug ? "heir" : "itself", count, reason].join(" "));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual([
      "group heir 2 for the season",
      "service_account itself  ",
      "user itself  ",
      "user itself  ",
    ]);
    expect(await codeOf(admin.api.roles.listHolders({ params, query: { cursor: "2.x.y" } }))).toBe(
      "cursor.invalid",
    );
    expect(await codeOf(admin.api.roles.listHolders({ params: { slug: "nowhere" } }))).toBe(
      "resource.not_found",
    );
  });

  it("tells no names of people to whoever may not see people", async () => {
    const blind = await make({ permissions: ["roles:read"] });
    const person = await makePerson(atrium, place, ["guest"]);
    await give(person.userId, blind.slug);
    const { items } = await person.api.roles.listHolders({ params: { slug: blind.slug } });
    expect(items.map(({ kind, name }) => [kind, name])).toEqual([["user", null]]);
  });

  it("lists with details on wish, by kind, and draws the roles around one", async () => {
    const far = await make({ permissions: ["users:read"] });
    const near = await make({ inherits: [far.slug] });
    const heir = await make({ inherits: [near.slug] });
    await make();
    const person = await makePerson(atrium, place, ["guest"]);
    await give(person.userId, heir.slug);
    const plain = await admin.api.roles.list({ query: { q: `slug:${heir.slug}` } });
    expect(plain.items[0]?.details).toBeNull();
    const { items } = await admin.api.roles.list({ query: { q: `slug:${heir.slug}`, with: "details" } });
    expect(items[0]?.details).toEqual({ people: 1, peopleAtLeast: false, others: 0, allows: ["users:read"] });
    const systems = await admin.api.roles.list({ query: { q: "kind:system" } });
    expect(systems.items).toHaveLength(7);
    const own = await admin.api.roles.list({ query: { q: "kind:own" } });
    expect(own.items.every(({ system, template }) => !system && !template)).toBe(true);
    const around = await admin.api.roles.graph({ params: { slug: near.slug } });
    expect(around.items.map(({ slug }) => slug)).toEqual([near.slug, far.slug, heir.slug]);
    const two = await admin.api.roles.graph({ params: { slug: near.slug }, query: { limit: 2 } });
    expect([two.items.length, two.more]).toEqual([2, true]);
  });

  it("draws a template with what is made from it, and another organization sees neither", async () => {
    const template = await owner.api.roles.create({
      body: { slug: "drawn-template", name: "Drawn", permissions: ["users:read"], template: true },
    });
    const narrow = await make({ narrows: template.slug, permissions: ["users:read"] });
    const around = await admin.api.roles.graph({ params: { slug: template.slug } });
    expect(around.items.map(({ slug }) => slug)).toEqual([template.slug, narrow.slug]);
    const other = await makeOrganization(owner);
    const stranger = await makePerson(atrium, other, ["admin"]);
    const theirs = await stranger.api.roles.graph({ params: { slug: template.slug } });
    expect(theirs.items.map(({ slug }) => slug)).toEqual([template.slug]);
    expect(await codeOf(stranger.api.roles.listHolders({ params: { slug: narrow.slug } }))).toBe(
      "resource.not_found",
    );
  });
});
