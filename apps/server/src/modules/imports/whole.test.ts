import { buffer } from "node:stream/consumers";
import { importRules } from "@atrium/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Cell } from "#kernel/tables/csv";
import { xlsxOf } from "#kernel/tables/xlsx";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import { ended } from "../../testing/ended-job.ts";
import { bring, errorsOf, ran, tried } from "../../testing/imports.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  type Person,
  type Place,
} from "../../testing/people.ts";

type NewAttribute = NonNullable<Parameters<Person["api"]["attributes"]["create"]>[0]>["body"];

const choices = (...values: string[]) => values.map((value) => ({ value, label: value }));
const attributes: NewAttribute[] = [
  { key: "costCenter", name: "Cost centre", type: "text", rules: { pattern: "[A-Z]{2}-\\d+" } },
  { key: "shoe", name: "Shoe size", type: "number", rules: { min: 10, max: 60 } },
  { key: "badge", name: "Badge", type: "boolean" },
  { key: "joined", name: "Joined", type: "date" },
  { key: "tier", name: "Tier", type: "choice", choices: choices("gold", "silver") },
  { key: "skills", name: "Skills", type: "multi_choice", choices: choices("go", "sql", "ts") },
  { key: "mentor", name: "Mentor", type: "reference" },
];

let atrium: Atrium;
let place: Place;
let ann: Person;

beforeAll(async () => {
  atrium = await startTestAtrium({ jobs: true });
  const { owner } = await setUpPlatform(atrium);
  place = await makeOrganization(owner);
  ann = await makePerson(atrium, place, ["admin"]);
  for (const body of attributes) await ann.api.attributes.create({ body });
}, 60_000);
afterAll(() => atrium.close());

async function* once<Value>(value: Value): AsyncGenerator<Value> {
  yield value;
}
const workbook = (header: readonly string[], rows: readonly (readonly Cell[])[]): Promise<Buffer> =>
  buffer(xlsxOf(header, once(rows)));
const rules = (more: Partial<typeof importRules._output> = {}) => importRules.parse(more);

/** All of everybody who is not deleted, but the number that counts how often they were written. */
async function everybody(): Promise<unknown[]> {
  const { rows } = await atrium.sql.query<{ row: string }>(
    `select (to_jsonb(u) - 'version')::text as row from users u where organization_id = $1 and deleted_at is null
     union all select to_jsonb(v)::text from attribute_values v join users u on u.id = v.user_id
       where v.organization_id = $1 and u.deleted_at is null
     union all select to_jsonb(g)::text from grants g join users u on u.id = g.subject_id
       where g.organization_id = $1 and u.deleted_at is null order by 1`,
    [place.uuid],
  );
  return rows.map(({ row }) => row);
}
const named = async (email: string) => {
  const { items } = await ann.api.users.list({ query: { q: `email:${email}` } });
  return ann.api.users.get({ params: { id: items[0]?.id ?? "" } });
};
const undo = async (job: string | null) =>
  ended(ann, (await ann.api.jobs.undo({ params: { id: job ?? "" } })).id);

const header = ["E-Mail", "First name", "Date of birth", "Cost centre", "Shoe size", "Badge", "Joined", "Tier", "Skills", "Mentor"]; // prettier-ignore
const good = (email: string, more: readonly Cell[] = []): Cell[] => {
  const row = [email, "Rita", "1980-12-31", "AB-12", 42.5, true, "2026-01-31", "gold", "sql;go", ann.userId];
  return row.map((cell, n) => more[n] ?? cell);
};

