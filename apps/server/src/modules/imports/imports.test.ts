import { createHash } from "node:crypto";
import { parseId, type ImportRules } from "@atrium/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { csvLine } from "#kernel/tables/csv";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import { bring, errorsOf, ran, settled, tried } from "../../testing/imports.ts";
import { ended } from "../../testing/ended-job.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  type Person,
  type Place,
} from "../../testing/people.ts";
import { codeOf } from "../../testing/refusals.ts";

let atrium: Atrium;
let owner: Person;
let place: Place;
let ann: Person;

beforeAll(async () => {
  atrium = await startTestAtrium({ jobs: true });
  ({ owner } = await setUpPlatform(atrium));
  place = await makeOrganization(owner);
  ann = await makePerson(atrium, place, ["admin"]);
}, 60_000);
afterAll(() => atrium.close());

const rules = (more: Partial<ImportRules> = {}): ImportRules => ({
  key: "email", found: "skip", empty: "leave", status: "pending", invite: false, roles: ["user"], ...more,
}); // prettier-ignore
const csv = (rows: readonly (readonly (string | number)[])[]): string => rows.map(csvLine).join("");

const tables = [
  "users",
  "accounts",
  "account_emails",
  "grants",
  "group_members",
  "group_sizes",
  "user_counts",
  "job_changes",
];
/** All that an import could write to, but the import itself, as one digest. */
async function worldOf(where = place): Promise<string> {
  const digest = createHash("sha256");
  for (const table of tables) {
    const own = table.startsWith("account") ? "" : `where organization_id = '${where.uuid}'`;
    const { rows } = await atrium.sql.query<{ row: string }>(
      `select t::text as row from ${table} t ${own} order by 1`,
    );
    digest.update(JSON.stringify(rows));
  }
  return digest.digest("hex");
}
const peopleCalled = async (department: string) =>
  (
    await atrium.sql.query<Record<string, unknown>>(
      "select * from users where organization_id = $1 and department = $2 order by email",
      [place.uuid, department],
    )
  ).rows;

