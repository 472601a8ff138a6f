import { setTimeout as sleep } from "node:timers/promises";
import { gunzipSync } from "node:zlib";
import { formatId, type exportUsers, type ExportFormat, type Request } from "@atrium/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { plainText } from "#kernel/tables/csv";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import { ended } from "../../testing/ended-job.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  type Person,
  type Place,
} from "../../testing/people.ts";
import { codeOf } from "../../testing/refusals.ts";
import { readPdf } from "../../testing/read-pdf.ts";
import { unzip } from "../../testing/unzip.ts";
import { send } from "../../testing/wire.ts";

let atrium: Atrium;
let owner: Person;
let place: Place;
let ann: Person;

/** What spreadsheets run, in the forms that people have hidden it in. */
const runnable = [
  "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0", "＝1+1", " =1", '"=1",=2', "'=1", "a,b", 'say "hi"',
  "'plain", "Ærø", "李小龙", "_x0041_", "<b>&amp;</b>",
]; // prettier-ignore

beforeAll(async () => {
  atrium = await startTestAtrium({ jobs: true });
  ({ owner } = await setUpPlatform(atrium));
  place = await makeOrganization(owner);
  ann = await makePerson(atrium, place, ["admin"]);
  for (const [n, title] of runnable.entries()) {
    // Written past the API, which takes none of the invisible ones.
    const { id } = await ann.api.users.create({
      body: {
        email: `p${n}@example.com`,
        displayName: `Person ${n}`,
        tags: ["a; b", "c"],
        department: "Cells",
      },
    });
    await atrium.sql.query("update users set title = $2 where email = $1", [`p${n}@example.com`, title]);
    expect(id).toMatch(/^usr_/);
  }
}, 60_000);
afterAll(() => atrium.close());

async function taken(
  format: ExportFormat,
  more: Request<typeof exportUsers>["body"] = {},
): Promise<{ bytes: Buffer; name: string }> {
  const started = await ann.api.users.export({
    body: { format, q: "department:Cells", sort: "email", columns: ["email", "title", "tags"], ...more },
  });
  const job = await ended(ann, started.id);
  expect(job).toMatchObject({ state: "succeeded", error: null });
  const [file] = job.artefacts;
  if (file === undefined) throw new Error("there is no file");
  const blob = await ann.api.jobs.getArtefact({ params: { id: job.id, name: file.name } });
  const bytes = Buffer.from(await blob.arrayBuffer());
  expect(bytes).toHaveLength(file.bytes);
  return { bytes, name: file.name };
}

