import {
  formatId,
  importRules,
  type ImportColumn,
  type ImportCounts,
  type ImportDetail,
  type ImportState,
} from "@atrium/contracts";
import { command, statement, type RawRow } from "#kernel/db/statement";
import {
  flag,
  integer,
  integerOrNull,
  json,
  jsonOrNull,
  text,
  textArray,
  textOrNull,
  time,
} from "#kernel/db/values";
import type { ListSpec } from "#kernel/list";
import type { Delimiter } from "./read/csv.ts";
import type { Encoding } from "./read/text.ts";

/** What was said of a file; what is left out is found out. */
export type Asked = { sheet?: number; delimiter?: Delimiter; encoding?: Encoding; header?: boolean };

type Ids = { uuid: string; uploadId: string; checkJobUuid: string | null; runJobUuid: string | null };
export type ImportRow = Omit<ImportDetail, "abilities" | "fields"> &
  Ids & { asked: Asked; creator: string | null; phase: string };

// What is shown is what its jobs say: one at work, one that ended badly, one that put everything back.
const state = `case
  when exists (select 1 from jobs u where u.organization_id = i.organization_id and u.undoes = i.run_job_id
    and u.state = 'succeeded') then 'undone'
  when j.state in ('queued', 'running')
    then case j.kind when 'imports.read' then 'reading' when 'imports.check' then 'checking' else 'running' end
  when j.state in ('failed', 'cancelled') and i.state in ('reading', 'checking', 'running') then 'failed'
  else i.state end`;
const from = `(select i.*, ${state} as shown_state, j.error as job_error from imports i
  left join jobs j on j.organization_id = i.organization_id and j.id = i.job_id) imports`;

const columns = [
  "id", "name", "shown_state", "row_count", "counts", "result", "job_error", "job_id", "created_by", "created_at",
  "updated_at", "version", "format", "encoding", "delimiter", "sheets", "sheet", "header", "columns", "sample",
  "mapping", "guessed", "rules", "run_job_id", "check_job_id", "upload_id", "asked", "state",
] as const; // prettier-ignore

const idOrNull = (kind: "job" | "user", row: RawRow, at: number): string | null => {
  const uuid = textOrNull(row, at);
  return uuid === null ? null : formatId(kind, uuid);
};

function read(row: RawRow): ImportRow {
  return {
    uuid: text(row, 0),
    id: formatId("import", text(row, 0)),
    name: text(row, 1),
    state: text(row, 2) as ImportState,
    rows: integerOrNull(row, 3),
    counts: jsonOrNull<ImportCounts>(row, 4),
    result: jsonOrNull<ImportCounts>(row, 5),
    error: textOrNull(row, 6),
    job: idOrNull("job", row, 7),
    createdBy: idOrNull("user", row, 8),
    creator: textOrNull(row, 8),
    createdAt: time(row, 9),
    updatedAt: time(row, 10),
    version: integer(row, 11),
    format: textOrNull(row, 12) as ImportDetail["format"],
    encoding: textOrNull(row, 13),
    delimiter: textOrNull(row, 14),
    sheets: textArray(row, 15),
    sheet: integer(row, 16),
    header: flag(row, 17),
    columns: textArray(row, 18),
    sample: json<string[][]>(row, 19),
    mapping: json<ImportColumn[]>(row, 20),
    guessed: json<ImportColumn[]>(row, 21),
    rules: importRules.parse(json(row, 22)),
    runJob: idOrNull("job", row, 23),
    runJobUuid: textOrNull(row, 23),
    checkJob: idOrNull("job", row, 24),
    checkJobUuid: textOrNull(row, 24),
    uploadId: text(row, 25),
    asked: json<Asked>(row, 26),
    phase: text(row, 27),
  };
}

export const importList: ListSpec<ImportRow> = {
  name: "imports",
  from,
  columns,
  idColumn: "id",
  sorts: { createdAt: { sql: "created_at", cast: "timestamptz" } },
  read,
};

const all = columns.join(", ");
export const findImport = statement<[id: string], ImportRow>(
  `select ${all} from ${from} where id = $1`,
  read,
);
/** For a change: nobody else moves it on meanwhile. */
export const holdImport = command<[id: string]>("select 1 from imports where id = $1 for no key update");

export const insertImport = command<
  [id: string, name: string, upload: string, asked: string, rules: string, by: string | null, now: string]
>(
  `insert into imports (organization_id, id, name, state, upload_id, asked, rules, created_by, created_at, updated_at)
   values (current_organization(), $1, $2, 'reading', $3, $4, $5, $6, $7, $7)`,
);

/** To the next point, with the job that works on it. */
export const moveOn = command<[id: string, state: string, job: string, now: string]>(
  `update imports set state = $2, job_id = $3, updated_at = $4, version = version + 1,
     check_job_id = case when $2 = 'checking' then $3::uuid else check_job_id end,
     run_job_id = case when $2 = 'running' then $3::uuid else run_job_id end
   where id = $1`,
);

export const setMapping = command<[id: string, mapping: string, rules: string, now: string]>(
  `update imports set mapping = $2, rules = $3, updated_at = $4, state = 'mapping', counts = null,
     version = version + 1 where id = $1`,
);
export const askAnew = command<[id: string, asked: string, rules: string, job: string, now: string]>(
  `update imports set asked = $2, rules = $3, job_id = $4, updated_at = $5, state = 'reading', counts = null,
     row_count = null, mapping = '[]', version = version + 1 where id = $1`,
);

export const noteRead = command<
  [
    id: string, format: string, encoding: string | null, delimiter: string | null, sheets: readonly string[],
    sheet: number, header: boolean, columns: readonly string[], sample: string, guessed: string, rows: number, now: string,
  ]
>(
  `update imports set state = 'mapping', format = $2, encoding = $3, delimiter = $4, sheets = $5, sheet = $6, header = $7,
     columns = $8, sample = $9, guessed = $10, mapping = $10, row_count = $11, updated_at = $12, version = version + 1
   where id = $1`,
); // prettier-ignore
export const noteChecked = command<[id: string, counts: string, now: string]>(
  "update imports set state = 'checked', counts = $2, updated_at = $3, version = version + 1 where id = $1",
);
export const noteDone = command<[id: string, result: string, now: string]>(
  `update imports set state = 'done', result = $2, sample = '[]', updated_at = $3, version = version + 1 where id = $1`,
);
export const removeImport = command<[id: string]>("delete from imports where id = $1");
