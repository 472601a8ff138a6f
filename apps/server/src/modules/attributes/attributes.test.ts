import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { getUser, Output } from "@atrium/contracts";
import { evaluateFilter, parseFilter, foldText, type FieldSpecs } from "@atrium/filter";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  type Person,
  type Place,
} from "../../testing/people.ts";
import { codeOf, refusal } from "../../testing/refusals.ts";

type NewAttribute = NonNullable<Parameters<Person["api"]["attributes"]["create"]>[0]>["body"];

type Values = Output<typeof getUser>["attributes"];

describe("custom attributes", () => {
  let atrium: Atrium;
  let place: Place;
  let admin: Person;
  let editor: Person;
  let other: Person;
  let made = 0;

  beforeAll(async () => {
    atrium = await startTestAtrium({ rateScale: 1000, jobs: true });
    const { owner } = await setUpPlatform(atrium);
    place = await makeOrganization(owner);
    admin = await makePerson(atrium, place, ["admin"]);
    editor = await makePerson(atrium, place, ["editor"]);
    other = await makePerson(atrium, await makeOrganization(owner), ["admin"]);
    await define({
      key: "costCenter",
      name: "Cost centre",
      type: "text",
      rules: { pattern: "[A-Z]{2}-\\d+" },
      indexed: true,
    });
    await define({
      key: "shoe",
      name: "Shoe size",
      type: "number",
      rules: { min: 10, max: 60 },
      indexed: true,
    });
    await define({ key: "badge", name: "Badge", type: "boolean", indexed: true });
    await define({ key: "joined", name: "Joined", type: "date", indexed: true });
    await define({
      key: "tier",
      name: "Tier",
      type: "choice",
      choices: choices("gold", "silver"),
      indexed: true,
    });
    await define({
      key: "skills",
      name: "Skills",
      type: "multi_choice",
      choices: choices("go", "sql", "ts"),
      indexed: true,
    });
    await define({ key: "mentor", name: "Mentor", type: "reference", indexed: true });
    await define({ key: "extra", name: "Extra", type: "json" });
    await define({
      key: "salary",
      name: "Salary",
      type: "number",
      readers: ["users:delete"],
      writers: ["users:delete"],
      indexed: true,
    });
    await define({
      key: "motto",
      name: "Motto",
      type: "text",
      selfWritable: true,
      searchable: true,
      indexed: true,
    });
    await untilReady();
  }, 120_000);
  afterAll(() => atrium.close());

  const choices = (...values: string[]) => values.map((value) => ({ value, label: value.toUpperCase() }));
  const define = (body: NewAttribute, by = admin) => by.api.attributes.create({ body });
  const defined = async (key: string, by = admin) =>
    (await by.api.attributes.list()).items.find((each) => each.key === key);
  async function untilReady(): Promise<void> {
    for (let tries = 0; tries < 200; tries++) {
      const { items } = await admin.api.attributes.list();
      if (items.every(({ indexState }) => indexState !== "building")) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error("indexes were not built");
  }
  const add = (attributes: Record<string, unknown>, by = admin) => {
    made += 1;
    return by.api.users.create({
      body: { email: `attr${made}@example.com`, attributes: attributes as Values },
    });
  };
  const patch = (id: string, attributes: Record<string, unknown>, by = admin) =>
    by.api.users.update({ params: { id }, body: { attributes: attributes as Values } });
  const pointers = async (call: Promise<unknown>) => {
    const { errors } = await refusal(call);
    return (errors as { pointer: string; code: string }[]).map(({ pointer, code }) => `${pointer} ${code}`);
  };
  const ids = async (q: string, by = admin, sort?: string) =>
    (await by.api.users.list({ query: { q, limit: "200", ...(sort && { sort }) } })).items.map(
      ({ id }) => id,
    );

  it("are kept of people as they are defined, and told with them", async () => {
    const values = {
      costCenter: "AB-12",
      shoe: 42,
      badge: true,
      joined: "2026-01-31",
      tier: "gold",
      skills: ["sql", "go"],
      mentor: admin.userId,
      extra: { a: [1] },
    };
    const { id, attributes } = await add(values);
    expect(attributes).toEqual(values);
    expect((await admin.api.users.get({ params: { id } })).attributes).toEqual(values);
    const { items } = await admin.api.users.list({ query: { q: `id:${id}`, attributes: "shoe,tier" } });
    expect(items[0]?.attributes).toEqual({ shoe: 42, tier: "gold" });
  });

  it("refuses an unknown one, a wrong type and what breaks a rule, each with its place", async () => {
    expect(await pointers(add({ nope: 1 }))).toEqual(["/attributes/nope unknown"]);
    const wrong = {
      costCenter: "ab-1",
      shoe: 9,
      badge: "yes",
      joined: "2026-02-30",
      tier: "iron",
      skills: ["c"],
      mentor: other.userId,
    };
    expect(await pointers(add(wrong))).toEqual([
      "/attributes/costCenter pattern", "/attributes/shoe too_small", "/attributes/badge type", "/attributes/joined type",
      "/attributes/tier choice", "/attributes/skills choice", "/attributes/mentor reference",
    ]); // prettier-ignore
    for (const shoe of ["42", Number.MAX_VALUE, [42], {}, true])
      expect(await pointers(add({ shoe }))).toHaveLength(1);
  });

  it("G10: keys that touch prototypes are refused as definitions and as values", async () => {
    for (const key of ["__proto__", "constructor", "toString", "prototype", "hasOwnProperty"]) {
      const refused = /^request\.(?:invalid|malformed)$/;
      expect(await codeOf(define({ key, name: "X", type: "text" }))).toBe("request.invalid");
      expect(await codeOf(add(JSON.parse(`{"${key}":1}`) as Record<string, unknown>))).toMatch(refused);
    }
  });

  it("a patch names what changes, null empties, and a replacement empties what it leaves out", async () => {
    const { id } = await add({ shoe: 40, tier: "gold" });
    expect((await patch(id, { shoe: 41 })).attributes).toEqual({ shoe: 41, tier: "gold" });
    expect((await patch(id, { tier: null })).attributes).toEqual({ shoe: 41 });
    const { email } = await admin.api.users.get({ params: { id } });
    const replaced = await admin.api.users.replace({
      params: { id },
      body: { email, attributes: { badge: false } },
    });
    expect(replaced.attributes).toEqual({ badge: false });
  });

  it("G02: a hidden one is to its reader as if it were not there: read, list, write, filter, sort, columns, search", async () => {
    const { id } = await add({ salary: 90_000, shoe: 43 });
    expect((await editor.api.users.get({ params: { id } })).attributes).toEqual({ shoe: 43 });
    expect(await defined("salary", editor)).toBeUndefined();
    const unknown = await refusal(ids("attributes.nothing:1", editor));
    for (const q of [
      "attributes.salary:>1",
      "salary:90000",
      "-attributes.salary:any",
      "attributes.salary:none",
    ]) {
      const hidden = await refusal(ids(q, editor));
      expect([hidden.code, hidden.status]).toEqual([unknown.code, unknown.status]);
    }
    expect((await ids("attributes.salary:>1")).includes(id)).toBe(true);
    expect(await codeOf(ids("", editor, "attributes.salary"))).toBe(
      await codeOf(ids("", editor, "attributes.nothing")),
    );
    expect(await pointers(patch(id, { salary: 1 }, editor))).toEqual(["/attributes/salary unknown"]);
    const columns = (keys: string) => editor.api.users.list({ query: { attributes: keys } });
    expect(await pointers(columns("salary"))).toEqual(await pointers(columns("nothing")));
    await patch(id, { shoe: 44 }, editor);
    const { email } = await admin.api.users.get({ params: { id } });
    await editor.api.users.replace({ params: { id }, body: { email, attributes: {} } });
    expect((await admin.api.users.get({ params: { id } })).attributes).toEqual({ salary: 90_000 });
  });

  it("G02: events tell a reader only of the attributes that they see", async () => {
    const { id } = await add({ salary: 1_357_902_468, shoe: 45 });
    await patch(id, { salary: 8_642_097_531 });
    await atrium.app.relay.idle();
    const told = JSON.stringify(await editor.api.users.listActivity({ params: { id } }));
    expect(told).toContain("45");
    expect(told).not.toMatch(/1357902468|8642097531|salary/);
    expect(JSON.stringify(await admin.api.users.listActivity({ params: { id } }))).toContain("8642097531");
    const auditor = await makePerson(atrium, place, ["auditor"]);
    expect(JSON.stringify(await auditor.api.audit.list({ query: { limit: "200" } }))).not.toMatch(
      /1357902468|8642097531/,
    );
    const stale = await refusal(
      editor.api.users.update({ params: { id }, body: { title: "x" } }, { version: 99 }),
    );
    expect(JSON.stringify(stale)).not.toMatch(/8642097531/);
  });

  it("roles decide too, and what may be seen but not edited stays", async () => {
    await define({ key: "grade", name: "Grade", type: "text", readers: ["editor"], writers: ["manager"] });
    const { id } = await add({ grade: "A" });
    expect((await editor.api.users.get({ params: { id } })).attributes).toMatchObject({ grade: "A" });
    expect(await pointers(patch(id, { grade: "B" }, editor))).toEqual(["/attributes/grade read_only"]);
    expect((await patch(id, { grade: "A", shoe: 39 }, editor)).attributes).toMatchObject({ shoe: 39 });
    const manager = await makePerson(atrium, place, ["manager"]);
    expect((await manager.api.users.get({ params: { id } })).attributes).not.toHaveProperty("grade");
  });

  it("people edit of themselves what they may, and nothing else", async () => {
    const person = await makePerson(atrium, place, ["user"]);
    const set = (attributes: Record<string, unknown>) =>
      person.api.me.setAttributes({
        body: { attributes } as NonNullable<Parameters<Person["api"]["me"]["setAttributes"]>[0]>["body"],
      });
    expect((await set({ motto: "Onwards" })).attributes).toMatchObject({ motto: "Onwards" });
    expect((await person.api.me.getAttributes()).attributes).toEqual({ motto: "Onwards" });
    expect(await pointers(set({ shoe: 40 }))).toEqual(["/attributes/shoe read_only"]);
    expect(await pointers(set({ salary: 40 }))).toEqual(["/attributes/salary unknown"]);
  });

  it("the usual value comes with new people, what is required must be there, and cannot be emptied", async () => {
    const { id: attributeId } = await define({ key: "desk", name: "Desk", type: "text", required: true });
    const usual = await define({ key: "floor", name: "Floor", type: "number", defaultValue: 3 });
    expect(await pointers(add({}))).toEqual(["/attributes/desk required"]);
    const { id, attributes } = await add({ desk: "D1" });
    expect(attributes).toEqual({ desk: "D1", floor: 3 });
    expect(await pointers(patch(id, { desk: "" }))).toEqual(["/attributes/desk required"]);
    for (const each of [attributeId, usual.id]) await admin.api.attributes.delete({ params: { id: each } });
  });

  it("filters and sorting say what trying out every person says", async () => {
    const pool = fc.record(
      {
        costCenter: fc.constantFrom("AB-1", "AB-12", "ZZ-9"),
        shoe: fc.constantFrom(20, 38, 38.5, 42, 60),
        badge: fc.boolean(),
        joined: fc.constantFrom("2025-12-31", "2026-01-01", "2026-02-15"),
        tier: fc.constantFrom("gold", "silver"),
        skills: fc.subarray(["go", "sql", "ts"]),
      },
      { requiredKeys: [] },
    );
    const rows = fc.sample(pool, { seed: 7, numRuns: 40 });
    const people = new Map<string, Record<string, unknown>>();
    for (const attributes of rows) people.set((await add(attributes)).id, attributes);
    const all = [...people.keys()];
    const fields: FieldSpecs = {
      id: { type: "id" },
      costCenter: { type: "text", nullable: true }, shoe: { type: "number", nullable: true },
      badge: { type: "boolean", nullable: true }, joined: { type: "date", nullable: true },
      tier: { type: "enum", values: ["gold", "silver"], nullable: true },
      skills: { type: "enum", values: ["go", "sql", "ts"], many: true, nullable: true },
    }; // prettier-ignore
    const part = fc.constantFrom(
      "costCenter:ab-1", "costCenter:ab*", "costCenter:none", "shoe:38", "shoe:>38", "shoe:20..40", "shoe:any", "-shoe:42",
      "badge:true", "-badge:false", "badge:none", "joined:2026", "joined:>2025-12-31", "joined:..2026-01-01", "tier:gold",
      "tier:gold,silver", "-tier:silver", "skills:go", "skills:go,ts", "-skills:sql", "skills:none",
    ); // prettier-ignore
    const filters = fc.sample(fc.tuple(part, fc.constantFrom(" ", " OR "), part), { seed: 11, numRuns: 40 });
    for (const [a, operator, b] of filters) {
      const text = `${a}${operator}${b}`;
      const parsed = parseFilter(text, fields);
      if (!parsed.ok) throw new Error(text);
      const expected = all.filter((id) =>
        evaluateFilter(parsed.filter, people.get(id) ?? {}, {
          now: new Date(),
          fields,
          matchText: () => false,
        }),
      );
      const found = await ids(`id:${all.join(",")} (${text})`);
      expect(found.toSorted(), text).toEqual(expected.toSorted());
    }
    const order = (key: string, id: string): string | number => {
      const value = people.get(id)?.[key];
      if (key === "shoe") return typeof value === "number" ? value : -Infinity;
      return typeof value === "string" ? foldText(value) : "";
    };
    for (const key of ["costCenter", "shoe", "joined"]) {
      for (const sign of ["", "-"]) {
        const walked: string[] = [];
        let cursor: string | null = null;
        do {
          const page: Awaited<ReturnType<Person["api"]["users"]["list"]>> = await admin.api.users.list({
            query: {
              q: `id:${all.join(",")}`,
              sort: `${sign}attributes.${key}`,
              limit: "7",
              ...(cursor !== null && { cursor }),
            },
          });
          walked.push(...page.items.map(({ id }) => id));
          cursor = page.next;
        } while (cursor !== null);
        expect(new Set(walked).size).toBe(all.length);
        const keys = walked.map((id) => order(key, id));
        const sorted = keys.toSorted((x, y) => (x < y ? -1 : x > y ? 1 : 0));
        expect(keys).toEqual(sign === "" ? sorted : sorted.toReversed());
        const asked = { q: `id:${all.join(",")}`, sort: `${sign}attributes.${key}`, limit: "7" };
        const { items } = await admin.api.users.list({ query: { ...asked, page: "2" } });
        expect(items.map(({ id }) => id)).toEqual(walked.slice(7, 14));
        const deep = admin.api.users.list({ query: { sort: asked.sort, limit: "50", page: "1000" } });
        await expect(deep).rejects.toMatchObject({ code: "list.jump_unfit" });
      }
    }
  }, 120_000);

  it("what changes later is found by it at once, and a searchable text by the search", async () => {
    const { id } = await add({ tier: "gold", motto: "Carpe diem" });
    await patch(id, { tier: "silver", motto: "Memento mori" });
    expect(await ids(`id:${id} tier:silver`)).toEqual([id]);
    expect(await ids(`id:${id} attributes.tier:gold`)).toEqual([]);
    const found = await admin.api.users.search({ query: { q: "memento" } });
    expect(found.items.map(({ user }) => user.id)).toEqual([id]);
    expect(found.items[0]?.highlights).toEqual([{ field: "attributes", ranges: [[0, 7]] }]);
  });

  it("choose whom a selection and an export mean, for whoever sees them", async () => {
    const { id } = await add({ costCenter: "QQ-77", salary: 5 });
    expect((await admin.api.selections.create({ body: { q: "costCenter:qq-77" } })).size).toBe(1);
    const manager = await makePerson(atrium, place, ["manager"]);
    expect(await codeOf(manager.api.selections.create({ body: { q: "salary:5" } }))).toBe("filter.invalid");
    const columns = ["id", "attributes.costCenter", "attributes.salary"];
    const { id: job } = await admin.api.users.export({ body: { format: "csv", q: `id:${id}`, columns } });
    expect(job).toMatch(/^job_/);
    const hidden = admin.api.users.export({ body: { format: "csv", columns: ["attributes.nothing"] } });
    expect(await codeOf(hidden)).toBe("export.column_unknown");
  });

  it("tells how many have a value and which, and deletes values with the definition", async () => {
    const { id: attributeId } = await define({
      key: "gone",
      name: "Gone",
      type: "choice",
      choices: choices("a", "b"),
      indexed: true,
    });
    const people = [await add({ gone: "a" }), await add({ gone: "a" }), await add({ gone: "b" })];
    await untilReady();
    const usage = () => admin.api.attributes.usage({ params: { id: attributeId } });
    expect(await usage()).toEqual({
      people: 3,
      values: [
        { value: "a", people: 2 },
        { value: "b", people: 1 },
      ],
    });
    await admin.api.attributes.delete({ params: { id: attributeId } });
    const [first] = people;
    expect((await admin.api.users.get({ params: { id: first?.id ?? "" } })).attributes).toEqual({});
    expect(await codeOf(ids("gone:a"))).toBe("filter.invalid");
    const left = () =>
      atrium.sql.query(
        "select 1 from users where attributes ? 'gone' union all select 1 from attribute_definitions where key = 'gone'",
      );
    for (let tries = 0; tries < 100 && (await left()).rowCount !== 0; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect((await left()).rowCount).toBe(0);
  });

  it("keeps to its limits, to its order and to its organization", async () => {
    expect((await other.api.attributes.list()).items).toEqual([]);
    const { items } = await admin.api.attributes.list();
    const last = items.at(-1);
    await admin.api.attributes.order({ body: { ids: [last?.id ?? ""] } });
    expect((await admin.api.attributes.list()).items[0]?.id).toBe(last?.id);
    expect(
      await codeOf(other.api.attributes.update({ params: { id: last?.id ?? "" }, body: { name: "Mine" } })),
    ).toBe("resource.not_found");
    for (let n = 0; n < 20; n++) {
      const code = await codeOf(define({ key: `many${n}`, name: "Many", type: "number", indexed: true }));
      if (code === "attribute.index_limit") return;
    }
    throw new Error("there is no limit");
  });
});
