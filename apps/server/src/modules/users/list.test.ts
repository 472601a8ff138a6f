import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { userSorts, type Output, type listUsers } from "@atrium/contracts";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  type Person,
  type Place,
} from "../../testing/people.ts";
import { codeOf, refusal } from "../../testing/refusals.ts";
import { send } from "../../testing/wire.ts";

type Page = Output<typeof listUsers>;
const people = 47;

/** People in groups of equal names, moments and addresses' beginnings; two of three have never signed in. */
async function sow({ sql }: Atrium, place: Place): Promise<void> {
  await sql.query(
    `insert into users (organization_id, id, email, display_name, first_name, last_name, name_key, first_key, last_key, title,
       department, status, created_at, updated_at, last_login_at, last_seen_at, tags, deleted_at, status_before_deletion)
     select $1, gen_random_uuid(), 'p' || n || '@list.example', 'Same Name', 'Same', 'Name', 'same name', 'same', 'name',
       case when n % 5 = 0 then 'Head of Sales' end, case n % 3 when 0 then 'Sales' when 1 then 'Lab' end,
       case when n > 44 then 'deleted' when n % 4 = 0 then 'suspended' else 'active' end,
       timestamptz '2026-01-01' + (n % 3) * interval '1 day', timestamptz '2026-02-01' + (n % 2) * interval '1 day',
       case when n % 3 = 0 then timestamptz '2026-02-01' + (n % 2) * interval '1 day' end,
       case when n % 3 = 0 then timestamptz '2026-02-01' + (n % 2) * interval '1 day' end,
       case when n % 7 = 0 then array['vip', 'blue'] else '{}' end,
       case when n > 44 then now() end, case when n > 44 then 'active' end
     from generate_series(1, $2::int) n`,
    [place.uuid, people],
  );
}

