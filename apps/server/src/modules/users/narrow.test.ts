import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  type Person,
  type Place,
} from "../../testing/people.ts";

/** More than are looked up one by one, so that the other way is gone, too. */
const many = 2100;

describe("a filter for a value that rows hold in a list", () => {
  let atrium: Atrium;
  let owner: Person;
  let place: Place;
  let admin: Person;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    ({ owner } = await setUpPlatform(atrium));
    place = await makeOrganization(owner);
    admin = await makePerson(atrium, place, ["admin"]);
    await sow(place);
  });
  afterAll(() => atrium.close());

  /** Everybody is tagged "Büro", five of them "Ersthelfer", and one of these was deleted. */
  async function sow({ uuid }: Place): Promise<void> {
    await atrium.sql.query(
      `insert into users (organization_id, id, email, display_name, name_key, status, created_at, updated_at, tags,
         deleted_at, status_before_deletion)
       select $1, gen_random_uuid(), 'n' || n || '@narrow.example', 'N ' || n, 'n ' || n,
         case when n = 5 then 'deleted' else 'active' end, timestamptz '2026-01-01' + n * interval '1 minute', now(),
         case when n <= 5 then array['Büro', 'Ersthelfer'] else array['Büro'] end,
         case when n = 5 then now() end, case when n = 5 then 'active' end
       from generate_series(1, $2::int) n`,
      [uuid, many],
    );
  }

  const names = async (q: string, more: { limit?: string; cursor?: string } = {}) => {
    const page = await admin.api.users.list({ query: { q, sort: "createdAt", ...more } });
    return { ...page, names: page.items.map(({ displayName }) => displayName) };
  };

  it("finds few and many alike, asked once or again, however the value is written", async () => {
    for (let again = 0; again < 2; again++) {
      expect(await names("tag:ERSTHELFER")).toMatchObject({ names: ["N 1", "N 2", "N 3", "N 4"], total: 4 });
      expect((await names("tag:buro", { limit: "2" })).names).toEqual(["N 1", "N 2"]);
      expect((await names('tag:buro tag:ersthelfer -name:"N 2"')).names).toEqual(["N 1", "N 3", "N 4"]);
      expect((await names("status:deleted tag:ersthelfer")).names).toEqual(["N 5"]);
      expect((await names("tag:nobody")).total).toBe(0);
      expect((await names("role:admin")).items.map(({ id }) => id)).toEqual([admin.userId]);
    }
    expect(await names("role:none", { limit: "2" })).toMatchObject({
      names: ["N 1", "N 2"],
      totalKind: "at_least",
    });
    expect((await names("tag:buro OR role:admin", { limit: "1" })).totalKind).toBe("at_least");
  });

  it("is told to have at least a thousand without counting anew, unless the page tells otherwise", async () => {
    const told = async () => {
      const { items, total, totalKind } = await names("tag:buro -name:nobody", { limit: "50" });
      return [items.length, total, totalKind];
    };
    expect(await told()).toEqual([50, 1000, "at_least"]);
    const leave = (which: string) =>
      atrium.sql.query(`update users set tags = '{}' where organization_id = $1 and email like $2`, [
        place.uuid,
        which,
      ]);
    await leave("n1%");
    expect(await told()).toEqual([50, 1000, "at_least"]);
    await leave("n_%");
    expect(await told()).toEqual([0, 0, "exact"]);
    await atrium.sql.query(
      "update users set tags = array['Büro', 'Ersthelfer'] where organization_id = $1 and email ~ '^n[1-5]@'",
      [place.uuid],
    );
  });

  it("goes on from a cursor although others came to hold the value meanwhile", async () => {
    const first = await names("tag:ersthelfer", { limit: "2" });
    await atrium.sql.query(
      "update users set tags = tags || '{Ersthelfer}'::text[] where organization_id = $1 and display_name = 'N 9'",
      [place.uuid],
    );
    const second = await names("tag:ersthelfer", { limit: "5", cursor: first.next ?? "" });
    expect([...first.names, ...second.names]).toEqual(["N 1", "N 2", "N 3", "N 4", "N 9"]);
  });

  it("shows nobody of another organization that has the same value", async () => {
    const other = await makeOrganization(owner);
    const stranger = await makePerson(atrium, other, ["admin"]);
    const page = await stranger.api.users.list({ query: { q: "tag:ersthelfer" } });
    expect(page).toMatchObject({ items: [], total: 0 });
    const nobody = await makePerson(atrium, other, []);
    const without = await stranger.api.users.list({ query: { q: "role:none" } });
    expect(without.items.map(({ id }) => id)).toEqual([nobody.userId]);
  });
});
