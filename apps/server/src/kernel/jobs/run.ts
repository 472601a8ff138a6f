import { setTimeout as sleep } from "node:timers/promises";
import type { JobOutcome } from "#kernel/metrics";
import { Unavailable } from "#kernel/problem";
import { judgeFailure, retryDelayMs } from "./failure.ts";
import { JobInterrupted, type Interruption } from "./interrupted.ts";
import type { JobKind } from "./kind.ts";
import { createContext, type ContextOptions } from "./context.ts";
import { settleJob, type ClaimedJob } from "./statements.ts";

export type RunOptions = Omit<ContextOptions, "signal" | "interrupt" | "throwIfInterrupted"> & {
  readonly backoffMs: number;
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
const forbidden =
  "Whoever started this job may not do this any more, so it was stopped. What it had done until then stands.";

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

  const throwIfInterrupted = (): void => {
    if (interruption !== null) throw new JobInterrupted(interruption);
  };
  const { context, progress } = createContext(job, {
    ...options,
    logger,
    signal: abort.signal,
    interrupt,
    throwIfInterrupted,
  });

  function afterFailure(cause: unknown): Ending {
    const { permanent, text, waitAtLeastMs } = judgeFailure(cause);
    const last = permanent || job.attempt >= job.maxAttempts;
    logger.warn({ err: cause, last }, "a job failed");
    const base = { result: null, error: text, given: false };
    if (last) return { ...base, state: "failed", runAt: null };
    const delay = Math.max(waitAtLeastMs, retryDelayMs(job.attempt, options.backoffMs, Math.random));
    return { ...base, state: "queued", runAt: new Date(clock.now().getTime() + delay) };
  }

  /** What stands of a job that was ended early; that it could not be said is no reason not to end. */
  async function sumUp(): Promise<Record<string, unknown> | null> {
    if (kind.sumUp === undefined) return null;
    try {
      return { ...(await kind.sumUp(context, job.input)), partial: true };
    } catch (cause) {
      logger.warn({ err: cause }, "a job that was ended could not be summed up");
      return { partial: true };
    }
  }

  async function attempt(): Promise<Ending> {
    try {
      const result = await kind.run(context, job.input);
      return { state: "succeeded", result, error: null, runAt: null, given: false };
    } catch (cause) {
      const ending = { result: null, error: null, runAt: null };
      if (interruption === "cancelled") {
        return { ...ending, state: "cancelled", given: false, result: await sumUp() };
      }
      if (interruption === "forbidden") {
        return { ...ending, state: "failed", given: false, error: forbidden, result: await sumUp() };
      }
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
