import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "#kernel/clock";
import type { Database } from "#kernel/db/database";
import type { EventNotice } from "#kernel/events/listeners";
import type { Logger } from "#kernel/logger";
import type { JobOutcome } from "#kernel/metrics";
import type { Storage } from "#kernel/storage";
import type { JobKind } from "./kind.ts";
import { startRun, type Run, type RunOptions } from "./run.ts";
import { createSchedule } from "./schedule.ts";
import type { CallerOfStarter } from "./starter.ts";
import { claimJobs, freeExpired, type ClaimedJob } from "./statements.ts";
import { steadyClock } from "./steady-clock.ts";
import { watchLeases } from "./watch.ts";

export type JobTiming = {
  /** A worker that says nothing for so long has lost its jobs. */
  readonly leaseMs: number;
  readonly pollMs: number;
  /** How soon a cancelled job hears of it. */
  readonly watchMs: number;
  readonly progressMs: number;
  readonly backoffMs: number;
  readonly stopMs: number;
};
const defaultTiming: JobTiming = {
  leaseMs: 30_000,
  pollMs: 1000,
  watchMs: 400,
  progressMs: 250,
  backoffMs: 5000,
  stopMs: 10_000,
};

/** Between two looks for jobs, so that many small commits do not cost one each. */
const restMs = 15;

export type JobEngineOptions = {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly newId: () => string;
  readonly kinds: readonly JobKind[];
  /** This node's name. */
  readonly worker: string;
  readonly platformOrganizationId: () => string | null;
  /** Where the files of jobs are kept. */
  readonly storage: Storage;
  /** Whom jobs act for, as they are now. */
  readonly callerOf: CallerOfStarter;
  /** Told when a job has recorded what happened. */
  readonly recorded?: () => void;
  /** Told of every change of a job (`job.started`, `job.progressed`, `job.queued`, `job.ended`), for live updates. */
  readonly announce?: (notice: EventNotice) => void;
  readonly observe?: (kind: string, outcome: JobOutcome, seconds: number) => void;
  readonly concurrency?: number;
  readonly timing?: Partial<JobTiming>;
};

export type JobEngine = {
  start(): void;
  /** Something may be due: look now instead of at the next poll. */
  wake(): void;
  /** Resolves when nothing runs and nothing is due. */
  idle(): Promise<void>;
  /** Takes no more jobs and hands back those that run, so that another worker goes on with them. */
  stop(): Promise<void>;
};

const firstOrganization = "00000000-0000-0000-0000-000000000000";
const organizationsAtOnce = 50;
const silentWorker = "The worker stopped before the job was done.";

export function createJobEngine(options: JobEngineOptions): JobEngine {
  const { database, logger } = options;
  const timing = { ...defaultTiming, ...options.timing };
  const clock = steadyClock(options.clock);
  const concurrency = options.concurrency ?? 4;
  // Long jobs of one organization leave a place for the others.
  const mostOfOne = Math.max(1, concurrency - 1);
  // A restarted node of the same name is another worker: what the old one holds is not the new one's.
  const worker = `${options.worker} ${options.newId()}`;
  const kinds = new Map(options.kinds.map((kind) => [kind.kind, kind]));
  const kindNames = [...kinds.keys()];
  const startSchedules = createSchedule({ ...options, clock });
  const runs = new Map<string, Run>();
  let servedLast = firstOrganization;
  let working: Promise<void> | null = null;
  let again = false;
  let polling = true;
  let stopped = false;
  let timers: NodeJS.Timeout[] = [];

  function changed(name: string, job: Pick<ClaimedJob, "organizationId" | "id">): void {
    options.announce?.({
      organizationId: job.organizationId,
      id: options.newId(),
      sequence: null,
      name,
      targetType: "job",
      targetId: job.id,
      actorId: null,
    });
  }

  const runOptions: RunOptions = {
    database,
    storage: options.storage,
    clock,
    logger,
    newId: options.newId,
    worker,
    callerOf: options.callerOf,
    recorded: options.recorded ?? (() => undefined),
    progressMs: timing.progressMs,
    backoffMs: timing.backoffMs,
    changed,
    observe: options.observe ?? (() => undefined),
  };

  function begin(job: ClaimedJob): void {
    const kind = kinds.get(job.kind);
    if (kind === undefined) return;
    const run = startRun(job, kind, runOptions);
    runs.set(job.id, run);
    void run.ended.then(() => {
      runs.delete(job.id);
      wake();
    });
  }

  function busyOrganizations(): string[] {
    const held = Map.groupBy(runs.values(), ({ job }) => job.organizationId);
    return [...held].flatMap(([id, own]) => (own.length >= mostOfOne ? [id] : []));
  }

  async function fill(): Promise<void> {
    while (!stopped && runs.size < concurrency) {
      const free = concurrency - runs.size;
      const from = servedLast;
      // The queue of all organizations is one, so the system reads it; each job then runs bound to its own.
      const claimed = await database
        .asSystem()
        .query(
          claimJobs(
            worker, clock.now().toISOString(), timing.leaseMs, kindNames, from, busyOrganizations(),
            free, organizationsAtOnce,
          ),
        ); // prettier-ignore
      claimed.forEach(begin);
      const last = claimed
        .map(({ organizationId }) => organizationId)
        .toSorted()
        .at(-1);
      if (last === undefined && from === firstOrganization) return;
      servedLast = last ?? firstOrganization;
    }
  }

  async function poll(): Promise<void> {
    const freed = await database.asSystem().query(freeExpired(clock.now().toISOString(), silentWorker));
    for (const job of freed) {
      logger.warn({ job: job.id, kind: job.kind, state: job.state }, "a job lost its worker");
      changed(job.state === "queued" ? "job.queued" : "job.ended", job);
    }
    await startSchedules();
  }

  async function work(): Promise<void> {
    while (again && !stopped) {
      again = false;
      if (polling) {
        polling = false;
        await poll();
      }
      await fill();
      // Every commit may bring a job, and to look costs the same for one as for many.
      if (again) await sleep(restMs);
    }
  }

  function wake(): void {
    again = true;
    if (working !== null || stopped || timers.length === 0) return;
    working = work()
      .catch((cause: unknown) => logger.warn({ err: cause }, "jobs wait for the database"))
      .finally(() => {
        working = null;
      });
  }

  const watch = watchLeases({ database, clock, logger, worker, leaseMs: timing.leaseMs, runs });

  return {
    start() {
      if (timers.length > 0 || stopped) return;
      const pollTimer = setInterval(() => {
        polling = true;
        wake();
      }, timing.pollMs);
      timers = [pollTimer, setInterval(watch, timing.watchMs)];
      for (const timer of timers) timer.unref();
      wake();
    },
    wake,
    async idle() {
      polling = true;
      wake();
      while (working !== null || runs.size > 0) {
        await working;
        await Promise.all([...runs.values()].map(({ ended }) => ended));
      }
    },
    async stop() {
      stopped = true;
      await working;
      for (const run of runs.values()) run.interrupt("stopping");
      const ended = Promise.all([...runs.values()].map((run) => run.ended));
      await Promise.race([ended, sleep(timing.stopMs, undefined, { ref: false })]);
      await Promise.allSettled([...runs.values()].map((run) => run.abandon()));
      for (const timer of timers) clearInterval(timer);
    },
  };
}
