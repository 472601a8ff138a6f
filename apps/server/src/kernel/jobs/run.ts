import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "#kernel/clock";
import type { Database } from "#kernel/db/database";
import type { Logger } from "#kernel/logger";
import type { JobOutcome } from "#kernel/metrics";
import { Unavailable } from "#kernel/problem";
import { judgeFailure, retryDelayMs } from "./failure.ts";
import { JobInterrupted, type Interruption } from "./interrupted.ts";
import type { JobContext, JobKind } from "./kind.ts";
import { createProgressReport } from "./progress.ts";
import { confirmJob, saveProgress, settleJob, type ClaimedJob } from "./statements.ts";

export type RunOptions = {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly worker: string;
  readonly progressMs: number;
  readonly backoffMs: number;
  readonly changed: (name: string, job: ClaimedJob) => void;
  readonly observe: (kind: string, outcome: JobOutcome, seconds: number) => void;
};

export type Run = {
  readonly job: ClaimedJob;
  /** Never rejects; by then the job's row says how it ended, or is somebody else's. */
  readonly ended: Promise<void>;
  interrupt(reason: Interruption): void;
  /** Gives the job back though its code still runs: from then on it can neither commit nor report. */
  abandon(): Promise<void>;
};

type Ending = {
  state: "succeeded" | "failed" | "cancelled" | "queued";
  result: Record<string, unknown> | null;
  error: string | null;
  runAt: Date | null;
  /** The attempt does not count. */
  given: boolean;
};

const settleAttempts = 3;
const longestNote = 200;

/** Runs one claimed job to its end. */
export function startRun(job: ClaimedJob, kind: JobKind, options: RunOptions): Run {
  const { database, clock, worker } = options;
  const logger = options.logger.child({ job: job.id, kind: job.kind, attempt: job.attempt });
  const system = database.asSystem();
  const owner = [job.organizationId, job.id, worker, job.attempt] as const;
  const abort = new AbortController();
  let interruption: Interruption | null = null;

  function interrupt(reason: Interruption): void {
    if (interruption !== null && reason !== "lost") return;
    interruption = reason;
    abort.abort(new JobInterrupted(reason));
  }

  /** What a look at the job's own row says: nothing when it is somebody else's, otherwise whether to cancel. */
  function requireOwn(rows: readonly boolean[]): void {
    const [cancelRequested] = rows;
    if (cancelRequested === undefined) interrupt("lost");
    else if (cancelRequested) interrupt("cancelled");
    throwIfInterrupted();
  }

  function throwIfInterrupted(): void {
    if (interruption !== null) throw new JobInterrupted(interruption);
  }

  const progress = createProgressReport({
    everyMs: options.progressMs,
    monotonic: () => clock.monotonic(),
    async save({ done, total, note }) {
      requireOwn(await system.query(saveProgress(...owner, done, total, note)));
      options.changed("job.progressed", job);
    },
  });

  const context: JobContext = {
    jobId: job.id,
    organizationId: job.organizationId,
    attempt: job.attempt,
    signal: abort.signal,
    clock,
    logger,
    database,
    db: database.forOrganization(job.organizationId),
    async transaction(work) {
      throwIfInterrupted();
      return database.transaction(job.organizationId, async (transaction) => {
        const result = await work(transaction);
        requireOwn(await transaction.asSystem().query(confirmJob(...owner)));
        return result;
      });
    },
    async progress(done, total, note) {
      throwIfInterrupted();
      const counts = total === null ? [done] : [done, total];
      if (!counts.every(Number.isSafeInteger)) throw new TypeError("progress is told in whole numbers");
      // PostgreSQL keeps no NUL in a text.
      const shown = note?.replaceAll("\0", "").slice(0, longestNote) ?? null;
      await progress.report({ done, total, note: shown });
    },
  };

  function afterFailure(cause: unknown): Ending {
    const { permanent, text, waitAtLeastMs } = judgeFailure(cause);
    const last = permanent || job.attempt >= job.maxAttempts;
    logger.warn({ err: cause, last }, "a job failed");
    const base = { result: null, error: text, given: false };
    if (last) return { ...base, state: "failed", runAt: null };
    const delay = Math.max(waitAtLeastMs, retryDelayMs(job.attempt, options.backoffMs, Math.random));
    return { ...base, state: "queued", runAt: new Date(clock.now().getTime() + delay) };
  }

  async function attempt(): Promise<Ending> {
    try {
      const result = await kind.run(context, job.input);
      return { state: "succeeded", result, error: null, runAt: null, given: false };
    } catch (cause) {
      const ending = { result: null, error: null, runAt: null };
      if (interruption === "cancelled") return { ...ending, state: "cancelled", given: false };
      if (interruption === "stopping") return { ...ending, state: "queued", given: true };
      return afterFailure(cause);
    }
  }

  async function settle(ending: Ending): Promise<string | undefined> {
    const { state, result, error, runAt, given } = ending;
    const reached = progress.close();
    const query = settleJob(
      ...owner, state, clock.now().toISOString(), runAt?.toISOString() ?? null,
      result === null ? null : JSON.stringify(result), error, given ? 1 : 0,
      reached?.done ?? null, reached?.total ?? null, reached?.note ?? null,
    ); // prettier-ignore
    for (let tried = 1; ; tried++) {
      try {
        return (await system.query(query))[0];
      } catch (cause) {
        // Without an answer the lease runs out and the job is run again: at least once, never silently not.
        if (!(cause instanceof Unavailable) || tried === settleAttempts) throw cause;
        await sleep(200 * tried);
      }
    }
  }

  async function settleOrFail(ending: Ending): Promise<string | undefined> {
    try {
      return await settle(ending);
    } catch (cause) {
      if (cause instanceof Unavailable) throw cause;
      // PostgreSQL refused the result itself; that it was there is no reason to run for ever.
      return settle(afterFailure(cause));
    }
  }

  async function run(): Promise<void> {
    const startedAt = clock.monotonic();
    options.changed("job.started", job);
    const ending = await attempt();
    if (interruption === "lost") return;
    const state = await settleOrFail(ending);
    if (state === undefined) return;
    options.changed(state === "queued" ? "job.queued" : "job.ended", job);
    if (state === "queued" && ending.given) return;
    options.observe(job.kind, outcomeOf(state), (clock.monotonic() - startedAt) / 1000);
  }

  return {
    job,
    ended: run().catch((cause: unknown) => {
      logger.error({ err: cause }, "the end of a job could not be saved");
    }),
    interrupt,
    async abandon() {
      interrupt("lost");
      await settle({ state: "queued", result: null, error: null, runAt: null, given: true });
    },
  };
}

function outcomeOf(state: string): JobOutcome {
  if (state === "queued") return "retried";
  return state === "failed" || state === "cancelled" ? state : "done";
}
