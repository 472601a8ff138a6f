import type { Reader } from "#kernel/db/reader";
import { command, statement } from "#kernel/db/statement";
import { integer, json, text, textArray } from "#kernel/db/values";
import type { CellProblem } from "./cells.ts";
import type { StagedRow } from "./row.ts";

const insert = command<[id: string, numbers: readonly number[], lines: readonly number[], cells: string[]]>(
  `insert into import_rows (organization_id, import_id, number, line, cells)
   select current_organization(), $1, r.number, r.line, r.cells::text[]
   from unnest($2::integer[], $3::integer[], $4::text[]) as r (number, line, cells)`,
);

/** PostgreSQL keeps no NUL; another sign that no field takes stands for it, so that the row is refused by its cell. */
const elementOf = (cell: string): string =>
  `"${cell.replaceAll("\0", "\u0001").replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;

export async function stage(db: Reader, importId: string, rows: readonly StagedRow[]): Promise<void> {
  if (rows.length === 0) return;
  const cells = rows.map((row) => `{${row.cells.map(elementOf).join(",")}}`);
  await db.query(
    insert(
      importId,
      rows.map(({ number }) => number),
      rows.map(({ line }) => line),
      cells,
    ),
  );
}

const readStaged = (row: Parameters<typeof text>[0]): StagedRow => ({
  number: integer(row, 0),
  line: integer(row, 1),
  cells: textArray(row, 2),
});
export const rowsBehind = statement<[id: string, after: number, limit: number], StagedRow>(
  "select number, line, cells from import_rows where import_id = $1 and number > $2 order by number limit $3",
  readStaged,
);
/** Some in a row, without those that a dry run found wanting. */
export const goodRowsWithin = statement<[id: string, after: number, last: number, limit: number], StagedRow>(
  `select r.number, r.line, r.cells from import_rows r
   where r.import_id = $1 and r.number > $2 and r.number <= $3 and not exists (select 1 from import_problems p
     where p.organization_id = r.organization_id and p.import_id = r.import_id and p.number = r.number)
   order by r.number limit $4`,
  readStaged,
);

// By where the rows lie: by their keys, PostgreSQL takes a few for all as long as it has not counted them.
const emptied = (table: string) =>
  statement<[id: string, limit: number], number>(
    `with gone as (delete from ${table} where ctid = any (array(
       select ctid from ${table} where import_id = $1 limit $2)) returning 1) select count(*) from gone`,
    (row) => integer(row, 0),
  );
export const staged = {
  rows: emptied("import_rows"), keys: emptied("import_keys"), problems: emptied("import_problems"),
} as const; // prettier-ignore

export type RowProblems = {
  readonly number: number;
  readonly line: number;
  readonly problems: readonly CellProblem[];
};
const insertProblems = command<[id: string, rows: string]>(
  `insert into import_problems (organization_id, import_id, number, line, problems)
   select current_organization(), $1, p.number, p.line, p.problems
   from jsonb_to_recordset($2::jsonb) as p (number integer, line integer, problems jsonb) on conflict do nothing`,
);
export async function noteRowProblems(
  db: Reader,
  importId: string,
  rows: readonly RowProblems[],
): Promise<void> {
  if (rows.length > 0) await db.query(insertProblems(importId, JSON.stringify(rows)));
}
export const problemsBehind = statement<[id: string, after: number, limit: number], RowProblems>(
  "select number, line, problems from import_problems where import_id = $1 and number > $2 order by number limit $3",
  (row) => ({ number: integer(row, 0), line: integer(row, 1), problems: json(row, 2) }),
);
export const problemRows = statement<
  [id: string, after: number, limit: number],
  RowProblems & { cells: readonly string[] }
>(
  `select p.number, p.line, p.problems, r.cells from import_problems p
   join import_rows r on r.organization_id = p.organization_id and r.import_id = p.import_id and r.number = p.number
   where p.import_id = $1 and p.number > $2 order by p.number limit $3`,
  (row) => ({
    number: integer(row, 0),
    line: integer(row, 1),
    problems: json(row, 2),
    cells: textArray(row, 3),
  }),
);

export type Key = {
  readonly kind: string;
  readonly key: string;
  readonly number: number;
  readonly line: number;
};
const insertKeys = statement<
  [id: string, kinds: string[], keys: string[], numbers: number[], lines: number[]],
  Key
>(
  `with given as (
     select * from unnest($2::text[], $3::text[], $4::integer[], $5::integer[]) as g (kind, key, number, line)
   ), added as (
     insert into import_keys (organization_id, import_id, kind, key, number, line)
     select current_organization(), $1, kind, key, number, line from given order by number
     on conflict do nothing returning kind, key, number
   ) select g.kind, g.key, g.number, g.line from given g
     where not exists (select 1 from added a where a.kind = g.kind and a.key = g.key and a.number = g.number)`,
  (row) => ({ kind: text(row, 0), key: text(row, 1), number: integer(row, 2), line: integer(row, 3) }),
);
const firstWith = statement<[id: string, kinds: string[], keys: string[]], Key>(
  `select k.kind, k.key, k.number, k.line from import_keys k
   join unnest($2::text[], $3::text[]) as g (kind, key) on k.kind = g.kind and k.key = g.key where k.import_id = $1`,
  (row) => ({ kind: text(row, 0), key: text(row, 1), number: integer(row, 2), line: integer(row, 3) }),
);

/** Of rows whose keys an earlier row has, which key that is and where the earlier one stands. */
export async function repeatedKeys(
  db: Reader,
  importId: string,
  keys: readonly Key[],
): Promise<ReadonlyMap<number, { kind: string; line: number }>> {
  const repeated = new Map<number, { kind: string; line: number }>();
  if (keys.length === 0) return repeated;
  const late = await db.query(
    insertKeys(
      importId,
      keys.map(({ kind }) => kind),
      keys.map(({ key }) => key),
      keys.map(({ number }) => number),
      keys.map(({ line }) => line),
    ),
  );
  if (late.length === 0) return repeated;
  const first = await db.query(
    firstWith(
      importId,
      late.map(({ kind }) => kind),
      late.map(({ key }) => key),
    ),
  );
  const lines = new Map(first.map(({ kind, key, line }) => [`${kind} ${key}`, line]));
  for (const { kind, key, number } of late) {
    repeated.set(number, { kind, line: lines.get(`${kind} ${key}`) ?? 0 });
  }
  return repeated;
}
