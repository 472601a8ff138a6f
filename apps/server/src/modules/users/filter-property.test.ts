import { setTimeout as sleep } from "node:timers/promises";
import { evaluateFilter, foldText, parseFilter, type FieldSpecs } from "@atrium/filter";
import { userFilterFields, type getUser, type Output } from "@atrium/contracts";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import { attributeFields, filterTexts } from "../../testing/filter-texts.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  type Person,
  type Place,
} from "../../testing/people.ts";
import { refusal } from "../../testing/refusals.ts";
import { drawn, type Drawn } from "../../testing/drawn-people.ts";

type Values = Output<typeof getUser>["attributes"];
type NewAttribute = NonNullable<Parameters<Person["api"]["attributes"]["create"]>[0]>["body"];

const choices = (...values: string[]) => values.map((value) => ({ value, label: value }));
const attributes: NewAttribute[] = [
  { key: "motto", name: "Motto", type: "text", indexed: true },
  { key: "shoe", name: "Shoe", type: "number", indexed: true },
  { key: "badge", name: "Badge", type: "boolean", indexed: true },
  { key: "joined", name: "Joined", type: "date", indexed: true },
  { key: "tier", name: "Tier", type: "choice", choices: choices("gold", "Silver"), indexed: true },
  { key: "skills", name: "Skills", type: "multi_choice", choices: choices("go", "SQL", "ts"), indexed: true },
  { key: "mentor", name: "Mentor", type: "reference", indexed: true },
  ...(["text", "number", "date", "reference"] as const).map((type) => ({
    key: `hidden${type}`, name: "Hidden", type, indexed: true, searchable: type === "text",
    readers: ["users:delete"], writers: ["users:delete"],
  })),
]; // prettier-ignore

let atrium: Atrium;
let place: Place;
let admin: Person;
let reader: Person;
let rows: (Drawn & { id: string; deleted: boolean })[] = [];

/** People with all that can be asked of: what they are called by the way that everybody takes, the rest as it came to be. */
async function sow(): Promise<void> {
  const seed = Math.trunc(Math.random() * 2 ** 31);
  const wanted = fc.sample(drawn, { seed, numRuns: 70 });
  const ids: string[] = [];
  for (const [from, to] of [
    [0, 20],
    [20, 70],
  ] as const) {
    const items = wanted.slice(from, to).map((each, n) => {
      const known = (at: number | null) => (at === null ? null : (ids[at % ids.length] ?? null));
      each.manager = known(each.managerAt);
      each.mentor = known(each.mentorAt);
      const { firstName, lastName, name: displayName, title, department, locale, tag: tags } = each;
      const own = { motto: each.motto, shoe: each.shoe, badge: each.badge, joined: each.joined, tier: each.tier, skills: each.skills, mentor: each.mentor };
      return {
        email: each.email = `${each.mailbox}.${from + n}@filter.example`,
        employeeNumber: each.employeeNumber &&= `${each.employeeNumber}${from + n}`,
        externalId: each.externalId &&= `${each.externalId}${from + n}`,
        firstName, lastName, displayName, title, department, locale, tags, managerId: each.manager, roles: [],
        attributes: { ...own, hiddentext: "Quixotic", hiddennumber: from + n, hiddendate: "2026-01-01", hiddenreference: ids[0] ?? null } as Values,
      };
    }); // prettier-ignore
    const { items: added } = await admin.api.users.bulkCreate({ body: { items } });
    ids.push(...added.map(({ id }) => id ?? ""));
  }
  rows = wanted.map((each, n) =>
    Object.assign(each, { id: ids[n] ?? "", deleted: each.status === "deleted" }),
  );
  await atrium.sql.query(
    `update users set status = w.status, source = w.source, email_verified = w.verified, created_at = w.created,
       updated_at = w.updated, last_login_at = w."lastLogin", last_seen_at = w."lastSeen", roles = w.role,
       deleted_at = case when w.status = 'deleted' then now() end,
       status_before_deletion = case when w.status = 'deleted' then 'active' end
     from jsonb_to_recordset($2::jsonb) w (email text, status text, source text, verified boolean, created timestamptz,
       updated timestamptz, "lastLogin" timestamptz, "lastSeen" timestamptz, role text[])
     where organization_id = $1 and users.email = w.email`,
    [place.uuid, JSON.stringify(rows)],
  );
  // What is shown of roles at the person is kept from what is given.
  await atrium.sql.query(
    `insert into grants (organization_id, id, subject_type, subject_id, role_id, scope, created_at)
     select u.organization_id, gen_random_uuid(), 'user', u.id, r.id, 'organization', now()
     from users u join roles r on r.slug = any (u.roles) and r.organization_id is null
     where u.organization_id = $1 and u.email like '%@filter.example'`,
    [place.uuid],
  );
  for (const slug of ["crew", "night-shift"]) {
    const { id } = await admin.api.groups.create({ body: { name: slug, slug } });
    const users = rows
      .filter(({ group, deleted }) => group.includes(slug) && !deleted)
      .map((each) => each.id);
    if (users.length > 0) await admin.api.groups.addMembers({ params: { id }, body: { userIds: users } });
    for (const each of rows) if (each.deleted) each.group = [];
  }
}

