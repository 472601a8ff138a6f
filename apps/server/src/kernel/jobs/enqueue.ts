import type { Reader } from "#kernel/db/reader";
import { statement } from "#kernel/db/statement";
import { text } from "#kernel/db/values";
import type { EnqueueJob } from "./kind.ts";

const insertJob = statement<
  [string, string, string, string, string, string, string | null, string | null, number],
  string
>(
  `insert into jobs (organization_id, id, kind, input, run_at, created_at, dedupe_key, created_by, max_attempts)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
   on conflict (organization_id, dedupe_key) where dedupe_key is not null and state in ('queued', 'running')
     do update set dedupe_key = jobs.dedupe_key
   returning id`,
  (row) => text(row, 0),
);

export function createEnqueue(
  db: Reader,
  from: { organizationId: string | null; userId: string | null; now: Date; newId: () => string },
  maxAttempts: (kind: string) => number,
): EnqueueJob {
  return async (job) => {
    const organizationId = job.organizationId ?? from.organizationId;
    if (organizationId === null) throw new Error(`job ${job.kind} belongs to no organization`);
    const [id] = await db.query(
      insertJob(
        organizationId,
        from.newId(),
        job.kind,
        JSON.stringify(job.input),
        (job.runAt ?? from.now).toISOString(),
        from.now.toISOString(),
        job.dedupeKey ?? null,
        from.userId,
        maxAttempts(job.kind),
      ),
    );
    if (id === undefined) throw new Error(`job ${job.kind} was not stored`);
    return id;
  };
}
