import { command, statement } from "#kernel/db/statement";
import { flag, integer, json, jsonOrNull, text, textArray } from "#kernel/db/values";
import type { Checkpoint } from "./kind.ts";
import type { Starter } from "./starter.ts";

export type ClaimedJob = {
  readonly organizationId: string;
  readonly id: string;
  readonly kind: string;
  readonly input: Record<string, unknown>;
  /** This attempt's number; with the worker it says whose the job is. */
  readonly attempt: number;
  readonly maxAttempts: number;
  readonly checkpoint: Checkpoint | null;
  /** Null where the system itself is at work. */
  readonly starter: Starter | null;
  readonly permissions: readonly string[];
};

// Leases are measured by the database's clock alone: the clocks of two nodes may differ by more than a lease.
const leaseEnd = (parameter: string): string =>
  `clock_timestamp() + ${parameter}::double precision * interval '1 millisecond'`;

/**
 * Takes due jobs, one of each organization in turn, beginning behind the organization served last: one with a hundred
 * thousand jobs waits like everyone else. Only organizations that have something due are looked at.
 */
export const claimJobs = statement<
  [string, string, number, readonly string[], string, readonly string[], number, number],
  ClaimedJob
>(
  `with recursive waiting as (
     (select organization_id, 1 as place from jobs
      where state = 'queued' and run_at <= $2::timestamptz and kind = any($4::text[]) and organization_id > $5::uuid
      order by organization_id limit 1)
     union all
     select (select j.organization_id from jobs j
             where j.state = 'queued' and j.run_at <= $2::timestamptz and j.kind = any($4::text[])
               and j.organization_id > w.organization_id
             order by j.organization_id limit 1), w.place + 1
     from waiting w where w.organization_id is not null and w.place < $8::int
   ), due as materialized (
     select job.organization_id, job.id from waiting w cross join lateral (
       select j.organization_id, j.id from jobs j
       where j.organization_id = w.organization_id and j.state = 'queued' and j.run_at <= $2::timestamptz
         and j.kind = any($4::text[])
       order by j.run_at, j.id limit 1 for update skip locked
     ) job where w.organization_id <> all($6::uuid[]) limit $7::int
   )
   update jobs j set state = 'running', worker = $1, attempts = j.attempts + 1, lease_until = ${leaseEnd("$3")},
     started_at = coalesce(j.started_at, $2::timestamptz), error = null
   from due where j.organization_id = due.organization_id and j.id = due.id
   returning j.organization_id, j.id, j.kind, j.input, j.attempts, j.max_attempts, j.checkpoint, j.starter, j.permissions`,
  (row) => ({
    organizationId: text(row, 0),
    id: text(row, 1),
    kind: text(row, 2),
    input: json(row, 3),
    attempt: integer(row, 4),
    maxAttempts: integer(row, 5),
    checkpoint: jsonOrNull<Checkpoint>(row, 6),
    starter: jsonOrNull<Starter>(row, 7),
    permissions: textArray(row, 8),
  }),
);

type Held = { id: string; cancelRequested: boolean };
type HeldBy = [string, readonly string[], readonly string[], readonly number[]];
const held = `unnest($2::uuid[], $3::uuid[], $4::int[]) as held (organization_id, id, attempt)
  where j.organization_id = held.organization_id and j.id = held.id and j.attempts = held.attempt
    and j.worker = $1 and j.state = 'running'`;
const readHeld = (row: readonly (string | null)[]): Held => ({
  id: text(row, 0),
  cancelRequested: flag(row, 1),
});

/** Which of a worker's jobs are still its own, and which of those somebody wants to end. */
export const lookAtJobs = statement<HeldBy, Held>(
  `select j.id, j.cancel_requested from jobs j, ${held}`,
  readHeld,
);
export const renewLeases = statement<[...HeldBy, number], Held>(
  `update jobs j set lease_until = ${leaseEnd("$5")} from ${held} returning j.id, j.cancel_requested`,
  readHeld,
);

/** Jobs whose worker fell silent: back into the queue, or at an end when that has happened too often. */
export const freeExpired = statement<
  [string, string],
  { organizationId: string; id: string; kind: string; state: string }
