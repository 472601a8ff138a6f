import { permissionNames } from "@atrium/contracts";
import { systemCaller, type Caller } from "#kernel/caller";
import type { Clock } from "#kernel/clock";
import type { Database } from "#kernel/db/database";
import { command } from "#kernel/db/statement";
import { completeEvent, eventRow, insertEventRows, type Happening } from "#kernel/events/record";
import { inTurns } from "#kernel/in-turns";
import type { Logger } from "#kernel/logger";
import { permissionSet } from "#kernel/permission-set";
import type { Storage } from "#kernel/storage";
import { storeArtefact } from "./artefacts.ts";
import type { Interruption } from "./interrupted.ts";
import type { Checkpoint, JobContext } from "./kind.ts";
import { createJobLog } from "./log.ts";
import { createProgressReport, type Progress, type ProgressReport } from "./progress.ts";
import { createSpeed } from "./speed.ts";
import { requestOfJob, type CallerOfStarter } from "./starter.ts";
import { confirmJob, saveBatch, saveProgress, type ClaimedJob } from "./statements.ts";

export type ContextOptions = {
  readonly database: Database;
  readonly storage: Storage;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly newId: () => string;
  readonly worker: string;
  readonly progressMs: number;
  readonly callerOf: CallerOfStarter;
  /** Told after a batch that recorded something has been committed. */
  readonly recorded: () => void;
  readonly changed: (name: string, job: ClaimedJob) => void;
  readonly signal: AbortSignal;
  readonly interrupt: (reason: Interruption) => void;
  readonly throwIfInterrupted: () => void;
};

/**
 * A batch does not wait for the disk. What a crash of the database takes back it takes back together with the checkpoint,
 * so the batch is done again; and nobody is told of its end before what comes after it is on disk, and it with that.
 */
const withoutWaiting = command<[]>("select set_config('synchronous_commit', 'off', true)");

const longestNote = 200;
const everything = permissionSet(permissionNames);

function shownProgress(done: number, total: number | null, note: string | undefined): Progress {
  const counts = total === null ? [done] : [done, total];
  if (!counts.every(Number.isSafeInteger)) throw new TypeError("progress is told in whole numbers");
  // PostgreSQL keeps no NUL in a text.
  return { done, total, note: note?.replaceAll("\0", "").slice(0, longestNote) ?? null };
}

/** What the code of a job is given: all of it stops when the job was cancelled, taken over or lost its rights. */
export function createContext(
  job: ClaimedJob,
  options: ContextOptions,
): { context: JobContext; progress: ProgressReport } {
  const { database, clock, interrupt, throwIfInterrupted } = options;
  const { organizationId, id, starter } = job;
  const system = database.asSystem();
  const owner = [organizationId, id, options.worker, job.attempt] as const;
  const speed = createSpeed(() => clock.monotonic());
  let checkpoint: Checkpoint | null = job.checkpoint;

  /** What a look at the job's own row says: nothing when it is somebody else's, otherwise whether to cancel. */
  function requireOwn(rows: readonly boolean[]): void {
    const [cancelRequested] = rows;
    if (cancelRequested === undefined) interrupt("lost");
    else if (cancelRequested) interrupt("cancelled");
    throwIfInterrupted();
  }

  const progress = createProgressReport({
    everyMs: options.progressMs,
    monotonic: () => clock.monotonic(),
    async save({ done, total, note }) {
      requireOwn(await system.query(saveProgress(...owner, done, total, note, speed(done))));
      options.changed("job.progressed", job);
    },
  });

  async function acting(): Promise<Caller> {
    throwIfInterrupted();
    if (starter === null) return systemCaller(job.kind, organizationId, everything);
    const caller = await options.callerOf(organizationId, starter);
    const held = new Set<string>(caller?.permissions.names());
    if (caller === null || !job.permissions.every((name) => held.has(name))) interrupt("forbidden");
    throwIfInterrupted();
    return caller ?? systemCaller(job.kind, organizationId, permissionSet([]));
  }

  let announcedAt = -Infinity;
  function announceBatch(): void {
    const now = clock.monotonic();
    if (now - announcedAt < options.progressMs) return;
    announcedAt = now;
    options.changed("job.progressed", job);
  }

  const batch: JobContext["batch"] = async (work) => {
    const caller = await acting();
    const request = requestOfJob(id);
    const now = clock.now();
    const told: Happening[] = [];
    const end = await database.transaction(organizationId, async (transaction) => {
      await transaction.query(withoutWaiting());
      const ended = await work(transaction, {
        caller,
        request,
        now,
        record: (happening) => void told.push(happening),
      });
      const { done, total, note } = shownProgress(ended.done, ended.total, ended.note);
      if (told.length > 0) {
        const rows = await inTurns(told, (happening) =>
          eventRow(completeEvent(happening, { caller, request, id: options.newId(), now, organizationId })),
        );
        await transaction.query(insertEventRows(rows));
      }
      const saved = [JSON.stringify(ended.checkpoint), ended.part ?? null] as const;
      requireOwn(
        await transaction.asSystem().query(saveBatch(...owner, done, total, note, speed(done), ...saved)),
      );
      return ended;
    });
    checkpoint = end.part === undefined ? end.checkpoint : { ...checkpoint, [end.part]: end.checkpoint };
    progress.forget();
    if (told.length > 0) options.recorded();
    announceBatch();
    return end.value;
  };

  const context: JobContext = {
    jobId: id,
    organizationId,
    attempt: job.attempt,
    signal: options.signal,
    clock,
    logger: options.logger,
    database,
    db: database.forOrganization(organizationId),
    get checkpoint() {
      return checkpoint;
    },
    async transaction(work) {
      throwIfInterrupted();
      return database.transaction(organizationId, async (transaction) => {
        const result = await work(transaction);
        requireOwn(await transaction.asSystem().query(confirmJob(...owner)));
        return result;
      });
    },
    async progress(done, total, note) {
      throwIfInterrupted();
      await progress.report(shownProgress(done, total, note));
    },
    batch,
    acting,
    log: createJobLog(system, { organizationId, jobId: id, now: () => clock.now() }),
    artefact: (file, body) =>
      storeArtefact(
        { db: system, storage: options.storage, organizationId, jobId: id, now: clock.now() },
        file,
        body,
      ),
  };
  return { context, progress };
}
