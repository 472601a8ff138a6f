import { parseId } from "@atrium/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import { makeOrganization, makePerson, setUpPlatform, type Person } from "../../testing/people.ts";

const crowd = 12_000;

describe("the people of a large group", () => {
  let atrium: Atrium;
  let admin: Person;
  let whole: string;
  let half: string;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    const { owner } = await setUpPlatform(atrium);
    const place = await makeOrganization(owner);
    admin = await makePerson(atrium, place, ["admin"]);
    ({ id: whole } = await admin.api.groups.create({ body: { name: "Whole" } }));
    ({ id: half } = await admin.api.groups.create({ body: { name: "Half", parentId: whole } }));
    await atrium.sql.query(
      `with crowd as (
         insert into users (organization_id, id, email, display_name, name_key, department, status, created_at, updated_at)
         select $1, uuidv7(), 'crowd' || n || '@example.com', 'Crowd ' || n, 'crowd ' || lpad(n::text, 6, '0'),
           case when n % 4000 = 0 then 'Rare' end, 'active', now(), now() from generate_series(1, $2::int) n
         returning id, name_key
       ) insert into group_members (organization_id, group_id, user_id, by_hand, by_rule, added_at)
       select $1, case when right(name_key, 1) in ('0', '2', '4', '6', '8') then $4::uuid else $3::uuid end, id, true, false,
         now() from crowd`,
      [place.uuid, crowd, parseId("group", whole), parseId("group", half)],
    );
  }, 120_000);
  afterAll(() => atrium.close());

  const members = (
    id: string,
    query: NonNullable<Parameters<Person["api"]["groups"]["listMembers"]>[0]["query"]>,
  ) => admin.api.groups.listMembers({ params: { id }, query });

  it("go in pages by name, forth and back, those of the groups below it among them", async () => {
    const first = await members(whole, { reach: "all", limit: 3 });
    expect(first.items.map(({ displayName, through }) => [displayName, through?.slug ?? null])).toEqual([
      ["Crowd 1", null],
      ["Crowd 2", "half"],
      ["Crowd 3", null],
    ]);
    const second = await members(whole, { reach: "all", limit: 3, cursor: first.next ?? "" });
    expect(second.items.map(({ displayName }) => displayName)).toEqual(["Crowd 4", "Crowd 5", "Crowd 6"]);
    const back = await members(whole, { reach: "all", limit: 3, cursor: second.previous ?? "" });
    expect(back.items).toEqual(first.items);
    const below = await members(whole, { reach: "below", limit: 2, sort: "-name" });
    expect(below.items.map(({ displayName }) => displayName)).toEqual(["Crowd 12000", "Crowd 11998"]);
  });

  it("are counted up to a bound, and exactly below it", async () => {
    expect(await members(whole, { reach: "all", limit: 1 })).toMatchObject({
      total: 10_000,
      totalKind: "at_least",
    });
    expect(await members(whole, { reach: "below", limit: 1 })).toMatchObject({
      total: crowd / 2,
      totalKind: "exact",
    });
    expect(await members(whole, { limit: 1 })).toMatchObject({ total: crowd / 2, totalKind: "exact" });
    expect(await members(whole, { reach: "all", q: "department:rare" })).toMatchObject({
      total: 3,
      totalKind: "exact",
    });
  });

  it("leave out who was deleted", async () => {
    const [gone] = (await members(half, { limit: 1 })).items;
    await admin.api.users.delete({ params: { id: gone?.userId ?? "" } });
    const left = await members(whole, { reach: "below", limit: 1 });
    expect(left.total).toBe(crowd / 2 - 1);
    expect(left.items[0]?.displayName).toBe("Crowd 4");
  });
});
