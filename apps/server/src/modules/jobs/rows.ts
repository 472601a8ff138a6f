import { Readable } from "node:stream";
import { formatId } from "@atrium/contracts";
import type { Reader } from "#kernel/db/reader";
import { command, statement } from "#kernel/db/statement";
import { integer, json, text, textOrNull } from "#kernel/db/values";
import type { Json } from "#kernel/events/record";
import { csvLine } from "#kernel/tables/csv";

/** A row that a job could not do; `number` is its place among those that were asked for, from 1. */
export type RowProblem = { number: number; targetId: string | null; code: string; detail: string };
/** A row as it was before a job changed it, and the version that the change made. */
export type Change = { targetId: string; version: number; before: Json };

const insertProblems = command<[string, string]>(
  `insert into job_problems (organization_id, job_id, number, target_id, code, detail)
   select current_organization(), $1, p.number, p."targetId", p.code, left(p.detail, 1000)
   from jsonb_to_recordset($2::jsonb) as p (number bigint, "targetId" uuid, code text, detail text)
   on conflict do nothing`,
);
const insertChanges = command<[string, string]>(
  `insert into job_changes (organization_id, job_id, target_id, version, before)
   select current_organization(), $1, c."targetId", c.version, c.before
   from jsonb_to_recordset($2::jsonb) as c ("targetId" uuid, version integer, before jsonb)
   on conflict (organization_id, job_id, target_id) do update set version = excluded.version`,
);

export async function noteProblems(
  db: Reader,
  jobId: string,
  problems: readonly RowProblem[],
): Promise<void> {
  if (problems.length > 0) await db.query(insertProblems(jobId, JSON.stringify(problems)));
}

/** Inside of the batch that makes the changes. What stood before the job's first change of a row is what is kept. */
export async function noteChanges(db: Reader, jobId: string, changes: readonly Change[]): Promise<void> {
  if (changes.length > 0) await db.query(insertChanges(jobId, JSON.stringify(changes)));
}

/** What a job changed, in the order of the rows' ids, behind one of them. */
export const changesOf = statement<[job: string, after: string, limit: number], Change>(
  `select target_id, version, before from job_changes where job_id = $1 and target_id > $2
   order by target_id limit $3`,
  (row) => ({ targetId: text(row, 0), version: integer(row, 1), before: json<Json>(row, 2) }),
);

const problemRows = statement<[string, number], RowProblem>(
  `select number, target_id, code, detail from job_problems where job_id = $1 and number > $2
   order by number limit 1000`,
  (row) => ({
    number: integer(row, 0),
    targetId: textOrNull(row, 1),
    code: text(row, 2),
    detail: text(row, 3),
  }),
);

/** The rows that a job could not do, as a file for people. */
export function problemsFile(db: Reader, jobId: string): Readable {
  async function* lines(): AsyncGenerator<string> {
    yield csvLine(["row", "id", "code", "reason"]);
    for (let after = 0; ;) {
      const rows = await db.query(problemRows(jobId, after));
      yield rows
        .map(({ number, targetId, code, detail }) =>
          csvLine([number, targetId === null ? null : formatId("user", targetId), code, detail]),
        )
        .join("");
      const last = rows.at(-1);
      if (last === undefined || rows.length < 1000) return;
      after = last.number;
    }
  }
  return Readable.from(lines());
}