/** A reader of RFC 4180 as others write it. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain = "", end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r\n|$)/g)) {
    if (end === "" && quoted === undefined && plain === "") break;
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === "\r\n") rows.push([]);
  }
  return rows.filter((row) => row.length > 0);
}

describe("exports of people", { timeout: 60_000 }, () => {
  it("are a job whose file has the chosen columns of those the filter finds, in its order", async () => {
    const { bytes, name } = await taken("csv");
    expect(name).toMatch(/^people-\d{4}-\d\d-\d\d\.csv$/);
    const [header, ...rows] = readCsv(bytes.toString());
    expect(header).toEqual(["email", "title", "tags"]);
    const emails = runnable.map((_, n) => `p${n}@example.com`).toSorted();
    expect(rows.map(([email]) => email)).toEqual(emails);
    expect(rows[0]?.[2]).toBe('"a; b"; c');
  });

  it("follow the order of an attribute as the list does, nobody left out and who has none at its front", async () => {
    await ann.api.attributes.create({ body: { key: "seat", name: "Seat", type: "number", indexed: true } });
    await ann.api.attributes.create({
      body: { key: "shelf", name: "Shelf", type: "text", indexed: true, readers: ["users:delete"] },
    });
    while ((await ann.api.attributes.list()).items.some(({ indexState }) => indexState !== "ready"))
      await sleep(50);
    const seats = [30, 4, null, 12, 4, 100];
    for (const [n, seat] of seats.entries()) {
      const body = { email: `seat${n}@example.com`, department: "Seats", ...(seat !== null && { attributes: { seat } }) };
      await ann.api.users.create({ body });
    } // prettier-ignore
    for (const sort of ["attributes.seat", "-attributes.seat"] as const) {
      const listed = await ann.api.users.list({ query: { q: "department:Seats", sort, limit: "200" } });
      const emails = listed.items.map(({ email }) => email);
      const more = { q: "department:Seats", sort, columns: ["email", "attributes.seat"] };
      const rows = readCsv((await taken("csv", more)).bytes.toString()).slice(1);
      expect(rows.map(([email]) => email)).toEqual(emails);
      expect(rows.map(([, seat]) => seat)).toEqual(
        sort === "attributes.seat" ? ["", "4", "4", "12", "30", "100"] : ["100", "30", "12", "4", "4", ""],
      );
      const { bytes } = await taken("ndjson", more);
      const lines = bytes.toString().trimEnd().split("\n");
      expect(lines.map((line) => (JSON.parse(line) as { email: string }).email)).toEqual(emails);
    }
    const body = { sort: "attributes.shelf" };
    await ann.api.users.export({ body });
    const reader = await makePerson(atrium, place, []);
    await atrium.sql.query(
      `with made as (insert into roles (id, organization_id, slug, name, permissions, created_at, updated_at)
         values (gen_random_uuid(), $1, 'taker', 'Taker', '{users:read,users:export}', now(), now()) returning id)
       insert into grants (organization_id, id, subject_type, subject_id, role_id, scope, source, created_at)
         select $1, gen_random_uuid(), 'user', $2, id, 'organization', 'manual', now() from made`,
      [place.uuid, reader.uuid],
    );
    expect(await codeOf(reader.api.users.export({ body }))).toBe("request.invalid");
    expect(await codeOf(ann.api.users.export({ body: { sort: "attributes.nothing" } }))).toBe(
      "request.invalid",
    );
  });

  it("G06: no cell of a CSV is a formula, and each reads back as the text it was", async () => {
    const { bytes } = await taken("csv");
    const rows = readCsv(bytes.toString()).slice(1);
    const cells = new Map(rows.map(([email = "", title = ""]) => [email, title]));
    for (const [n, title] of runnable.entries()) {
      const cell = cells.get(`p${n}@example.com`) ?? "";
      expect(cell).not.toMatch(/^[\s\u200b]*[=+\-@\t\r＝＋－＠]/u);
      expect(plainText(cell)).toBe(title);
    }
  });

  it("G06: every cell of a workbook is text, and no formula is in it", async () => {
    const { bytes } = await taken("xlsx");
    const files = unzip(bytes);
    expect([...files.keys()]).toContain("[Content_Types].xml");
    const sheet = files.get("xl/worksheets/sheet1.xml")?.toString() ?? "";
    expect(sheet).not.toMatch(/<f[ >/]/);
    const texts = [...sheet.matchAll(/<t xml:space="preserve">([^<]*)<\/t>/g)].map(([, text = ""]) =>
      text
        .replaceAll("&lt;", "<")
        .replaceAll("&gt;", ">")
        .replaceAll("&amp;", "&")
        .replaceAll(/_x([0-9A-F]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
    );
    for (const title of runnable) expect(texts).toContain(title);
  });

  it("keep lists, flags and nothing as they are in NDJSON, packed where that is wanted", async () => {
    const { bytes, name } = await taken("ndjson", {
      gzip: true,
      columns: ["email", "emailVerified", "tags", "phone", "id"],
    });
    expect(name).toMatch(/\.ndjson\.gz$/);
    const rows = gunzipSync(bytes).toString().trimEnd().split("\n").map((line) => JSON.parse(line) as Record<string, unknown>); // prettier-ignore
    expect(rows).toHaveLength(runnable.length);
    expect(rows[0]).toMatchObject({ emailVerified: false, tags: ["a; b", "c"], phone: null });
    expect(rows[0]?.["id"]).toMatch(/^usr_/);
  });

  it("begin with a byte order mark where a spreadsheet wants one", async () => {
    const { bytes } = await taken("csv", { byteOrderMark: true });
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  });

  it("show names of all alphabets in a PDF, and say how many cells hold letters that it cannot show", async () => {
    await atrium.sql.query("update users set title = 'สมชาย' where email = 'p4@example.com'");
    const { bytes } = await taken("pdf");
    await atrium.sql.query("update users set title = $1 where email = 'p4@example.com'", [runnable[4]]);
    const texts = readPdf(bytes)
      .pages.flat()
      .map(({ text }) => text);
    expect(texts).toContain("李小龙");
    expect(texts).toContain("Ærø");
    expect(texts).toContain("\ufffd".repeat(5));
    expect(texts.at(-1)).toContain("1 cell holds letters that this document cannot show");
  });

  it("name exactly whom a selection named, whatever the filter finds by then", async () => {
    const selection = await ann.api.selections.create({ body: { q: "title:Ærø" } });
    expect(selection.size).toBe(1);
    await atrium.sql.query("update users set title = 'Moved' where email = 'p13@example.com'");
    const started = await ann.api.users.export({
      body: { format: "csv", selection: selection.id, columns: ["email"] },
    });
    const job = await ended(ann, started.id);
    expect(job.result).toMatchObject({ rows: 1 });
    await atrium.sql.query("update users set title = 'Ærø' where email = 'p13@example.com'");
  });

  it("tell who took out what: when it was asked for and how many there were", async () => {
    const started = await ann.api.users.export({
      body: { format: "csv", q: "department:Cells", columns: ["email"] },
    });
    await ended(ann, started.id);
    const { rows } = await atrium.sql.query<{ name: string; data: unknown; actor_id: string }>(
      "select name, data, actor_id from events where target_id = $1 and name like 'users.export%' order by id",
      [(await atrium.sql.query<{ id: string }>("select id from jobs order by created_at desc, id desc")).rows.find(({ id }) => formatId("job", id) === started.id)?.id], // prettier-ignore
    );
    expect(rows).toMatchObject([
      { name: "users.export_started", actor_id: ann.uuid, data: { filter: "department:Cells", columns: ["email"] } },
      { name: "users.exported", actor_id: ann.uuid, data: { rows: runnable.length, format: "csv" } },
    ]); // prettier-ignore
  });

  it("refuse a column and a filter that are not there, before any job begins", async () => {
    expect(await codeOf(ann.api.users.export({ body: { columns: ["email", "passwordHash"] } }))).toBe(
      "export.column_unknown",
    );
    expect(await codeOf(ann.api.users.export({ body: { q: "password:x" } }))).toBe("filter.invalid");
    expect(
      await codeOf(ann.api.users.export({ body: { selection: "00000000-0000-7000-8000-000000000000" } })),
    ).toBe("selection.unknown");
  });

  it("G13: are refused from the sixth in five minutes on, and of twenty at once five alone begin", async () => {
    const strict = await startTestAtrium({ beside: atrium, rateScale: 1 });
    try {
      const cleo = await makePerson(atrium, place, ["admin"]);
      const asked = await Promise.all(
        Array.from({ length: 20 }, () =>
          send(strict.url, {
            method: "POST",
            path: "/api/v1/users/export",
            token: cleo.token,
            body: { format: "csv", q: "department:Cells" },
          }),
        ),
      );
      expect(asked.filter(({ status }) => status === 202)).toHaveLength(5);
      const refused = asked.filter(({ status }) => status !== 202);
      expect(new Set(refused.map(({ status }) => status))).toEqual(new Set([429]));
      expect(Number(refused[0]?.headers["retry-after"])).toBeGreaterThan(0);
      const { rows } = await atrium.sql.query(
        "select 1 from events where name = 'users.export_started' and actor_id = $1",
        [cleo.uuid],
      );
      expect(rows).toHaveLength(5);
    } finally {
      await strict.close();
    }
  });

  it("E09: leave no file with whoever lost the right to it, and none is given to them later", async () => {
    const bob = await makePerson(atrium, place, ["admin"]);
    const kept = await bob.api.users.export({ body: { format: "csv" } });
    const file = (await ended(bob, kept.id)).artefacts[0]?.name ?? "";
    await atrium.app.jobs.stop();
    const waiting = await bob.api.users.export({ body: { format: "csv" } });
    await atrium.sql.query("delete from grants where subject_id = $1", [bob.uuid]);
    const later = await startTestAtrium({ beside: atrium, jobs: true });
    try {
      const job = await ended(ann, waiting.id);
      expect(job).toMatchObject({ state: "failed", artefacts: [], result: { partial: true } });
      const got = await send(later.url, {
        path: `/api/v1/jobs/${kept.id}/artefacts/${file}`,
        token: bob.token,
      });
      expect(got.body["code"]).toBe("auth.forbidden");
    } finally {
      await later.close();
    }
  });
});
