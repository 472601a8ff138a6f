import { formatId, type Job, type JobLine, type JobProblem } from "@atrium/contracts";
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
  timeOrNull,
} from "#kernel/db/values";
import type { ListSpec } from "#kernel/list";

// Never the input: it may hold what only the person who asked for the job may see.
const columns = [
  "id", "kind", "state", "progress_done", "progress_total", "progress_note", "result", "error", "attempts",
  "created_by", "created_at", "started_at", "finished_at", "about", "progress_rate", "undoes", "permissions",
  `(select jsonb_agg(jsonb_build_object('name', f.name, 'contentType', f.content_type, 'bytes', f.bytes,
      'createdAt', to_char(f.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'expiresAt', to_char(f.expires_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by f.name)
    from job_artefacts f where f.organization_id = jobs.organization_id and f.job_id = jobs.id and f.bytes is not null
      and f.expires_at > now())`,
  `(select count(*) from (select 1 from job_problems p
     where p.organization_id = jobs.organization_id and p.job_id = jobs.id limit 1000000) counted)`,
  `(select u.id from jobs u where u.organization_id = jobs.organization_id and u.undoes = jobs.id
     and u.state in ('queued', 'running', 'succeeded') limit 1) as undone_by`,
  // In the order of their index, so that it is used however many rows of other jobs there are.
  `(select c.target_id from job_changes c where c.organization_id = jobs.organization_id and c.job_id = jobs.id
     order by c.organization_id, c.job_id, c.target_id limit 1) is not null`,
] as const; // prettier-ignore

/** A job with what its shown form leaves out. */
export type JobRow = Omit<Job, "abilities"> & {
  readonly uuid: string;
  readonly startedBy: string | null;
  /** What whoever it acts for has to hold; empty where the system itself is at work. */
  readonly permissions: readonly string[];
  readonly changed: boolean;
};

const jobId = (uuid: string | null): string | null => (uuid === null ? null : formatId("job", uuid));

function readJob(row: RawRow): JobRow {
  const startedBy = textOrNull(row, 9);
  return {
    uuid: text(row, 0),
    startedBy,
    permissions: textArray(row, 16),
    changed: flag(row, 20),
    id: formatId("job", text(row, 0)),
    kind: text(row, 1),
    // The column's check constraint lists the same states.
    state: text(row, 2) as Job["state"],
    about: json<Job["about"]>(row, 13),
    progress: {
      done: integer(row, 3),
      total: integerOrNull(row, 4),
      note: textOrNull(row, 5),
      perSecond: row[14] === null || row[14] === undefined ? null : Number(row[14]),
    },
    result: jsonOrNull<NonNullable<Job["result"]>>(row, 6),
    error: textOrNull(row, 7),
    attempts: integer(row, 8),
    artefacts: jsonOrNull<Job["artefacts"]>(row, 17) ?? [],
    problems: integer(row, 18),
    undoes: jobId(textOrNull(row, 15)),
    undoneBy: jobId(textOrNull(row, 19)),
    createdBy: startedBy === null ? null : formatId("user", startedBy),
    createdAt: time(row, 10),
    startedAt: timeOrNull(row, 11),
    finishedAt: timeOrNull(row, 12),
  };
}

export const jobList: ListSpec<JobRow> = {
  name: "jobs",
  from: "jobs",
  columns,
  idColumn: "id",
  sorts: { createdAt: { sql: "created_at", cast: "timestamptz" } },
  read: readJob,
};

export const findJob = statement<[string], JobRow>(
  `select ${columns.join(", ")} from jobs where id = $1`,
  readJob,
);

export const lockJob = statement<[string], { cancelRequested: boolean }>(
  "select cancel_requested from jobs where id = $1 for update",
  (row) => ({ cancelRequested: flag(row, 0) }),
);

export const cancel = command<[string, string]>(
  `update jobs set cancel_requested = true,
     finished_at = case when state = 'queued' then $2::timestamptz end,
     state = case when state = 'queued' then 'cancelled' else state end
   where id = $1`,
);

/** Back into the queue as if it had never been tried; where it was is kept in its checkpoint. */
export const queueAgain = command<[string, string]>(
  `update jobs set state = 'queued', attempts = 0, error = null, result = null, cancel_requested = false,
     finished_at = null, run_at = $2 where id = $1`,
);

export const linesOf = statement<[string, number], JobLine>(
  "select number, at, level, line from job_logs where job_id = $1 and number > $2 order by number limit 500",
  (row) => ({
    number: integer(row, 0),
    at: time(row, 1),
    level: text(row, 2) as JobLine["level"],
    line: text(row, 3),
  }),
);

export const problemsOf = statement<[string, number, number], JobProblem>(
  `select number, target_id, code, detail from job_problems where job_id = $1 and number > $2
   order by number limit $3`,
  (row) => {
    const target = textOrNull(row, 1);
    return {
      number: integer(row, 0),
      targetId: target === null ? null : formatId("user", target),
      code: text(row, 2),
      detail: text(row, 3),
    };
  },
);

export type StoredFile = { key: string; contentType: string; bytes: number; permission: string };
export const findArtefact = statement<[string, string, string], StoredFile>(
  `select storage_key, content_type, bytes, permission from job_artefacts
   where job_id = $1 and name = $2 and bytes is not null and expires_at > $3`,
  (row) => ({
    key: text(row, 0),
    contentType: text(row, 1),
    bytes: integer(row, 2),
    permission: text(row, 3),
  }),
);