describe("the list of people", () => {
  let atrium: Atrium;
  let owner: Person;
  let place: Place;
  let admin: Person;
  let living = 0;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    ({ owner } = await setUpPlatform(atrium));
    place = await makeOrganization(owner);
    await sow(atrium, place);
    admin = await makePerson(atrium, place, ["admin"]);
    living = 44 + 1;
    const other = await makeOrganization(owner);
    await sow(atrium, other);
  });
  afterAll(() => atrium.close());

  type Query = NonNullable<NonNullable<Parameters<Person["api"]["users"]["list"]>[0]>["query"]>;
  const list = (query: Query = {}): Promise<Page> => admin.api.users.list({ query });
  const total = async (q: string, count: "exact" | "estimate" | "none" = "exact") => {
    const page = await list({ q, count, limit: "200" });
    return page.total === null || page.total === page.items.length ? page.items.length : Number.NaN;
  };

  async function walk(query: Query): Promise<{ pages: Page[]; ids: string[] }> {
    const pages = [await list(query)];
    for (let next = pages[0]?.next ?? null; next !== null; next = pages.at(-1)?.next ?? null) {
      pages.push(await list({ ...query, cursor: next }));
    }
    return { pages, ids: pages.flatMap(({ items }) => items.map(({ id }) => id)) };
  }

  for (const sort of userSorts) {
    it(`pages by ${sort} give each row exactly once, forwards and backwards`, async () => {
      const whole = (await list({ sort, limit: "200" })).items.map(({ id }) => id);
      expect(whole).toHaveLength(living);
      const { pages, ids } = await walk({ sort, limit: "7" });
      expect(ids).toEqual(whole);
      expect(pages[0]?.previous).toBeNull();
      const backwards: string[] = [];
      let page = pages.at(-1);
      for (;;) {
        if (page === undefined || page.previous === null) break;
        page = await list({ sort, limit: "7", cursor: page.previous });
        backwards.unshift(...page.items.map(({ id }) => id));
      }
      expect([...backwards, ...(pages.at(-1)?.items.map(({ id }) => id) ?? [])]).toEqual(whole);
    });
  }

  it("sorts as it says, with those who never signed in at one end", async () => {
    const byLogin = (await list({ sort: "lastLoginAt", limit: "200" })).items.map(
      ({ lastLoginAt }) => lastLoginAt,
    );
    const firstSignedIn = byLogin.findIndex((at) => at !== null);
    expect(firstSignedIn).toBeGreaterThan(0);
    expect(byLogin.slice(firstSignedIn)).not.toContain(null);
    const falling = (await list({ sort: "-createdAt", limit: "200" })).items.map(
      ({ createdAt }) => createdAt,
    );
    expect(falling).toEqual([...falling].sort().reverse());
    const emails = (await list({ sort: "email", limit: "200" })).items.map(({ email }) => email);
    expect(emails).toEqual([...emails].sort());
  });

  it("a person who is added between two pages moves nobody twice onto a page", async () => {
    const first = await list({ sort: "email", limit: "5", q: "same" });
    await admin.api.users.create({ body: { email: "aaa@list.example", firstName: "Same" } });
    const { items } = await list({ sort: "email", limit: "5", q: "same", cursor: first.next ?? "" });
    const shown = new Set(first.items.map(({ id }) => id));
    expect(items.some(({ id }) => shown.has(id))).toBe(false);
    const made = (await list({ q: "email:aaa@list.example" })).items[0];
    await admin.api.users.delete({ params: { id: made?.id ?? "" } });
  });

  it("refuses a cursor that was changed, or made for another list, sort, filter or organization's filter", async () => {
    const { next } = await list({ limit: "3" });
    const cursor = next ?? "";
    const flipped = `${cursor.slice(0, -1)}${cursor.endsWith("A") ? "B" : "A"}`;
    const filtered = (await list({ limit: "3", q: "status:active" })).next ?? "";
    const bad: Query[] = [
      { cursor: flipped },
      { cursor: cursor.slice(0, -2) },
      { cursor: `${cursor}AA` },
      { cursor: "AAAA" },
      { cursor, sort: "name" },
      { cursor, q: "status:active" },
      { cursor: filtered },
      { cursor: filtered, q: "status:suspended" },
    ];
    for (const query of bad) expect(await codeOf(list(query)), JSON.stringify(query)).toBe("cursor.invalid");
    const events = await admin.api.audit.list({ query: { limit: "1" } });
    expect(await codeOf(list({ cursor: events.next ?? cursor.slice(1) }))).toBe("cursor.invalid");
    expect(await codeOf(admin.api.audit.list({ query: { cursor } }))).toBe("cursor.invalid");
    expect(await codeOf(list({ limit: "3", cursor }))).toBe("done");
  });

  it("a cursor of another organization shows nobody of it (F01)", async () => {
    const elsewhere = await makePerson(atrium, await makeOrganization(owner), ["admin"]);
    const { next } = await list({ limit: "3" });
    const page = await elsewhere.api.users
      .list({ query: { limit: "3", cursor: next ?? "" } })
      .catch(() => null);
    const own = (await elsewhere.api.users.list()).items.map(({ id }) => id);
    expect(page?.items.every(({ id }) => own.includes(id)) ?? true).toBe(true);
  });

  it("counts on demand and says how: not at all, from the counters, by counting", async () => {
    expect(await list({ count: "none" })).toMatchObject({ total: null, totalKind: "none" });
    expect(await list({ count: "estimate" })).toMatchObject({ total: living, totalKind: "exact" });
    expect(await list({ count: "exact", q: "title:head*" })).toMatchObject({ total: 8, totalKind: "exact" });
    expect(await list({ count: "estimate", q: "status:suspended" })).toMatchObject({ total: 11 });
    expect(await list({ count: "exact", q: "status:active,suspended" })).toMatchObject({ total: living });
    expect(await list({ count: "exact", q: "status:deleted email:p4*" })).toMatchObject({ total: 3 });
  });

  it("filters by each field and by free words", async () => {
    expect(await total("status:suspended")).toBe(11);
    expect(await total("-status:suspended")).toBe(living - 11);
    expect(await total("department:sales")).toBe(14);
    expect(await total("department:sales status:suspended")).toBe(3);
    expect(await total("tag:VIP")).toBe(6);
    expect(await total("role:admin")).toBe(1);
    expect(await total("email:p11@list.example")).toBe(1);
    expect(await total("same")).toBe(44);
    expect(await total("same", "estimate")).toBe(44);
    expect(await total("p1")).toBe(11);
    expect(await total("p1", "estimate")).toBe(11);
    expect(await total("same p1", "estimate")).toBe(11);
    expect(await total("created:>=2026-01-03 created:<2026-01-04")).toBe(15);
    expect(await total(`id:${admin.userId}`)).toBe(1);
    expect(await total("nobody-is-called-this")).toBe(0);
  });

  it("G02: a filter or sort on what is no field is refused, hidden columns among them", async () => {
    for (const field of [
      "passwordHash",
      "password_hash",
      "accountId",
      "mfaSecret",
      "roles.users.passwordHash",
      "organizationId",
      "nameKey",
      "name_key",
      "__proto__",
      "constructor",
      "toString",
    ]) {
      expect(await codeOf(list({ q: `${field}:a*` })), field).toBe("filter.invalid");
    }
    for (const sort of [
      "passwordHash",
      "password_hash",
      "account_id",
      "-phone",
      "id",
      "name;drop table users",
    ]) {
      expect(await codeOf(list({ sort: sort as "name" })), sort).toBe("request.invalid");
    }
  });

  it("G03: a filter it cannot read is refused with the place, never taken for everybody", async () => {
    const texts = ["status:", "status:nothing", "created:yesterday-ish", "(((", "status:(", '"', "verified:maybe", `${"(".repeat(60)}a${")".repeat(60)}`, Array.from({ length: 60 }, (_, n) => `a${n}`).join(" OR ")]; // prettier-ignore
    for (const q of texts) {
      const refused = await refusal(list({ q }));
      expect(refused.code, q).toBe("filter.invalid");
      expect(refused.errors?.[0], q).toMatchObject({ pointer: "/query/q" });
      expect(refused["positions"], q).toEqual(expect.any(Array));
    }
    expect(await codeOf(list({ q: "a".repeat(2001) }))).toBe("request.invalid");
  });

  it("G03: a parameter that comes twice, as a list or with an unknown name is refused", async () => {
    const queries = ["limit=1&limit=2", "limit[]=1", "limit[a]=1", "q=a&q=b", "sort=name&sort=email", "tenant=x", "organizationId=x", "__proto__=1", "constructor=1", "limit=0", "limit=201", "limit=1.5", "limit=NaN", "limit=1e2e", "count=all"]; // prettier-ignore
    for (const query of queries) {
      const got = await send(atrium.url, { path: `/api/v1/users?${query}`, token: admin.token });
      expect(got.status, query).toBe(400);
      expect(got.body["code"], query).toBe("request.invalid");
    }
  });

  it("says on each row what the caller may do with it", async () => {
    const boss = await makePerson(atrium, place, ["super-admin"]);
    const editor = await makePerson(atrium, place, ["editor"]);
    const rows = async (by: Person) => {
      const { items } = await by.api.users.list({ query: { limit: "200" } });
      return new Map(items.map((item) => [item.id, item.abilities]));
    };
    const seenByAdmin = await rows(admin);
    expect(seenByAdmin.get(boss.userId)).toEqual([]);
    expect(seenByAdmin.get(admin.userId)).toEqual(["update"]);
    expect(seenByAdmin.get(editor.userId)).toEqual([
      "update",
      "suspend",
      "delete",
      "assign_roles",
      "impersonate",
    ]);
    expect((await rows(editor)).get(admin.userId)).toEqual([]);
    const deleted = await list({ q: "status:deleted", limit: "1" });
    expect(deleted.items[0]?.abilities).toEqual(["restore"]);
  });
});
