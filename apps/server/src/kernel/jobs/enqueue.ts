import type { Caller } from "#kernel/caller";
import type { Reader } from "#kernel/db/reader";
import { statement } from "#kernel/db/statement";
import { text } from "#kernel/db/values";
import { Problem } from "#kernel/problem";
import type { EnqueueJob } from "./kind.ts";
import { starterOf } from "./starter.ts";

const insertJob = statement<
  [
    string, string, string, string, string, string, string | null, string | null, number, string | null,
    readonly string[], string | null, string,
  ],
  string
>(
  `insert into jobs (organization_id, id, kind, input, run_at, created_at, dedupe_key, created_by, max_attempts,
     starter, permissions, undoes, about)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
   on conflict (organization_id, dedupe_key) where dedupe_key is not null and state in ('queued', 'running')
     do update set dedupe_key = jobs.dedupe_key
   returning id`,
  (row) => text(row, 0),
); // prettier-ignore

export function createEnqueue(
  db: Reader,
  from: {
    organizationId: string | null;
    userId: string | null;
    /** Whom jobs with permissions act for. */
    caller?: Caller;
    now: Date;
    newId: () => string;
  },
  maxAttempts: (kind: string) => number,
): EnqueueJob {
  return async (job) => {
    const organizationId = job.organizationId ?? from.organizationId;
    if (organizationId === null) throw new Error(`job ${job.kind} belongs to no organization`);
    const { caller } = from;
    if (job.permissions !== undefined && caller === undefined) {
      throw new Error(`job ${job.kind} acts for somebody, and there is nobody`);
    }
    // The job would outlast the impersonation and speak for somebody who never asked for it.
    if (job.permissions !== undefined && caller?.impersonation !== undefined) {
      throw new Problem("auth.forbidden", { detail: "Nobody starts a job as another person." });
    }
    const actsFor = job.permissions === undefined || caller === undefined ? null : starterOf(caller);
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
        actsFor === null ? null : JSON.stringify(actsFor),
        job.permissions ?? [],
        job.undoes ?? null,
        JSON.stringify(job.about ?? {}),
      ),
    );
    if (id === undefined) throw new Error(`job ${job.kind} was not stored`);
    return id;
  };
}
