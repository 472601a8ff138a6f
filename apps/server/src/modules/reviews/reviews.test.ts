import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemClock } from "#kernel/clock";
import { sha256 } from "#kernel/crypto";
import { canonicalJson, type Json } from "#kernel/events/record";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import { createMailbox } from "../../testing/mailbox.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  type Person,
  type Place,
} from "../../testing/people.ts";
import { codeOf } from "../../testing/refusals.ts";
import { recordedBy } from "../../testing/recorded.ts";
import { send } from "../../testing/wire.ts";

const day = 86_400_000;
const inDays = (days: number): string => new Date(Date.now() + days * day).toISOString();

describe("an access review", () => {
  let atrium: Atrium;
  let owner: Person;
  const box = createMailbox();

  beforeAll(async () => {
    atrium = await startTestAtrium({ jobs: true, parts: { mailer: box.mailer } });
    ({ owner } = await setUpPlatform(atrium));
  });
  afterAll(() => atrium.close());

  type World = { place: Place; boss: Person; lead: Person; ann: Person; ben: Person };
  /** An organization whose two people have a lead. */
  async function world(): Promise<World> {
    const place = await makeOrganization(owner);
    const boss = await makePerson(atrium, place, ["super-admin"]);
    const lead = await makePerson(atrium, place, ["user"]);
    const ann = await makePerson(atrium, place, ["editor"]);
    const ben = await makePerson(atrium, place, ["manager"]);
    await atrium.sql.query("update users set manager_id = $1 where id = any ($2)", [
      lead.uuid,
      [ann.uuid, ben.uuid],
    ]);
    return { place, boss, lead, ann, ben };
  }
  type Begun = Parameters<Person["api"]["reviews"]["create"]>[0]["body"];
  async function begin(by: Person, body: Partial<Begun> = {}) {
    const { id } = await by.api.reviews.create({ body: { name: "Spring", dueAt: inDays(10), ...body } });
    await atrium.app.jobs.idle();
    return id;
  }
  const all = async (by: Person, id: string) =>
    (await by.api.reviews.listItems({ params: { id }, query: { whose: "all", limit: 200 } })).items;
  const mine = async (by: Person, id: string) => (await by.api.reviews.listItems({ params: { id } })).items;
  const decide = (by: Person, id: string, items: readonly { id: string }[], decision: "keep" | "revoke") =>
    by.api.reviews.decide({
      params: { id },
      body: { items: items.map((item) => item.id), decision, comment: "Looked at" },
    });
  async function close(by: Person, id: string) {
    await by.api.reviews.close({ params: { id } });
    await atrium.app.jobs.idle();
    return by.api.reviews.get({ params: { id } });
  }
  const rolesOf = async (by: Person, { userId }: Person) =>
    (await by.api.users.get({ params: { id: userId } })).roles;

  it("writes down what everybody holds and asks their managers, or else who began it", async () => {
    const { boss, lead, ann, ben } = await world();
    const id = await begin(boss);
    const review = await boss.api.reviews.get({ params: { id } });
    expect(review).toMatchObject({ state: "open", counts: { items: 4, waiting: 4, kept: 0, revoked: 0 } });
    const items = await all(boss, id);
    const seen = Object.fromEntries(items.map((item) => [item.subject, item]));
    expect(seen[ann.userId]).toMatchObject({
      role: "editor", source: "manual", reviewer: lead.userId, decision: null, hints: ["never_signed_in"],
    }); // prettier-ignore
    expect(seen[ben.userId]).toMatchObject({ reviewer: lead.userId });
    expect(seen[lead.userId]).toMatchObject({ reviewer: boss.userId });
    // Nobody is left who could review who began it.
    expect(seen[boss.userId]).toMatchObject({ reviewer: null });
    expect(seen[boss.userId]?.hints).toContain("powerful");
    expect(box.to(lead.email).map(({ subject }) => subject)).toEqual(["To be reviewed: Spring"]);
    expect((await lead.api.reviews.listMine()).items).toMatchObject([{ id, waiting: 2 }]);
    expect((await ann.api.reviews.listMine()).items).toEqual([]);
  });

  it("takes away what was revoked, keeps the rest, and tells of each", async () => {
    const { boss, lead, ann, ben } = await world();
    const id = await begin(boss);
    const items = await mine(lead, id);
    await decide(lead, id, items.filter(({ subject }) => subject === ann.userId), "revoke"); // prettier-ignore
    const { waiting } = await decide(lead, id, items.filter(({ subject }) => subject === ben.userId), "keep"); // prettier-ignore
    expect(waiting).toBe(0);
    expect(await rolesOf(boss, ann)).toEqual(["editor"]);
    const [closed, events] = await recordedBy(atrium, () => close(boss, id));
    expect(closed).toMatchObject({ state: "closed", counts: { removed: 1, stayed: 0, waiting: 2 } });
    expect(await rolesOf(boss, ann)).toEqual([]);
    expect(await rolesOf(boss, ben)).toEqual(["manager"]);
    expect(events.filter(({ name }) => name === "grant.ended")).toMatchObject([
      { actor: boss.uuid, target: ann.uuid, changes: [{ field: "role", before: "editor", after: null }] },
    ]);
    expect(events.map(({ name }) => name)).toContain("review.closed");
    expect(await codeOf(decide(lead, id, items, "keep"))).toBe("review.not_open");
  });

  it("E15: is decided by nobody else, about themselves by nobody, and all at once or not at all", async () => {
    const { place, boss, lead, ann, ben } = await world();
    const id = await begin(boss);
    const items = await all(boss, id);
    const of = (person: Person) => items.filter(({ subject }) => subject === person.userId);
    expect(await codeOf(decide(ann, id, of(ben), "keep"))).toBe("resource.not_found");
    const auditor = await makePerson(atrium, place, ["auditor"]);
    expect(await codeOf(decide(auditor, id, of(ben), "keep"))).toBe("review.not_reviewer");
    expect(await codeOf(decide(boss, id, of(boss), "keep"))).toBe("review.own");
    expect(await codeOf(decide(lead, id, [...of(ann), ...of(lead)], "keep"))).toBe("resource.not_found");
    expect(await codeOf(ann.api.reviews.listItems({ params: { id } }))).toBe("resource.not_found");
    const beyond = lead.api.reviews.listItems({ params: { id }, query: { whose: "all" } });
    expect(await codeOf(beyond)).toBe("auth.forbidden");
    expect((await all(boss, id)).every(({ decision }) => decision === null)).toBe(true);
    expect(await codeOf(lead.api.reviews.close({ params: { id } }))).toBe("auth.forbidden");
    const alias = await makePerson(atrium, place, ["admin"], { email: ann.email.replace("@", "+b@") });
    expect(await codeOf(decide(alias, id, of(ann), "keep"))).toBe("review.own");
    await decide(boss, id, of(ann), "keep");
  });

  it("E03, E06: takes nothing from betters of who closes it, and leaves the last owner", async () => {
    const { place, boss, lead } = await world();
    const admin = await makePerson(atrium, place, ["admin"]);
    const reviewers = { kind: "people" as const, people: [lead.userId] };
    const id = await begin(admin, { scope: { kind: "role", role: "super-admin" }, reviewers });
    await decide(lead, id, await mine(lead, id), "revoke");
    expect(await close(admin, id)).toMatchObject({ counts: { removed: 0, stayed: 1 } });
    expect((await all(boss, id))[0]).toMatchObject({ outcome: "stayed", outcomeReason: "role.above_you" });
    const again = await begin(boss, { scope: { kind: "role", role: "super-admin" }, reviewers });
    await decide(lead, again, await mine(lead, again), "revoke");
    await close(boss, again);
    expect((await all(boss, again))[0]).toMatchObject({
      outcome: "stayed",
      outcomeReason: "user.last_owner",
    });
    expect(await rolesOf(boss, boss)).toEqual(["super-admin"]);
  });

  it("does with what nobody decided as it was told", async () => {
    const { boss, ann, ben } = await world();
    const id = await begin(boss, { undecided: "revoke", scope: { kind: "role", role: "editor" } });
    await close(boss, id);
    expect(await rolesOf(boss, ann)).toEqual([]);
    expect(await rolesOf(boss, ben)).toEqual(["manager"]);
  });

  it("looks at a group, at a role's holders, at whom a filter finds, and at places in groups", async () => {
    const { boss, lead, ann, ben } = await world();
    const group = await boss.api.groups.create({ body: { name: "Desk" } });
    await boss.api.groups.addMembers({ params: { id: group.id }, body: { userIds: [ann.userId] } });
    await boss.api.grants.create({ body: { subject: group.id, permission: "jobs:read" } });
    const subjects = async (scope: Begun["scope"]) => {
      const id = await begin(boss, scope === undefined ? {} : { scope });
      const items = await all(boss, id);
      return items.map(({ subject, role, permission, group: place }) => [
        subject,
        role ?? permission ?? place,
      ]);
    };
    const inGroup = [[ann.userId, "editor"], [group.id, "jobs:read"], [ann.userId, "Desk"]]; // prettier-ignore
    const found = await subjects({ kind: "group", group: group.id });
    expect(found).toHaveLength(inGroup.length);
    expect(found).toEqual(expect.arrayContaining(inGroup));
    expect(await subjects({ kind: "role", role: "manager" })).toEqual([[ben.userId, "manager"]]);
    expect(await subjects({ kind: "filter", q: `email:${lead.email}` })).toEqual([[lead.userId, "user"]]);
    expect(await subjects({ kind: "all" })).toHaveLength(6);
    const id = await begin(boss, { scope: { kind: "group", group: group.id } });
    await decide(lead, id, (await mine(lead, id)).filter((item) => item.group === "Desk"), "revoke"); // prettier-ignore
    await close(boss, id);
    expect((await boss.api.groups.listMembers({ params: { id: group.id } })).items).toEqual([]);
  });

  it("is proven by evidence whose digest stands in the audit log", async () => {
    const { place, boss, lead } = await world();
    await boss.api.users.update({
      params: { id: lead.userId },
      body: { displayName: '=1+1 "x"' },
    });
    const id = await begin(boss);
    const call = (ending: string) =>
      send(atrium.url, { path: `/api/v1/reviews/${id}/evidence.${ending}`, token: boss.token });
    expect((await call("json")).body["code"]).toBe("review.not_closed");
    await decide(lead, id, await mine(lead, id), "revoke");
    const { digest } = await close(boss, id);
    await atrium.app.relay.idle();
    const { body } = await call("json");
    const items = body["items"] as Record<string, Json>[];
    expect(items).toHaveLength(4);
    let again = sha256(id).toString("hex");
    for (const { subjectName: _n, subjectEmail: _e, deciderName: _d, comment: _c, ...rest } of items) {
      again = sha256(`${again}\n${canonicalJson(rest)}`).toString("hex");
    }
    expect(again).toBe(digest);
    const { rows } = await atrium.sql.query<{ digest: string; sequence: string }>(
      `select e.data->>'digest' as digest, s.sequence from events e join event_seals s on s.event_id = e.id
       where e.organization_id = $1 and e.name = 'review.closed'`,
      [place.uuid],
    );
    expect(rows).toMatchObject([
      { digest, sequence: String((body["audit"] as { sequence: number }).sequence) },
    ]);
    const table = await call("csv");
    const lines = table.text.trim().split("\r\n");
    expect(lines).toHaveLength(5);
    expect(lines[0]).toContain("subject,subjectName");
    expect(table.text).toContain(`"'=1+1 ""x"""`);
    expect(table.text).toContain(String(digest));
  });

  it("closes itself when it is due, comes back as often as it was told to, and reminds before", async () => {
    const { boss, lead } = await world();
    const id = await begin(boss, { recurrence: "monthly", dueAt: inDays(10) });
    async function later(days: number): Promise<void> {
      const clock = { ...systemClock, now: () => new Date(Date.now() + days * day) };
      const node = await startTestAtrium({
        clock,
        beside: atrium,
        jobs: true,
        parts: { mailer: box.mailer },
      });
      // Schedules go by the database's clock, which nobody sets here.
      await atrium.sql.query("update job_schedules set next_run_at = now() where kind = 'reviews.tick'");
      await node.app.jobs.idle();
      await node.close();
    }
    await later(8);
    expect(box.to(lead.email).map(({ subject }) => subject)).toEqual(["To be reviewed: Spring", "Still to be reviewed: Spring"]); // prettier-ignore
    await later(11);
    expect((await boss.api.reviews.get({ params: { id } })).state).toBe("closed");
    await later(32);
    const { items } = await boss.api.reviews.list();
    expect(items).toMatchObject([
      { state: "open", name: "Spring", recurrence: "monthly" },
      { id, nextAt: null },
    ]);
    const [next] = items;
    await boss.api.reviews.cancel({ params: { id: next?.id ?? "" } });
    expect(await boss.api.reviews.get({ params: { id: next?.id ?? "" } })).toMatchObject({
      state: "cancelled",
      nextAt: null,
    });
  });

  it("is refused for what makes no sense", async () => {
    const { boss, ann } = await world();
    const make = (body: Partial<Begun>) =>
      codeOf(boss.api.reviews.create({ body: { name: "No", dueAt: inDays(1), ...body } }));
    expect(await make({ dueAt: inDays(-1) })).toBe("review.due");
    expect(await make({ dueAt: inDays(900) })).toBe("review.due");
    expect(await make({ scope: { kind: "role", role: "nothing" } })).toBe("role.unknown");
    expect(await make({ scope: { kind: "group", group: atrium.newId() } })).toBe("group.unknown");
    expect(await make({ scope: { kind: "filter", q: "status:(" } })).toBe("filter.invalid");
    const foreign = (await world()).ann.userId;
    expect(await make({ reviewers: { kind: "people", people: [foreign] } })).toBe("review.reviewer_unknown");
    expect(await codeOf(ann.api.reviews.create({ body: { name: "No", dueAt: inDays(1) } }))).toBe(
      "auth.forbidden",
    );
    const id = await begin(boss);
    await boss.api.reviews.cancel({ params: { id } });
    expect(await codeOf(boss.api.reviews.close({ params: { id } }))).toBe("review.not_open");
    expect(await codeOf(boss.api.reviews.cancel({ params: { id } }))).toBe("review.not_open");
  });

  it("of thousands of items is made and closed in pieces", async () => {
    const { place, boss, lead } = await world();
    await atrium.sql.query(
      `with made as (
         insert into users (organization_id, id, email, display_name, name_key, status, created_at, updated_at)
         select $1, uuidv7(), 'many' || n || '@people.example', 'Many', 'many', 'active', now(), now()
         from generate_series(1, 2500) n returning id
       ) insert into grants (organization_id, id, subject_type, subject_id, role_id, scope, source, created_at)
         select $1, uuidv7(), 'user', made.id, r.id, 'organization', 'manual', now() from made
         join roles r on r.slug = 'guest' and r.organization_id is null`,
      [place.uuid],
    );
    const people = [lead.userId];
    const id = await begin(boss, { undecided: "revoke", reviewers: { kind: "people", people }, scope: { kind: "role", role: "guest" } }); // prettier-ignore
    expect((await boss.api.reviews.get({ params: { id } })).counts.items).toBe(2500);
    expect(await close(boss, id)).toMatchObject({ state: "closed", counts: { removed: 2500 } });
  }, 60_000);
});
