import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Permission } from "@atrium/contracts";
import type { Clock } from "#kernel/clock";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  type Person,
  type Place,
} from "../../testing/people.ts";
import { recordedBy } from "../../testing/recorded.ts";
import { codeOf } from "../../testing/refusals.ts";

describe("grants and the questions about them", () => {
  let atrium: Atrium;
  let owner: Person;
  let place: Place;
  let admin: Person;
  let boss: Person;
  let shift = 0;
  let made = 0;
  // Caches live by the other clock: what ends here ends by its own time, not by theirs.
  const clock: Clock = { now: () => new Date(Date.now() + shift), monotonic: () => performance.now() };

  beforeAll(async () => {
    atrium = await startTestAtrium({ clock });
    ({ owner } = await setUpPlatform(atrium));
    place = await makeOrganization(owner);
    admin = await makePerson(atrium, place, ["admin"]);
    boss = await makePerson(atrium, place, ["super-admin"]);
  });
  afterAll(() => atrium.close());

  const someone = () => makePerson(atrium, place, ["guest"]);
  const give = (body: Parameters<Person["api"]["grants"]["create"]>[0]["body"], by = admin) =>
    by.api.grants.create({ body });
  const end = (id: string, by = admin) => by.api.grants.end({ params: { id } });
  const ask = (subject: string, permission: Permission, scope = "organization") => ({
    query: { subject, permission, scope },
  });
  const may = async (subject: string, permission: Permission, scope?: string) => {
    const { allowed } = await admin.api.access.check(ask(subject, permission, scope));
    const explained = await admin.api.access.explain(ask(subject, permission, scope));
    expect(explained.allowed).toBe(allowed);
    expect(explained.proof === null).toBe(!allowed);
    expect(explained.missing === null).toBe(allowed);
    return allowed;
  };
  const group = async (parentId?: string) =>
    (await admin.api.groups.create({ body: { name: `Group ${++made}`, ...(parentId && { parentId }) } })).id;
  const join = (id: string, ...people: Person[]) =>
    admin.api.groups.addMembers({ params: { id }, body: { userIds: people.map(({ userId }) => userId) } });
  const later = (minutes: number) => new Date(clock.now().getTime() + minutes * 60_000).toISOString();

  it("gives a single permission and takes it away, in force with the next call (E08)", async () => {
    const person = await someone();
    expect(await codeOf(person.api.users.list())).toBe("auth.forbidden");
    const [grant, events] = await recordedBy(atrium, () =>
      give({ subject: person.userId, permission: "users:read", reason: "Covers for Ann" }),
    );
    expect(events).toMatchObject([
      { name: "grant.given", targetType: "user", target: person.uuid, data: { grant: grant.id } },
    ]);
    expect(grant).toMatchObject({
      permission: "users:read",
      role: null,
      scope: "organization",
      grantedBy: admin.userId,
    });
    expect(await codeOf(person.api.users.list())).toBe("done");
    expect(await codeOf(give({ subject: person.userId, permission: "users:read" }))).toBe("grant.exists");
    const { items } = await admin.api.grants.list({ query: { subject: person.userId } });
    expect(items.map(({ role, permission }) => `${role ?? permission}`).sort()).toEqual([
      "guest",
      "users:read",
    ]);
    const [, told] = await recordedBy(atrium, () => end(grant.id));
    expect(told.map(({ name }) => name)).toEqual(["grant.ended"]);
    expect(await codeOf(person.api.users.list())).toBe("auth.forbidden");
    expect(await codeOf(end(grant.id))).toBe("resource.not_found");
  });

  it("E03: nobody gives or takes what they do not hold, at any scope, to anybody", async () => {
    const person = await someone();
    const subject = person.userId;
    const sales = await group();
    for (const to of [subject, sales, admin.userId]) {
      for (const scope of ["organization", `group:${sales}`, `resource:user:${subject}`]) {
        expect(await codeOf(give({ subject: to, permission: "organizations:update", scope }))).toBe(
          "role.above_you",
        );
        expect(await codeOf(give({ subject: to, role: "super-admin", scope }))).toBe("role.above_you");
      }
      expect(await codeOf(give({ subject: to, permission: "users:read", scope: "platform" }))).toBe(
        "grant.scope_unknown",
      );
      expect(await codeOf(give({ subject: to, permission: "keys:rotate" }, boss))).toBe("role.above_you");
    }
    const high = await give({ subject, permission: "organizations:update" }, boss);
    expect(await codeOf(end(high.id))).toBe("role.above_you");
    // Whoever holds a right beyond one's own is not acted on, whatever brought it.
    expect(await codeOf(give({ subject, permission: "users:read" }))).toBe("user.above_you");
  });

  it("E05: whoever is above one by a group or a single permission is not edited, suspended or deleted", async () => {
    const [byGrant, byGroup] = [await someone(), await someone()];
    await give({ subject: byGrant.userId, permission: "organizations:update" }, boss);
    const owners = await group();
    await join(owners, byGroup);
    await give({ subject: owners, role: "super-admin" }, boss);
    for (const { userId } of [byGrant, byGroup]) {
      const params = { id: userId };
      const codes = [
        await codeOf(admin.api.users.update({ params, body: { title: "x" } })),
        await codeOf(admin.api.users.setStatus({ params, body: { status: "suspended" } })),
        await codeOf(admin.api.users.delete({ params })),
        await codeOf(admin.api.users.assignRole({ params, body: { role: "user" } })),
        await codeOf(admin.api.users.endSessions({ params })),
      ];
      expect(new Set(codes)).toEqual(new Set(["user.above_you"]));
    }
  });

  it("E06: the last owner's grant is not ended, also when two end each other's at once", async () => {
    const there = await makeOrganization(owner);
    const [one, two] = [
      await makePerson(atrium, there, ["super-admin"]),
      await makePerson(atrium, there, ["super-admin"]),
    ];
    const grantOf = async (person: Person) =>
      (await one.api.grants.list({ query: { subject: person.userId } })).items[0]?.id ?? "";
    const [first, second] = [await grantOf(one), await grantOf(two)];
    const codes = await Promise.all([codeOf(end(second, one)), codeOf(end(first, two))]);
    expect(codes.filter((code) => code === "done")).toHaveLength(1);
    const left = codes[0] === "done" ? one : two;
    expect(await codeOf(end(left === one ? first : second, left))).toBe("user.last_owner");
    // Owning for a time is not owning.
    const deputy = await makePerson(atrium, there, ["guest"]);
    await give({ subject: deputy.userId, role: "super-admin", validUntil: later(60) }, left);
    const leave = left.api.users.removeRole({ params: { id: left.userId, role: "super-admin" } });
    expect(await codeOf(leave)).toBe("user.last_owner");
  });

  it("F04: subjects and things of another organization are no better known than those that never were", async () => {
    const elsewhere = await makeOrganization(owner);
    const theirs = await makePerson(atrium, elsewhere, ["admin"]);
    const theirGroup = (await theirs.api.groups.create({ body: { name: "Theirs" } })).id;
    for (const subject of [theirs.userId, theirGroup]) {
      expect(await codeOf(give({ subject, permission: "users:read" }))).toBe("grant.subject_unknown");
      expect(await codeOf(admin.api.access.check(ask(subject, "users:read")))).toBe("grant.subject_unknown");
      expect(await codeOf(admin.api.access.explain(ask(subject, "users:read")))).toBe(
        "grant.subject_unknown",
      );
      expect(await codeOf(admin.api.access.whatCan({ query: { subject } }))).toBe("grant.subject_unknown");
    }
    const subject = (await someone()).userId;
    for (const scope of [`group:${theirGroup}`, `resource:user:${theirs.userId}`, `portal:${theirs.uuid}`]) {
      expect(await codeOf(give({ subject, permission: "users:read", scope }))).toBe("grant.scope_unknown");
    }
  });

  it("explains over groups above and roles inherited, and without the shown grant the answer is no", async () => {
    const person = await someone();
    const top = await group();
    const below = await group(top);
    await join(below, person);
    const base = await admin.api.roles.create({
      body: { slug: "auditing", name: "A", permissions: ["audit:read"] },
    });
    const role = await admin.api.roles.create({ body: { slug: "lead", name: "L", inherits: [base.slug] } });
    const grant = await give({ subject: top, role: role.slug });
    expect(await codeOf(person.api.audit.list())).toBe("done");
    const got = await admin.api.access.explain(ask(person.userId, "audit:read"));
    expect(got.proof?.path.map(({ kind, id, name }) => [kind, kind === "group" ? id : name])).toEqual([
      ["person", person.email],
      ["group", below],
      ["group", top],
      ["grant", "lead"],
      ["role", "lead"],
      ["role", "auditing"],
      ["permission", "audit:read"],
    ]);
    expect(got.proof?.grant.id).toBe(grant.id);
    expect(await may(below, "audit:read")).toBe(true);
    await end(grant.id);
    expect(await may(person.userId, "audit:read")).toBe(false);
    expect(await codeOf(person.api.audit.list())).toBe("auth.forbidden");
    const missing = await admin.api.access.explain(ask(person.userId, "audit:read"));
    expect(missing.missing?.reason).toBe("never_given");
    expect(missing.missing?.roles.slice(0, 2).map(({ slug, allows }) => [slug, allows])).toEqual([
      ["auditing", 1],
      ["lead", 1],
    ]);
  });

  it("a right over a group reaches the group, those below it and their people, and nobody else", async () => {
    const [lead, member, other] = [await someone(), await someone(), await someone()];
    const top = await group();
    const below = await group(top);
    await join(below, member);
    await give({ subject: lead.userId, permission: "users:update", scope: `group:${top}` });
    expect(await may(lead.userId, "users:update", `resource:user:${member.userId}`)).toBe(true);
    expect(await may(lead.userId, "users:update", `group:${below}`)).toBe(true);
    expect(await may(lead.userId, "users:update", `resource:user:${other.userId}`)).toBe(false);
    expect(await may(lead.userId, "users:update")).toBe(false);
    const got = await admin.api.access.explain(ask(lead.userId, "users:update"));
    expect(got.missing?.reason).toBe("elsewhere");
    const { items } = await admin.api.access.whatCan({ query: { subject: lead.userId } });
    expect(items).toEqual([{ scope: `group:${top}`, permissions: ["users:update"] }]);
    const who = await admin.api.access.whoCan({
      query: { permission: "users:update", scope: `resource:user:${member.userId}`, limit: 100 },
    });
    expect(who.items.map(({ id }) => id)).toContain(lead.userId);
  });

  it("who is suspended may nothing, and is not among those who may", async () => {
    const person = await makePerson(atrium, place, ["auditor"]);
    expect(await may(person.userId, "audit:read")).toBe(true);
    await admin.api.users.setStatus({ params: { id: person.userId }, body: { status: "suspended" } });
    expect(await may(person.userId, "audit:read")).toBe(false);
    const { missing } = await admin.api.access.explain(ask(person.userId, "audit:read"));
    expect(missing?.reason).toBe("not_active");
    const { items } = await admin.api.access.whoCan({ query: { permission: "audit:read", limit: 100 } });
    expect(items.map(({ id }) => id)).not.toContain(person.userId);
  });

  it("lists who may do something page by page, each once, whatever brings it", async () => {
    const there = await makeOrganization(owner);
    const chief = await makePerson(atrium, there, ["super-admin"]);
    const people = [chief];
    for (let n = 0; n < 6; n++) people.push(await makePerson(atrium, there, ["guest"]));
    const [, a, b, c] = people;
    if (a === undefined || b === undefined || c === undefined) throw new Error("nobody");
    const team = (await chief.api.groups.create({ body: { name: "Team" } })).id;
    await chief.api.groups.addMembers({ params: { id: team }, body: { userIds: [a.userId, b.userId] } });
    await give({ subject: team, role: "auditor" }, chief);
    await give({ subject: a.userId, permission: "audit:read" }, chief);
    await give({ subject: c.userId, permission: "audit:read" }, chief);
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await chief.api.access.whoCan({
        query: { permission: "audit:read", limit: 1, ...(cursor === undefined ? {} : { cursor }) },
      });
      found.push(...page.items.map(({ id }) => id));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(found).toEqual([chief, a, b, c].map(({ userId }) => userId).sort());
  });

  it("answers a hundred questions at once; who is not there may nothing", async () => {
    const person = await someone();
    const checks = [
      { subject: admin.userId, permission: "users:read" as const },
      { subject: person.userId, permission: "users:read" as const },
      { subject: "usr_06bkr2c4zx7v1m9q8s3tdwnp5g", permission: "users:read" as const },
    ];
    const { answers } = await admin.api.access.checkMany({ body: { checks } });
    expect(answers.map(({ allowed }) => allowed)).toEqual([true, false, false]);
  });

  it("says who would gain and lose what by a change, and changes nothing", async () => {
    const [direct, grouped] = [await someone(), await someone()];
    const team = await group();
    await join(team, grouped);
    const role = await admin.api.roles.create({
      body: { slug: "watcher", name: "W", permissions: ["audit:read", "users:read"] },
    });
    await give({ subject: direct.userId, role: role.slug });
    await give({ subject: team, role: role.slug });
    const simulate = async (
      change: Parameters<Person["api"]["access"]["simulate"]>[0]["body"]["changes"][number],
    ) =>
      (await admin.api.access.simulate({ body: { changes: [change] } })).items.map(({ subject, at }) => [
        subject,
        at,
      ]);
    const both = [direct.userId, grouped.userId].sort();
    const lost = [{ scope: "organization", gains: ["jobs:read"], loses: ["users:read"] }];
    expect(
      await simulate({ do: "role.update", role: role.slug, permissions: ["audit:read", "jobs:read"] }),
    ).toEqual(both.map((id) => [id, lost]));
    expect(await simulate({ do: "role.delete", role: role.slug, replacement: "user" })).toEqual(
      both.map((id) => [
        id,
        [{ scope: "organization", gains: ["organizations:read"], loses: ["users:read", "audit:read"] }],
      ]),
    );
    expect(await simulate({ do: "grant.give", subject: team, permission: "jobs:cancel" })).toEqual([
      [grouped.userId, [{ scope: "organization", gains: ["jobs:cancel"], loses: [] }]],
    ]);
    const [held] = (await admin.api.grants.list({ query: { subject: team } })).items;
    expect(await simulate({ do: "grant.end", grant: held?.id ?? "" })).toEqual([
      [grouped.userId, [{ scope: "organization", gains: [], loses: ["users:read", "audit:read"] }]],
    ]);
    expect(await codeOf(simulate({ do: "role.delete", role: "nobodys" }))).toBe("access.change_unknown");
    expect(await may(direct.userId, "users:read")).toBe(true);
    expect((await admin.api.roles.get({ params: { slug: role.slug } })).version).toBe(1);
  });

  it("asking is for those who may", async () => {
    const manager = await makePerson(atrium, place, ["manager"]);
    expect(await codeOf(manager.api.access.check(ask(manager.userId, "users:read")))).toBe("auth.forbidden");
    expect(await codeOf(admin.api.access.check(ask("nobody", "users:read")))).toBe("request.invalid");
    expect(await codeOf(admin.api.access.check(ask(admin.userId, "users:read", "galaxy")))).toBe(
      "request.invalid",
    );
  });

  it("a grant for a time begins and ends by itself, also for who is signed in all along", async () => {
    const person = await someone();
    const subject = person.userId;
    const grant = await give({
      subject,
      permission: "users:read",
      validFrom: later(10),
      validUntil: later(20),
    });
    expect(await codeOf(person.api.users.list())).toBe("auth.forbidden");
    const before = await admin.api.access.explain(ask(subject, "users:read"));
    expect(before).toMatchObject({
      missing: { reason: "not_yet", grant: { id: grant.id } },
      until: grant.validFrom,
    });
    expect(await may(subject, "users:read")).toBe(false);
    shift += 11 * 60_000;
    expect(await codeOf(person.api.users.list())).toBe("done");
    expect(await may(subject, "users:read")).toBe(true);
    shift += 10 * 60_000;
    expect(await codeOf(person.api.users.list())).toBe("auth.forbidden");
    expect(await may(subject, "users:read")).toBe(false);
    const wrong = give({ subject, permission: "users:update", validFrom: later(10), validUntil: later(5) });
    expect(await codeOf(wrong)).toBe("grant.period");
    expect(await codeOf(give({ subject, permission: "users:update", validUntil: later(-1) }))).toBe(
      "grant.period",
    );
  });
});
