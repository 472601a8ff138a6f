import { formatId, type Job } from "@atrium/contracts";
import { statement, type RawRow } from "#kernel/db/statement";
import {
  flag,
  integer,
  integerOrNull,
  jsonOrNull,
  text,
  textOrNull,
  time,
  timeOrNull,
} from "#kernel/db/values";
import type { ListSpec } from "#kernel/list";

// Never the input: it may hold what only the person who asked for the job may see.
const columns = [
  "id", "kind", "state", "progress_done", "progress_total", "progress_note", "result", "error", "attempts",
  "created_by", "created_at", "started_at", "finished_at",
] as const; // prettier-ignore

function readJob(row: RawRow): Job {
  const createdBy = textOrNull(row, 9);
  return {
    id: formatId("job", text(row, 0)),
    kind: text(row, 1),
    // The column's check constraint lists the same states.
    state: text(row, 2) as Job["state"],
    progress: { done: integer(row, 3), total: integerOrNull(row, 4), note: textOrNull(row, 5) },
    result: jsonOrNull<NonNullable<Job["result"]>>(row, 6),
    error: textOrNull(row, 7),
    attempts: integer(row, 8),
    createdBy: createdBy === null ? null : formatId("user", createdBy),
    createdAt: time(row, 10),
    startedAt: timeOrNull(row, 11),
    finishedAt: timeOrNull(row, 12),
  };
}

export const jobList: ListSpec<Job> = {
  name: "jobs",
  from: "jobs",
  columns,
  idColumn: "id",
  sorts: { createdAt: { sql: "created_at", cast: "timestamptz" } },
  read: readJob,
};

export const findJob = statement<[string], Job>(
  `select ${columns.join(", ")} from jobs where id = $1`,
  readJob,
);

export const lockJob = statement<[string], { kind: string; state: string; cancelRequested: boolean }>(
  "select kind, state, cancel_requested from jobs where id = $1 for update",
  (row) => ({ kind: text(row, 0), state: text(row, 1), cancelRequested: flag(row, 2) }),
);

export const cancel = statement<[string, string], Job>(
  `update jobs set cancel_requested = true,
     finished_at = case when state = 'queued' then $2::timestamptz end,
     state = case when state = 'queued' then 'cancelled' else state end
   where id = $1 returning ${columns.join(", ")}`,
  readJob,
);