>(
  `with lost as materialized (
     select organization_id, id from jobs where state = 'running' and lease_until < clock_timestamp()
     order by lease_until limit 100 for update skip locked
   )
   update jobs j set lease_until = null, worker = null, run_at = $1::timestamptz,
     state = case when j.cancel_requested then 'cancelled' when j.attempts >= j.max_attempts then 'failed' else 'queued' end,
     error = case when j.cancel_requested then null else $2::text end,
     finished_at = case when j.cancel_requested or j.attempts >= j.max_attempts then $1::timestamptz end
   from lost where j.organization_id = lost.organization_id and j.id = lost.id
   returning j.organization_id, j.id, j.kind, j.state`,
  (row) => ({ organizationId: text(row, 0), id: text(row, 1), kind: text(row, 2), state: text(row, 3) }),
);

type Owned = [organization: string, id: string, worker: string, attempt: number];
const owned = "organization_id = $1 and id = $2 and worker = $3 and attempts = $4::int and state = 'running'";

/** Ends an attempt: `queued` with a time is a retry, `given` takes back the attempt that was not the job's fault. */
export const settleJob = statement<
  [...Owned, string, string, string | null, string | null, string | null, number, number | null, number | null, string | null],
  string
>(
  `update jobs set lease_until = null, worker = null,
     state = case when cancel_requested then 'cancelled' else $5::text end,
     finished_at = case when cancel_requested or $5::text <> 'queued' then $6::timestamptz end,
     run_at = coalesce($7::timestamptz, run_at), result = $8::jsonb,
     error = case when cancel_requested then null else $9::text end, attempts = attempts - $10::int,
     progress_done = coalesce($11::bigint, progress_done),
     progress_total = case when $11::bigint is null then progress_total else $12::bigint end,
     progress_note = case when $11::bigint is null then progress_note else $13::text end
   where ${owned} returning state`,
  (row) => text(row, 0),
); // prettier-ignore

type Reached = [done: number, total: number | null, note: string | null, rate: number | null];
const reached = `progress_done = $5::bigint, progress_total = $6::bigint, progress_note = $7::text,
  progress_rate = coalesce($8::real, progress_rate)`;

export const saveProgress = statement<[...Owned, ...Reached], boolean>(
  `update jobs set ${reached} where ${owned} returning cancel_requested`,
  (row) => flag(row, 0),
);

/** Ends a batch in its own transaction; the row stays held until that commits, so nobody takes the job over in between. */
export const saveBatch = statement<[...Owned, ...Reached, string, string | null], boolean>(
  `update jobs set ${reached}, checkpoint = case when $10::text is null then $9::jsonb
     else coalesce(checkpoint, '{}') || jsonb_build_object($10::text, $9::jsonb) end
   where ${owned} returning cancel_requested`,
  (row) => flag(row, 0),
);

/** Holds the job's row until the transaction ends, so that nobody takes the job over between the look and the commit. */
export const confirmJob = statement<Owned, boolean>(
  `select cancel_requested from jobs where ${owned} for update`,
  (row) => flag(row, 0),
);

export const addSchedules = command<[readonly string[]]>(
  `insert into job_schedules (kind, next_run_at) select kind, clock_timestamp() from unnest($1::text[]) as kind
   on conflict do nothing`,
);

/**
 * Moves on the schedules that are due and names them. A next time that lies further ahead than a period was written
 * before the clock stepped back (or the period was made shorter): it is drawn closer without a run.
 */
export const takeSchedules = statement<
  [readonly string[], readonly number[]],
  { kind: string; due: boolean }
>(
  `update job_schedules s set
     last_run_at = case when s.next_run_at <= now() then now() else s.last_run_at end,
     next_run_at = case when s.next_run_at <= now() and s.next_run_at + period.every > now()
       then s.next_run_at + period.every else now() + period.every end
   from (select kind, seconds * interval '1 second' as every
         from unnest($1::text[], $2::int[]) as declared (kind, seconds)) period
   where s.kind = period.kind
     and (s.next_run_at <= now() or s.next_run_at > now() + period.every + interval '1 minute')
   returning s.kind, s.last_run_at is not distinct from now()`,
  (row) => ({ kind: text(row, 0), due: flag(row, 1) }),
);
