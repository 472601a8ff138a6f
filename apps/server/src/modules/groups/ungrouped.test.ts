import { parseId } from "@atrium/contracts";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  type Person,
  type Place,
} from "../../testing/people.ts";

/** More than are looked up one by one, so that only what is kept of them can tell who is in no group. */
const many = 2100;

describe("who is in no group", () => {
  let atrium: Atrium;
  let place: Place;
  let admin: Person;
  let crew: string;
  let other: Client;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    const { owner } = await setUpPlatform(atrium);
    place = await makeOrganization(owner);
    admin = await makePerson(atrium, place, ["admin"]);
    other = new Client(atrium.ownerUrl);
    await other.connect();
    crew = (await admin.api.groups.create({ body: { name: "Crew" } })).id;
    await atrium.sql.query(
      `with made as (
         insert into users (organization_id, id, email, display_name, name_key, created_at, updated_at)
         select $1, gen_random_uuid(), 'n' || n || '@ungrouped.example', 'N', 'n', now(), now()
         from generate_series(1, $2::int) n returning id
       ) insert into group_members (organization_id, group_id, user_id, by_hand, by_rule, added_at)
       select $1, $3, id, true, false, now() from made`,
      [place.uuid, many, parseId("group", crew)],
    );
  });
  afterAll(async () => {
    await other.end();
    await atrium.close();
  });

  const ungrouped = async () => {
    const { items, total, totalKind } = await admin.api.users.list({
      query: { q: "group:none email:zz*", sort: "createdAt" },
    });
    expect([total, totalKind]).toEqual([items.length, "exact"]);
    return items.map(({ id }) => id);
  };
  let added = 0;
  const add = async (): Promise<string> => {
    const body = { email: `zz${++added}@here.example`, displayName: `P ${added}` };
    return (await admin.api.users.create({ body })).id;
  };
  const put = (group: string, ...userIds: string[]) =>
    admin.api.groups.addMembers({ params: { id: group }, body: { userIds } });
  const take = (group: string, ...userIds: string[]) =>
    admin.api.groups.removeMembers({ params: { id: group }, body: { userIds } });
  const keptOf = async (person: string): Promise<number> => {
    const { rows } = await atrium.sql.query("select 1 from ungrouped_users where user_id = $1", [
      parseId("user", person),
    ]);
    return rows.length;
  };

  it("is found among many who are in one, through joining, leaving, deleting and restoring", async () => {
    const [a, b] = [await add(), await add()];
    expect(await ungrouped()).toEqual([a, b]);
    const second = (await admin.api.groups.create({ body: { name: "Second" } })).id;
    await put(crew, a, b);
    await put(second, a);
    expect(await ungrouped()).toEqual([]);
    await take(crew, a, b);
    expect(await ungrouped()).toEqual([b]);
    await admin.api.groups.delete({ params: { id: second } });
    expect(await ungrouped()).toEqual([a, b]);
    await admin.api.groups.restore({ params: { id: second } });
    expect(await ungrouped()).toEqual([b]);
    await take(second, a);
    await admin.api.users.delete({ params: { id: b } });
    expect(await ungrouped()).toEqual([a]);
    for (const gone of [
      "delete from grants where subject_id = any ($1)",
      "delete from users where id = any ($1)",
    ])
      await atrium.sql.query(gone, [[a, b].map((id) => parseId("user", id))]);
    expect([await keptOf(a), await keptOf(b)]).toEqual([0, 0]);
  });

  /** One change of somebody's groups, which another one that was begun before it must not make wrong. */
  async function atOnce(first: string, then: () => Promise<unknown>): Promise<void> {
    await other.query("begin");
    await other.query(first);
    const running = then();
    running.catch(() => undefined);
    await expect
      .poll(async () => (await atrium.sql.query("select 1 from pg_locks where not granted")).rows.length)
      .toBeGreaterThan(0);
    await other.query("commit");
    await running;
  }

  it("stays right when two change the groups of one person at once", async () => {
    const [person, second] = [await add(), (await admin.api.groups.create({ body: { name: "Third" } })).id];
    const uuid = parseId("user", person);
    await put(crew, person);
    await put(second, person);
    const leave = (group: string) =>
      `delete from group_members where user_id = '${uuid}' and group_id = '${parseId("group", group)}'`;
    await atOnce(leave(crew), () => take(second, person));
    expect([await ungrouped(), await keptOf(person)]).toEqual([[person], 1]);
    await put(crew, person);
    await atOnce(leave(crew), () => put(second, person));
    expect([await ungrouped(), await keptOf(person)]).toEqual([[], 0]);
  });

  it("is found among many who are in none, whether or not a group was deleted", async () => {
    const here = { q: "-email:zz*", limit: "1", count: "exact" as const };
    const total = async (q: string) =>
      (await admin.api.users.list({ query: { ...here, q: `${q} ${here.q}` } })).total;
    expect(await total("group:none")).toBe(1);
    expect(await total("-group:none")).toBe(many);
    await atrium.sql.query("delete from group_members where group_id = $1", [parseId("group", crew)]);
    expect([await total("group:none"), await total("group:crew,none")]).toEqual([many + 1, many + 1]);
    expect([await total("-group:none"), await total("group:any")]).toEqual([0, 0]);
    const gone = (await admin.api.groups.create({ body: { name: "Gone" } })).id;
    await put(gone, admin.userId);
    expect(await total("group:none")).toBe(many);
    await admin.api.groups.delete({ params: { id: gone } });
    expect([await total("group:none"), await total("-group:none")]).toEqual([many + 1, 0]);
  });
});
