import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  type Person,
  type Place,
} from "../../testing/people.ts";
import { codeOf } from "../../testing/refusals.ts";

describe("finding one's place in the list of people", () => {
  let atrium: Atrium;
  let place: Place;
  let admin: Person;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    const { owner } = await setUpPlatform(atrium);
    place = await makeOrganization(owner);
    admin = await makePerson(atrium, place, ["admin"]);
    await atrium.sql.query(
      `insert into users (organization_id, id, email, display_name, name_key, first_key, department, status, created_at, updated_at)
       select $1, gen_random_uuid(), 'p' || lpad(n::text, 5, '0') || '@jump.example', 'P' || lpad(n::text, 5, '0'),
         'p' || lpad(n::text, 5, '0'), 'p', case when n % 3 = 0 then 'Law' else 'Sales' end, 'active',
         timestamptz '2026-01-01' + n * interval '1 minute', now()
       from generate_series(1, 2500) n`,
      [place.uuid],
    );
  });
  afterAll(() => atrium.close());

  type Query = NonNullable<NonNullable<Parameters<Person["api"]["users"]["list"]>[0]>["query"]>;
  const emails = async (query: Query) =>
    (await admin.api.users.list({ query })).items.map(({ email }) => email.slice(0, 6));

  it("a page is the same whether one walks or jumps to it, up and down, before and behind the marks", async () => {
    for (const sort of ["email", "-email", "name", "-createdAt"] as const) {
      const walked: string[] = [];
      for (let cursor: string | undefined; walked.length < 2501;) {
        const page = await admin.api.users.list({
          query: { sort, limit: 200, ...(cursor === undefined ? {} : { cursor }) },
        });
        walked.push(...page.items.map(({ email }) => email.slice(0, 6)));
        cursor = page.next ?? undefined;
        if (cursor === undefined) break;
      }
      expect(walked).toHaveLength(2501);
      for (const page of [1, 2, 13, 20, 21, 41, 50, 51]) {
        const jumped = await emails({ sort, limit: 50, page });
        expect(jumped, `${sort} ${page}`).toEqual(walked.slice((page - 1) * 50, page * 50));
      }
      expect(await emails({ sort, limit: 50, page: 52 })).toEqual([]);
      expect(await emails({ sort, limit: 50, page: 9_999_999 })).toEqual([]);
    }
  });

  it("from a page one goes on and back", async () => {
    const there = await admin.api.users.list({ query: { sort: "email", limit: 10, page: 30 } });
    const on = await emails({ sort: "email", limit: 10, cursor: there.next ?? "" });
    expect(on).toEqual(await emails({ sort: "email", limit: 10, page: 31 }));
    const back = await emails({ sort: "email", limit: 10, cursor: there.previous ?? "" });
    expect(back).toEqual(await emails({ sort: "email", limit: 10, page: 29 }));
  });

  it("letters and days lead to the first row from them on", async () => {
    expect(await emails({ sort: "name", limit: 2, from: "P012" })).toEqual(["p01200", "p01201"]);
    expect(await emails({ sort: "-name", limit: 2, from: "p012" })).toEqual(["p01299", "p01298"]);
    expect((await emails({ sort: "createdAt", limit: 1, from: "2026-01-02" }))[0]).toBe("p01440");
    expect((await emails({ sort: "-createdAt", limit: 1, from: "2026-01-01" }))[0]).toBe("p01439");
    const page = await admin.api.users.list({
      query: { sort: "name", limit: 2, from: "P012", q: "department:law" },
    });
    expect(page.items.map(({ email }) => email.slice(0, 6))).toEqual(["p01200", "p01203"]);
    const back = await admin.api.users.list({
      query: { sort: "name", limit: 2, from: "P012", q: "department:law", cursor: page.next ?? "" },
    });
    expect(back.items.length).toBe(2);
  });

  it("refuses jumps that make no sense, and ones too far behind a filter", async () => {
    const code = (query: Query) => codeOf(admin.api.users.list({ query }));
    expect(await code({ page: 2, from: "a" })).toBe("list.jump_unfit");
    expect(await code({ sort: "createdAt", from: "soon" })).toBe("list.jump_unfit");
    expect(await code({ q: "department:law", page: 500 })).toBe("list.jump_unfit");
    expect(await code({ page: 0 })).toBe("request.invalid");
    expect(await emails({ q: "department:law", sort: "email", limit: 10, page: 84 })).toHaveLength(3);
  });

  it("G05: facets count what the reader sees, and what a filter finds", async () => {
    const { facets } = await admin.api.users.facets({ query: { q: "department:law,sales" } });
    const of = (name: string) => facets.find(({ field }) => field === name)?.values;
    expect(of("department")).toEqual([{ value: "Sales", count: 1667 }, { value: "Law", count: 833 }]); // prettier-ignore
    expect(of("status")).toEqual([{ value: "active", count: 2500 }]);
    expect(of("role")).toEqual([]);
    const all = await admin.api.users.facets();
    expect(all.facets.find(({ field }) => field === "role")?.values).toEqual([{ value: "admin", count: 1 }]);
    expect(all.facets.find(({ field }) => field === "verified")?.values.length).toBeGreaterThan(0);
  });
});
