import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formatId } from "@atrium/contracts";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  type Person,
  type Place,
} from "../../testing/people.ts";
import { codeOf, refusal } from "../../testing/refusals.ts";

describe("who belongs to a group", () => {
  let atrium: Atrium;
  let place: Place;
  let admin: Person;
  let theirs: Person;
  const people: string[] = [];

  beforeAll(async () => {
    atrium = await startTestAtrium({ jobs: true });
    const { owner } = await setUpPlatform(atrium);
    place = await makeOrganization(owner);
    admin = await makePerson(atrium, place, ["admin"]);
    theirs = await makePerson(atrium, await makeOrganization(owner), ["user"]);
    for (const [n, department] of ["Sales", "Sales", "Legal", "IT"].entries()) {
      const body = {
        email: `p${n}@group.example`,
        displayName: `Person ${n}`,
        department,
        status: "active" as const,
      };
      people.push((await admin.api.users.create({ body })).id);
    }
  });
  afterAll(() => atrium.close());

  const make = (name: string, rule: string | null = null) =>
    admin.api.groups.create({ body: { name, rule } });
  const namesIn = async (id: string, query = {}) =>
    (await admin.api.groups.listMembers({ params: { id }, query })).items.map(
      ({ displayName }) => displayName,
    );
  /** Waits until the job has followed the rules. */
  async function settled(id: string, names: string[]): Promise<void> {
    await expect.poll(() => namesIn(id), { timeout: 15_000, interval: 100 }).toEqual(names);
  }

  it("is put in and taken out by hand, and listed", async () => {
    const { id } = await make("By hand");
    const params = { id };
    const three = people.slice(0, 3);
    expect(await admin.api.groups.addMembers({ params, body: { userIds: three } })).toEqual({
      changed: 3,
      members: 3,
    });
    const again = { userIds: [...three.slice(2), ...three.slice(2)] };
    expect(await admin.api.groups.addMembers({ params, body: again })).toEqual({ changed: 0, members: 3 });
    expect(await namesIn(id)).toEqual(["Person 0", "Person 1", "Person 2"]);
    expect(await namesIn(id, { q: "department:sales", sort: "-name" })).toEqual(["Person 1", "Person 0"]);
    const first = await admin.api.groups.listMembers({ params, query: { limit: 2 } });
    expect(first).toMatchObject({
      total: 3,
      items: [{ byHand: true, byRule: false, addedBy: admin.userId }, {}],
    });
    expect(await namesIn(id, { limit: 2, cursor: first.next ?? "" })).toEqual(["Person 2"]);
    const groups = await admin.api.users.listGroups({ params: { id: people[0] ?? "" } });
    expect(groups.items).toMatchObject([{ id, slug: "by-hand", byHand: true, path: [] }]);
    expect((await admin.api.users.list({ query: { q: "group:by-hand" } })).items).toHaveLength(3);
    const gone = { userIds: three.slice(0, 1) };
    expect(await admin.api.groups.removeMembers({ params, body: gone })).toEqual({ changed: 1, members: 2 });
    expect(await codeOf(admin.api.groups.removeMembers({ params, body: gone }))).toBe("group.person_unknown");
  });

  it("is told with the groups below it, each once and by the nearest way", async () => {
    const outer = await make("Outer");
    const inner = await admin.api.groups.create({ body: { name: "Inner", parentId: outer.id } });
    const leaf = await admin.api.groups.create({ body: { name: "Leaf", parentId: inner.id } });
    const [a = "", b = "", c = ""] = people;
    const put = (id: string, userIds: string[]) =>
      admin.api.groups.addMembers({ params: { id }, body: { userIds } });
    await put(outer.id, [a]);
    await put(inner.id, [a, b]);
    await put(leaf.id, [b, c]);
    const reached = (reach: "own" | "below" | "all", query = {}) =>
      admin.api.groups.listMembers({ params: { id: outer.id }, query: { reach, ...query } });
    const ways = (await reached("all")).items.map(({ displayName, through }) => [displayName, through?.slug]);
    expect(ways).toEqual([
      ["Person 0", undefined],
      ["Person 1", "inner"],
      ["Person 2", "leaf"],
    ]);
    expect(await reached("below")).toMatchObject({ total: 2, items: [{ userId: b }, { userId: c }] });
    expect(await reached("own")).toMatchObject({ total: 1, items: [{ userId: a, through: null }] });
    const first = await reached("all", { limit: 1 });
    const rest = await reached("all", { limit: 2, cursor: first.next ?? "" });
    expect([first.total, rest.items.map(({ userId }) => userId)]).toEqual([3, [b, c]]);
    expect((await reached("all", { q: "department:legal" })).items.map(({ userId }) => userId)).toEqual([c]);
    expect(await codeOf(reached("all", { sort: "addedAt" }))).toBe("request.invalid");
    const seen = await admin.api.groups.get({ params: { id: outer.id } });
    expect(seen).toMatchObject({ members: 1, membersWithin: 5 });
  });

  it("is found among people by the group's id, slug, name or the beginning of its slug", async () => {
    const { id } = await make("Night Watch");
    const params = { id };
    await admin.api.groups.addMembers({ params, body: { userIds: people.slice(0, 2) } });
    const found = async (q: string) =>
      (await admin.api.users.list({ query: { q, sort: "name" } })).items.map(({ id: one }) => one);
    for (const q of [`group:${id}`, "group:night-watch", 'group:"Night Watch"', "group:night*"])
      expect([q, await found(q)]).toEqual([q, people.slice(0, 2)]);
    expect(await found(`group:${id} department:sales -email:p0@group.example`)).toEqual(people.slice(1, 2));
    expect(await found("group:nobody-calls-it-so")).toEqual([]);
    expect(await found(`-group:${id} email:p*`)).not.toContain(people[0]);
    await admin.api.groups.delete({ params });
    expect(await found(`group:${id}`)).toEqual([]);
  });

  it("E12: one nobody among many refuses all, and tells nobody from somebody elsewhere by nothing", async () => {
    const { id } = await make("All or none");
    const params = { id };
    const answers: unknown[] = [];
    for (const odd of [theirs.userId, formatId("user", atrium.newId())]) {
      const answer = await refusal(
        admin.api.groups.addMembers({ params, body: { userIds: [...people, odd] } }),
      );
      expect(answer).toMatchObject({ code: "group.person_unknown", errors: [{ pointer: "/userIds/4" }] });
      answers.push({ ...answer, requestId: "" });
    }
    expect(answers[0]).toEqual(answers[1]);
    expect(await namesIn(id)).toEqual([]);
    const many = { userIds: Array.from({ length: 501 }, () => formatId("user", atrium.newId())) };
    expect(await codeOf(admin.api.groups.addMembers({ params, body: many }))).toBe("request.invalid");
  });

  it("is found by a rule, comes and goes with it, and keeps who was put there by hand", async () => {
    const { id, version } = await make("By rule", "department:sales");
    const params = { id };
    await settled(id, ["Person 0", "Person 1"]);
    await admin.api.groups.addMembers({ params, body: { userIds: people.slice(1, 2) } });
    await admin.api.users.update({ params: { id: people[3] ?? "" }, body: { department: "sales" } });
    await settled(id, ["Person 0", "Person 1", "Person 3"]);
    await admin.api.users.update({ params: { id: people[0] ?? "" }, body: { department: "Legal" } });
    await settled(id, ["Person 1", "Person 3"]);
    expect(await namesIn(id, { by: "hand" })).toEqual(["Person 1"]);
    expect(await namesIn(id, { by: "rule" })).toEqual(["Person 1", "Person 3"]);
    await admin.api.groups.update({ params, body: { rule: "department:legal" } }, { version });
    await settled(id, ["Person 0", "Person 1", "Person 2"]);
    await admin.api.groups.update({ params, body: { rule: null } }, { version: version + 1 });
    await settled(id, ["Person 1"]);
    expect((await admin.api.groups.get({ params })).members).toBe(1);
    const told = (await admin.api.audit.list({ query: { q: `event:group.members_followed target:${id}` } }))
      .items;
    expect(told[0]).toMatchObject({ actor: { type: "system", name: "groups" }, target: { id } });
  });

  it("is found once an hour by what changes while nobody writes to them", async () => {
    const { id } = await make("Signed in", "lastLogin:any department:it,sales");
    const swept = async () => {
      const { rows } = await atrium.sql.query("select rule_swept_at from groups where name = 'Signed in'");
      return rows[0]?.rule_swept_at;
    };
    await expect.poll(swept, { timeout: 15_000 }).not.toBeNull();
    await atrium.sql.query(
      "update users set last_login_at = now(), last_seen_at = now() where display_name = 'Person 3'",
    );
    await atrium.sql.query("update groups set rule_swept_at = now() - interval '61 minutes'");
    await atrium.sql.query(
      `insert into jobs (organization_id, id, kind, run_at, created_at)
       select id, gen_random_uuid(), 'groups.watch_rules', now(), now() from organizations where platform`,
    );
    await settled(id, ["Person 3"]);
  });

  it("is not found by what people write themselves, by groups, by words or by nothing", async () => {
    for (const rule of [
      "name:ann",
      "email:a*",
      "group:sales",
      "role:editor",
      "ann",
      "department:x OR firstName:y",
      "-locale:de",
    ]) {
      expect(await codeOf(make("Unfit", rule)), rule).toBe("group.rule_unfit");
      expect(await codeOf(admin.api.groups.previewRule({ body: { rule } })), rule).toBe("group.rule_unfit");
    }
    expect(await codeOf(make("Unfit", "colour:red"))).toBe("filter.invalid");
    const found = await admin.api.groups.previewRule({ body: { rule: "department:it,legal" } });
    expect(found).toMatchObject({ total: 2, totalKind: "exact" });
  });

  it("E03: is not let into a group above the writer by writing what its rule asks for", async () => {
    const { id } = await make("Bosses", "title:boss");
    const editor = await makePerson(atrium, place, ["editor"]);
    // While no rule gives anything, which is remembered until one does.
    await editor.api.users.update({ params: { id: editor.userId }, body: { bio: "Here before" } });
    await admin.api.grants.create({ body: { subject: id, role: "admin" } });
    for (const whom of [editor.userId, people[0] ?? ""]) {
      const call = editor.api.users.update({ params: { id: whom }, body: { title: "Boss" } });
      expect(await codeOf(call)).toBe("group.above_you");
      expect((await admin.api.users.get({ params: { id: whom } })).title).toBeNull();
    }
    const done = admin.api.users.update({ params: { id: people[0] ?? "" }, body: { title: "Boss" } });
    expect(await codeOf(done)).toBe("done");
    await settled(id, ["Person 0"]);
  });
});