describe("an import", { timeout: 240_000 }, () => {
  it("10,000 rows with 37 bad of 12 kinds: the dry run writes nothing, the counts agree, the file of errors names line, column and reason and comes in clean after mending, and undo restores every row byte for byte", async () => {
    await ann.api.groups.create({ body: { name: "Crew", slug: "crew" } });
    // Two hundred are here already, with more about them than the file says.
    const here = Array.from({ length: 200 }, (_, n) => ({
      email: `row${n + 1000}@import.example`, firstName: "Before", title: `Was ${n}`, tags: ["kept"], department: "Ten",
      address: { city: "Graz" }, birthDate: "1990-05-01",
    })); // prettier-ignore
    await ann.api.users.bulkCreate({ body: { items: here } });
    await ann.api.users.create({ body: { email: "taken@import.example", employeeNumber: "TAKEN" } });
    const header = ["E-Mail", "Vorname", "Nachname", "Telefon", "Geburtsdatum", "Sprache", "Land", "Personalnummer", "Rolle", "Gruppen", "Status", "Abteilung"]; // prettier-ignore
    const good = (n: number) => [`row${n}@import.example`, "Rita", `Row ${n % 40}`, "+43 660 1234567", "31.12.1980", "de-AT", "at", `P${n}`, "user", n % 5 === 0 ? "crew" : "", "active", "Ten"]; // prettier-ignore
    const rows = Array.from({ length: 10_000 }, (_, n) => good(n));
    const bad: [column: number, cell: string, code: string][] = [
      [0, "", "required"], [0, "no address", "invalid"], [0, "ROW1@import.example", "import.repeated"],
      [3, "12345", "invalid"], [4, "31.02.1980", "invalid"], [5, "german!", "invalid"], [6, "Austria", "invalid"],
      [7, "TAKEN", "user.employee_number_taken"], [8, "super-admin", "role.above_you"], [8, "nobody", "role.unknown"],
      [9, "nowhere", "group.unknown"], [10, "asleep", "invalid"],
    ]; // prettier-ignore
    const wrong = new Map<number, (typeof bad)[number]>();
    for (let n = 0; n < 37; n++) {
      const at = 100 + n * 211;
      const kind = bad[n % bad.length];
      const row = rows[at];
      if (kind === undefined || row === undefined) throw new Error("there is no such row");
      row[kind[0]] = kind[1];
      wrong.set(at, kind);
    }
    const before = await worldOf();
    const stood = await peopleCalled("Ten");
    const read = await bring(ann, csv([header, ...rows]));
    expect(read).toMatchObject({
      state: "mapping",
      rows: 10_000,
      format: "csv",
      header: true,
      columns: header,
    });
    expect(read.mapping.map(({ field }) => field)).toEqual([
      "email", "firstName", "lastName", "phone", "birthDate", "locale", "address.country", "employeeNumber", "roles",
      "groups", "status", "department",
    ]); // prettier-ignore
    expect(read.mapping[4]).toMatchObject({ dateFormat: "dmy" });
    const checked = await tried(ann, read.id, { rules: rules({ found: "update" }) });
    const hidden = [...wrong.keys()].filter((at) => at >= 1000 && at < 1200).length;
    const counts = { rows: 10_000, create: 10_000 - 37 - (200 - hidden), update: 200 - hidden, unchanged: 0, skip: 0, conflict: 0, error: 37 }; // prettier-ignore
    expect(checked).toMatchObject({ state: "checked", counts });
    expect(await worldOf()).toBe(before);

    const told = await ann.api.imports.listProblems({ params: { id: read.id }, query: { limit: "200" } });
    expect(told.items).toHaveLength(37);
    for (const [index, [at, [column, , code]]] of [...wrong].entries()) {
      expect(told.items[index]).toMatchObject({ line: at + 2, problems: [{ column: header[column], code }] });
    }
    const file = (await errorsOf(ann, checked.checkJob)) ?? "";
    const lines = file.trimEnd().split("\r\n");
    expect(lines).toHaveLength(38);
    expect(lines[0]).toBe([...header, "line", "column", "reason"].join(","));
    expect(lines[1]).toContain(",102,E-Mail,");

    const done = await ran(ann, read.id);
    expect(done).toMatchObject({ state: "done", result: counts });
    expect(await atrium.sql.query("select 1 from import_rows").then(({ rowCount }) => rowCount)).toBe(0);
    const people = await peopleCalled("Ten");
    expect(people).toHaveLength(10_000 - 37 + hidden);
    expect(people.find(({ email }) => email === "row1000@import.example")).toMatchObject({
      first_name: "Rita", title: "Was 0", tags: ["kept"], status: "pending", source: "manual",
      address: { city: "Graz", country: "AT" },
    }); // prettier-ignore
    expect(people.find(({ email }) => email === "row5@import.example")).toMatchObject({
      status: "active", source: "import", roles: ["user"], phone: "+436601234567", account_id: null, email_verified: false,
    }); // prettier-ignore
    const { rows: events } = await atrium.sql.query<{ name: string; n: string }>(
      "select name, count(*) as n from events where organization_id = $1 and data ->> 'import' = $2 group by 1 order by 1",
      [place.uuid, read.id],
    );
    expect(events).toEqual([
      { name: "user.created", n: String(counts.create) },
      { name: "user.updated", n: String(counts.update) },
    ]);

    const mended = lines.map((line, n) => {
      if (n === 0) return line;
      const at = Number(line.split(",").at(12));
      return csvLine([...good(at - 2), at, "", ""]).trimEnd();
    });
    const again = await bring(ann, `${mended.join("\r\n")}\r\n`);
    expect(again.mapping.map(({ column }) => column)).toEqual(header.map((_, column) => column));
    const clean = await tried(ann, again.id, { rules: rules({ found: "update" }) });
    expect(clean.counts).toMatchObject({
      rows: 37,
      create: 37 - hidden,
      update: hidden,
      error: 0,
      conflict: 0,
    });
    expect(await errorsOf(ann, clean.checkJob)).toBeNull();
    const rest = await ran(ann, again.id);
    expect(await peopleCalled("Ten")).toHaveLength(10_000);

    for (const job of [rest.runJob, done.runJob]) {
      const undo = await ended(ann, (await ann.api.jobs.undo({ params: { id: job ?? "" } })).id);
      expect(undo).toMatchObject({ state: "succeeded", result: { failed: 0 } });
    }
    const back = (await peopleCalled("Ten")).filter(({ deleted_at: gone }) => gone === null);
    const plain = (list: Record<string, unknown>[]) => list.map(({ version: _version, ...row }) => row);
    expect(plain(back)).toEqual(plain(stood));
    expect(await ann.api.imports.get({ params: { id: read.id } })).toMatchObject({ state: "undone" });
    expect((await ann.api.users.list({ query: { q: "group:crew", count: "exact" } })).total).toBe(0);
  });

  it("is read as XLSX, NDJSON and UTF-16 text too, and as its columns are asked to be read", async () => {
    const lines = [
      { email: "n1@nd.example", firstName: "Nora", tags: ["a;b", "c"], address: { city: "Linz" } },
    ];
    const read = await bring(ann, `${JSON.stringify(lines[0])}\n`, "people.ndjson");
    expect(read.mapping.map(({ field }) => field)).toEqual(["email", "firstName", "tags", "address.city"]);
    await tried(ann, read.id);
    await ran(ann, read.id);
    const { items } = await ann.api.users.list({ query: { q: "email:n1@nd.example" } });
    expect(items[0]).toMatchObject({ tags: ["a;b", "c"] });

    const wide = await bring(
      ann,
      Buffer.from("\ufeffcourriel;prénom\r\nzoe@utf.example;Zoë\r\n", "utf16le"),
      "gens.txt",
    );
    expect(wide).toMatchObject({ encoding: "utf-16le", delimiter: ";", columns: ["courriel", "prénom"] });
    await ann.api.imports.update({ params: { id: wide.id }, body: { header: false } });
    const plain = await settled(ann, wide.id);
    expect(plain).toMatchObject({
      rows: 2,
      header: false,
      sample: [
        ["courriel", "prénom"],
        ["zoe@utf.example", "Zoë"],
      ],
    });
  });

  it("G06: takes an export of people back as the same text, whatever a spreadsheet would make of it", async () => {
    const title = "=cmd|' /C calc'!A0";
    const { id } = await ann.api.users.create({
      body: { email: "formula@back.example", title, department: "Back" },
    });
    const started = await ann.api.users.export({ body: { format: "csv", q: "department:Back", columns: ["id", "email", "title", "department", "status", "roles", "createdAt"] } }); // prettier-ignore
    const job = await ended(ann, started.id);
    const blob = await ann.api.jobs.getArtefact({
      params: { id: job.id, name: job.artefacts[0]?.name ?? "" },
    });
    await ann.api.users.update({ params: { id }, body: { title: "Lost" } });
    const read = await bring(ann, await blob.text());
    // What nobody can set, such as the id, becomes nothing.
    expect(read.mapping.map(({ field }) => field)).toEqual([
      "email",
      "title",
      "department",
      "status",
      "roles",
    ]);
    expect((await tried(ann, read.id, { rules: rules({ found: "update" }) })).counts).toMatchObject({
      update: 1,
    });
    await ran(ann, read.id);
    expect((await ann.api.users.get({ params: { id } })).title).toBe(title);
  });

  it("leaves or empties what has an empty cell, as it is told", async () => {
    const make = (email: string) => ann.api.users.create({ body: { email, title: "Kept", tags: ["t"], address: { city: "Wels", country: "AT" } } }); // prettier-ignore
    for (const empty of ["leave", "clear"] as const) {
      const { id } = await make(`${empty}@empty.example`);
      const read = await bring(
        ann,
        csv([
          ["email", "title", "tags", "city"],
          [`${empty}@empty.example`, "", "", ""],
        ]),
      );
      const { counts } = await tried(ann, read.id, { rules: rules({ found: "update", empty }) });
      expect(counts).toMatchObject(
        empty === "leave" ? { unchanged: 1, update: 0 } : { unchanged: 0, update: 1 },
      );
      await ran(ann, read.id);
      const person = await ann.api.users.get({ params: { id } });
      expect(person).toMatchObject(
        empty === "leave"
          ? { title: "Kept", tags: ["t"], address: { city: "Wels", country: "AT" } }
          : { title: null, tags: [], address: { country: "AT" } },
      );
    }
  });

  it("tells whom it found as a conflict where that is asked, and touches nobody", async () => {
    await ann.api.users.create({ body: { email: "here@conflict.example", externalId: "X-1" } });
    const read = await bring(
      ann,
      csv([
        ["email", "external id"],
        ["other@conflict.example", "X-1"],
        ["new@conflict.example", "X-2"],
      ]),
    );
    const checked = await tried(ann, read.id, { rules: rules({ key: "externalId", found: "conflict" }) });
    expect(checked.counts).toMatchObject({ create: 1, conflict: 1, error: 0 });
    expect(await errorsOf(ann, checked.checkJob)).toContain("is here already");
    expect((await ran(ann, read.id)).result).toMatchObject({ create: 1, conflict: 1 });
  });

  it("leaves who was changed since alone when it is undone, and tells so", async () => {
    const read = await bring(
      ann,
      csv([
        ["email", "department"],
        ["a@since.example", "Since"],
        ["b@since.example", "Since"],
      ]),
    );
    await tried(ann, read.id);
    const done = await ran(ann, read.id);
    const { items } = await ann.api.users.list({ query: { q: "email:a@since.example" } });
    await ann.api.users.update({ params: { id: items[0]?.id ?? "" }, body: { title: "Newer" } });
    const undo = await ended(ann, (await ann.api.jobs.undo({ params: { id: done.runJob ?? "" } })).id);
    expect(undo).toMatchObject({ state: "succeeded", result: { done: 1, failed: 1 }, problems: 1 });
    const left = (await peopleCalled("Since")).filter(({ deleted_at: gone }) => gone === null);
    expect(left).toMatchObject([{ email: "a@since.example", title: "Newer" }]);
    expect(await codeOf(ann.api.jobs.undo({ params: { id: done.runJob ?? "" } }))).toBe("job.not_undoable");
  });

  it("offers a saved mapping for every file that has its columns", async () => {
    const read = await bring(
      ann,
      csv([
        ["Kontakt", "Wer"],
        ["m@saved.example", "Mia"],
      ]),
    );
    await ann.api.imports.update({
      params: { id: read.id },
      body: { mapping: [{ column: 0, field: "email" }, { column: 1, field: "displayName" }], rules: rules({ found: "update" }) },
    }); // prettier-ignore
    const saved = await ann.api.importMappings.create({ body: { import: read.id, name: "Payroll" } });
    expect(saved.columns.map(({ name, field }) => [name, field])).toEqual([
      ["Kontakt", "email"],
      ["Wer", "displayName"],
    ]);
    const other = await bring(
      ann,
      csv([
        ["Wer", "Alter", "Kontakt"],
        ["Max", "30", "max@saved.example"],
      ]),
    );
    const fitting = await ann.api.importMappings.list({ query: { import: other.id } });
    expect(fitting.items.map(({ name }) => name)).toContain("Payroll");
    const unlike = await bring(ann, csv([["Mail"], ["x@saved.example"]]));
    expect((await ann.api.importMappings.list({ query: { import: unlike.id } })).items).toEqual([]);
    await ann.api.importMappings.delete({ params: { id: saved.id } });
  });

  it("says what is wrong with a file that is no table, and goes on with another way to read it", async () => {
    const read = await bring(ann, Buffer.from("PK\u0003\u0004 nothing [Content_Types].xml"), "people.xlsx");
    expect(read).toMatchObject({ state: "failed" });
    expect(read.error).not.toBeNull();
    expect(await codeOf(ann.api.imports.check({ params: { id: read.id } }))).toBe("import.state");
    await ann.api.imports.delete({ params: { id: read.id } });
    expect(await codeOf(ann.api.imports.get({ params: { id: read.id } }))).toBe("resource.not_found");
  });

  it("runs only what was checked as it stands", async () => {
    const read = await bring(ann, csv([["email"], ["late@state.example"]]));
    expect(await codeOf(ann.api.imports.run({ params: { id: read.id } }))).toBe("import.state");
    await tried(ann, read.id);
    await ann.api.imports.update({ params: { id: read.id }, body: { rules: rules({ status: "active" }) } });
    expect(await codeOf(ann.api.imports.run({ params: { id: read.id } }))).toBe("import.state");
    await ann.api.imports.update({
      params: { id: read.id },
      body: { mapping: [{ column: 0, field: "title" }] },
    });
    expect(await codeOf(ann.api.imports.check({ params: { id: read.id } }))).toBe("import.mapping_unfit");
    expect(parseId("import", read.id)).not.toBeNull();
  });
});