beforeAll(async () => {
  atrium = await startTestAtrium({ rateScale: 100_000, jobs: true });
  const { owner } = await setUpPlatform(atrium);
  place = await makeOrganization(owner);
  admin = await makePerson(atrium, place, ["admin"]);
  await atrium.sql.query(
    "insert into roles (id, organization_id, slug, name, permissions, created_at, updated_at) values (gen_random_uuid(), $1, 'reader', 'Reader', '{users:read,users:export}', now(), now())",
    [place.uuid],
  );
  reader = await makePerson(atrium, place, []);
  await admin.api.users.assignRole({ params: { id: reader.userId }, body: { role: "reader" } });
  for (const body of attributes) await admin.api.attributes.create({ body });
  for (let building = true; building;) {
    const { items } = await admin.api.attributes.list();
    building = items.some(({ indexState }) => indexState !== "ready");
    if (building) await sleep(25);
  }
  await sow();
}, 120_000);
afterAll(() => atrium.close());

const fields: FieldSpecs = { ...userFilterFields, ...attributeFields };
const readable = (text: string) => {
  const parsed = parseFilter(text, fields);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.errors.map(({ message }) => message).join(" ")}`);
  return parsed.filter;
};

/** Who is meant, by trying out every person. */
function meant(text: string): Set<string> {
  const filter = readable(text);
  const matchText = (term: string, _prefix: boolean, row: Readonly<Record<string, unknown>>) =>
    ["firstName", "lastName", "name", "email"].some(
      (field) => typeof row[field] === "string" && foldText(row[field]).startsWith(foldText(term).trim()),
    );
  const asksForDeleted = (part: typeof filter): boolean =>
    part.kind === "and" || part.kind === "or"
      ? part.items.some(asksForDeleted)
      : part.kind === "field" && part.field === "status" && JSON.stringify(part.tests).includes("deleted");
  const deleted = asksForDeleted(filter);
  const found = rows.filter(
    (row) =>
      (deleted || !row.deleted) &&
      evaluateFilter(filter, { ...row, ...prefixed(row) }, { now: atrium.clock.now(), fields, matchText }),
  );
  return new Set(found.map(({ id }) => id));
}
const prefixed = (row: object) =>
  Object.fromEntries(Object.entries(row).map(([key, value]) => [`attributes.${key}`, value]));

const idsOf = async (by: Person, q: string) => {
  const { items, total } = await by.api.users.list({ query: { q, limit: "200", count: "exact" } });
  expect(total).toBe(items.length);
  return new Set(items.map(({ id }) => id));
};

describe("a filter", () => {
  it("finds in the database whom trying out every person finds, whatever is asked of whomever", async () => {
    const mine = new Set(rows.map(({ id }) => id));
    await fc.assert(
      fc.asyncProperty(filterTexts([...mine].slice(0, 20)), async (text) => {
        const found = (await idsOf(admin, text)).intersection(mine);
        const differs = found.symmetricDifference(meant(text));
        const told = rows.filter(({ id }) => differs.has(id)).slice(0, 2);
        expect(told, text).toEqual([]);
      }),
      { numRuns: 120, examples: [["role:editor"], ['role:editor,""'], ["tag:vip lastSeen:<2026-01-31"]] },
    );
  });

  it("means the same people in a list, in its counts and in a selection", async () => {
    await fc.assert(
      fc.asyncProperty(filterTexts(rows.slice(0, 20).map(({ id }) => id)), async (q) => {
        const { size } = await idsOf(admin, q);
        const { facets } = await admin.api.users.facets({ query: { q } });
        const counted = facets.find(({ field }) => field === "status")?.values ?? [];
        expect(counted.reduce((sum, { count }) => sum + count, 0)).toBe(size);
        expect((await admin.api.selections.create({ body: { q } })).size).toBe(size);
      }),
      { numRuns: 15 },
    );
  });
});

describe("an attribute that the reader may not see", () => {
  const kinds = ["text", "number", "date", "reference"] as const;
  // As long as the one that is there, so that places in the text are the same ones too.
  const name = (part: "hidden" | "zqxjvw", kind: (typeof kinds)[number]) => `${part}${kind}`;
  const asked = fc.record({
    kind: fc.constantFrom(...kinds),
    before: fc.constantFrom("", "attributes."),
    test: fc.constantFrom(
      "any",
      "none",
      "Quixotic",
      "quix*",
      ">1",
      "1..50",
      "2026-01-01",
      ">=2026",
      "none,1",
    ),
    shape: fc.constantFrom("HERE", "-HERE", "status:active HERE", "(HERE OR shoe:>1)", "-(badge:true -HERE)"),
  });
  const told = async (call: Promise<unknown>, key: string): Promise<unknown> => {
    const { requestId: _id, errors, ...body } = await refusal(call);
    // Which seen name is the nearest to it depends on how it is written, and on nothing else.
    const plain = (errors as { detail: string }[] | undefined)?.map((each) => ({ ...each, detail: each.detail.replaceAll(key, "X").replace(/ Did you mean .*/, "") })); // prettier-ignore
    return { ...body, errors: plain };
  };

  it("G02: is to filters, counts, selections and exports as one that is not there, wherever it stands", async () => {
    await fc.assert(
      fc.asyncProperty(asked, async ({ kind, before, test, shape }) => {
        const answers = (["hidden", "zqxjvw"] as const).map(async (part) => {
          const key = name(part, kind);
          const q = shape.replace("HERE", `${before}${key}:${test}`);
          const { users, selections } = reader.api;
          return [
            await told(users.list({ query: { q } }), key),
            await told(users.list({ query: { q, count: "exact" } }), key),
            await told(users.facets({ query: { q } }), key),
            await told(selections.create({ body: { q } }), key),
            await told(users.export({ body: { format: "csv", q } }), key),
          ];
        });
        const [hidden, absent] = await Promise.all(answers);
        expect(hidden).toEqual(absent);
        expect(absent).toEqual(Array.from({ length: 5 }, () => expect.objectContaining({ code: "filter.invalid" }))); // prettier-ignore
      }),
      { numRuns: 12 },
    );
  });

  it("G02: is no order, no column, no nearest name and no word of the search either", async () => {
    for (const kind of kinds) {
      const answers = (["hidden", "zqxjvw"] as const).map(async (part) => {
        const key = name(part, kind);
        const { users } = reader.api;
        return [
          await told(users.list({ query: { sort: `attributes.${key}` } }), key),
          await told(users.list({ query: { sort: `-attributes.${key}` } }), key),
          await told(users.list({ query: { attributes: key } }), key),
          await told(users.export({ body: { format: "csv", columns: [`attributes.${key}`] } }), key),
        ];
      });
      const [hidden, absent] = await Promise.all(answers);
      expect(hidden).toEqual(absent);
    }
    const near = (by: Person) => refusal(by.api.users.list({ query: { q: "attributes.hiddentexx:any" } }));
    expect(JSON.stringify(await near(admin))).toContain("hiddentext");
    expect(JSON.stringify(await near(reader))).not.toContain("hiddentext");
    const search = async (by: Person, q: string) =>
      (await by.api.users.search({ query: { q } })).items.length;
    expect(await search(admin, "quixotic")).toBeGreaterThan(0);
    for (const q of ["quixotic", "quix", "quixotik"]) expect(await search(reader, q)).toBe(0);
  });
});