describe("a whole import", { timeout: 60_000 }, () => {
  it("of a workbook with attributes of every type goes from the upload to its undoing, byte for byte", async () => {
    const stood = { costCenter: "ZZ-9", shoe: 38, skills: ["ts"] };
    await ann.api.users.create({
      body: { email: "here@whole.example", title: "Stays", attributes: stood },
    });
    const before = await everybody();
    const file = await workbook(header, [good("new@whole.example"), good("here@whole.example")]);
    const read = await bring(ann, file, "people.xlsx");
    expect(read).toMatchObject({ state: "mapping", format: "xlsx", rows: 2, columns: header });
    expect(read.mapping.map(({ field }) => field)).toEqual([
      "email", "firstName", "birthDate", ...attributes.map(({ key }) => `attributes.${key}`),
    ]); // prettier-ignore
    const checked = await tried(ann, read.id, { rules: rules({ found: "update" }) });
    expect(checked.counts).toMatchObject({ create: 1, update: 1, error: 0 });
    expect(await everybody()).toEqual(before);
    const done = await ran(ann, read.id);
    expect(done).toMatchObject({ state: "done", result: checked.counts });
    const brought = {
      costCenter: "AB-12", shoe: 42.5, badge: true, joined: "2026-01-31", tier: "gold", skills: ["sql", "go"], mentor: ann.userId,
    }; // prettier-ignore
    expect(await named("new@whole.example")).toMatchObject({ birthDate: "1980-12-31", attributes: brought });
    expect(await named("here@whole.example")).toMatchObject({ title: "Stays", attributes: brought });
    expect(await undo(done.runJob)).toMatchObject({ state: "succeeded", result: { done: 2, failed: 0 } });
    expect(await everybody()).toEqual(before);
  });

  it("tells of attributes whose values do not fit line, column and reason, and brings the other rows in", async () => {
    const unfit: [column: number, cell: Cell, code: string][] = [
      [3, "ab-1", "pattern"], [4, "large", "invalid"], [4, 9, "too_small"], [5, "perhaps", "invalid"], [6, "2026-02-30", "type"],
      [7, "iron", "choice"], [8, "go;c", "choice"], [9, "nobody", "type"], [9, "usr_06bkr2c4zx7v1m9q8s3tdwnp5g", "reference"],
    ]; // prettier-ignore
    const rows = unfit.map(([column, cell], n) => {
      const more: Cell[] = [];
      more[column] = cell;
      return good(`bad${n}@unfit.example`, more);
    });
    const read = await bring(
      ann,
      await workbook(header, [...rows, good("fit@unfit.example")]),
      "people.xlsx",
    );
    const checked = await tried(ann, read.id);
    expect(checked.counts).toMatchObject({ create: 1, error: unfit.length });
    const { items } = await ann.api.imports.listProblems({ params: { id: read.id } });
    const told = items.map(({ line, problems }) => [line, ...problems.flatMap(({ column, code }) => [column, code])]); // prettier-ignore
    expect(told).toEqual(unfit.map(([column, , code], n) => [n + 2, header[column], code]));
    expect(items.every(({ problems }) => problems.every(({ detail }) => detail !== ""))).toBe(true);
    const lines = ((await errorsOf(ann, checked.checkJob)) ?? "").trimEnd().split("\r\n");
    expect(lines).toHaveLength(unfit.length + 1);
    expect(lines[3]).toContain(",4,Shoe size,");
    const done = await ran(ann, read.id);
    expect(done.result).toMatchObject({ create: 1, error: unfit.length });
    const { total } = await ann.api.users.list({ query: { q: "unfit", count: "exact" } });
    const { rows: there } = await atrium.sql.query("select email from users where email like '%@unfit.example'"); // prettier-ignore
    expect([total, there]).toEqual([0, [{ email: "fit@unfit.example" }]]);
  });

  it("invites whom it adds where that is wished, once, and nobody who was here", async () => {
    await ann.api.users.create({ body: { email: "here@invited.example" } });
    const file = await workbook(["E-Mail", "First name"], [
      ...Array.from({ length: 25 }, (_, n) => [`new${n}@invited.example`, "Nora"]),
      ["here@invited.example", "Hal"],
    ]); // prettier-ignore
    const read = await bring(ann, file, "people.xlsx");
    await tried(ann, read.id, { rules: rules({ found: "update", invite: true }) });
    const done = await ran(ann, read.id);
    expect(done).toMatchObject({ state: "done", result: { create: 25, update: 1 } });
    const added = Array.from({ length: 25 }, (_, n) => ({ email: `new${n}@invited.example` }));
    // Whether or not it has been sent by now.
    const { rows: mails } = await atrium.sql.query(
      "select recipient as email from messages where template = 'invitation' and recipient like '%@invited.example'",
    );
    const { rows: open } = await atrium.sql.query("select email from invitations where organization_id = $1", [place.uuid]); // prettier-ignore
    expect(mails).toHaveLength(25);
    expect(mails).toEqual(expect.arrayContaining(added));
    expect(open).toHaveLength(25);
    expect(open).toEqual(expect.arrayContaining(added));
  });
});
