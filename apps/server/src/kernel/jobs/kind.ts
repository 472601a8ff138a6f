import type { Readable } from "node:stream";
import type { Permission } from "@atrium/contracts";
import type { z } from "zod";
import type { Caller, RequestInfo } from "#kernel/caller";
import type { Clock } from "#kernel/clock";
import type { Database } from "#kernel/db/database";
import type { Reader } from "#kernel/db/reader";
import type { Transaction } from "#kernel/db/transaction";
import type { Happening, Json } from "#kernel/events/record";
import type { Logger } from "#kernel/logger";
import { Problem } from "#kernel/problem";
import type { NewArtefact, StoredArtefact } from "./artefacts.ts";
import type { JobLog } from "./log.ts";

export type JobRequest = {
  kind: string;
  input: Record<string, unknown>;
  organizationId?: string;
  runAt?: Date;
  /** At most one such job waits or runs in the organization. */
  dedupeKey?: string;
  /**
   * The job acts for the caller, who has to hold these for as long as it runs: they are asked before each batch. Without
   * them the system itself is at work.
   */
  permissions?: readonly Permission[];
  /** The job whose writes it puts back. */
  undoes?: string;
  /** What it is about, for whoever may see the job: a verb, a count, a file's name. */
  about?: Readonly<Record<string, Json>>;
};

export type Checkpoint = Readonly<Record<string, Json>>;

/** Whom a batch acts for. */
export type Acting = {
  readonly caller: Caller;
  /** The job in the place of a request: its id stands in every event. */
  readonly request: RequestInfo;
  readonly now: Date;
  /** Told when the batch commits, and not otherwise. */
  readonly record: (happening: Happening) => void;
};

export type BatchEnd<T> = {
  /** Where the next batch begins, whoever runs it. */
  readonly checkpoint: Checkpoint;
  /** Where several batches are under way at once, the part of the job's checkpoint that this one writes. */
  readonly part?: string;
  readonly done: number;
  readonly total: number | null;
  readonly note?: string;
  readonly value: T;
};

/** Puts a job into the queue with the caller's transaction: it exists when that commits, and not otherwise. */
export type EnqueueJob = (job: JobRequest) => Promise<string>;

export type JobContext = {
  readonly jobId: string;
  readonly organizationId: string;
  readonly attempt: number;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly database: Database;
  /** Bound to the job's organization. */
  readonly db: Reader;
  transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>;
  /** Saves how far it is; throws when the job was cancelled or taken over. */
  progress(done: number, total: number | null, note?: string): Promise<void>;
  /** What the last batch saved; null where none has been finished. */
  readonly checkpoint: Checkpoint | null;
  /**
   * One step of long work. Its writes, its events, where it ended and how far that is are saved together or not at
   * all, so a job that dies at any point goes on behind its last batch. Whoever it acts for is asked for their rights
   * first; without them the job ends here.
   */
  batch<T>(work: (transaction: Transaction, acting: Acting) => Promise<BatchEnd<T>>): Promise<T>;
  /** Whom it acts for, with the rights they hold now; throws when they lost what the job needs. */
  acting(): Promise<Caller>;
  /** Lines for people; the oldest go when there are too many. */
  readonly log: JobLog;
  /** Keeps a file that the job made; one of the same name is replaced. */
  artefact(file: NewArtefact, body: Readable): Promise<StoredArtefact>;
};

export type JobKind = {
  readonly kind: string;
  readonly input: z.ZodObject;
  readonly maxAttempts: number;
  /** The kind of job that puts back what this one changed; its input names the job: `{ job: id }`. */
  readonly undoneBy?: string;
  /** Every so many seconds, once for all nodes, in the platform's organization. */
  readonly everySeconds?: number;
  readonly run: (
    context: JobContext,
    input: Record<string, unknown>,
  ) => Promise<Record<string, unknown> | null>;
  /**
   * Sums up a job that was ended before it was done: cancelled, or whoever it acts for lost their rights. It writes
   * nothing but artefacts; what it returns becomes the result, marked as partial.
   */
  readonly sumUp?: (
    context: JobContext,
    input: Record<string, unknown>,
  ) => Promise<Record<string, unknown> | null>;
};

export function job<const S extends z.ZodObject>(declared: {
  kind: string;
  input: S;
  maxAttempts?: number;
  undoneBy?: string;
  everySeconds?: number;
  run: (context: JobContext, input: z.output<S>) => Promise<Record<string, unknown> | null>;
  sumUp?: (context: JobContext, input: z.output<S>) => Promise<Record<string, unknown> | null>;
}): JobKind {
  const { kind, input, everySeconds, sumUp, undoneBy } = declared;
  return {
    kind,
    input,
    maxAttempts: declared.maxAttempts ?? 5,
    ...(everySeconds === undefined ? {} : { everySeconds }),
    ...(undoneBy === undefined ? {} : { undoneBy }),
    ...(sumUp === undefined ? {} : { sumUp: async (context, raw) => sumUp(context, input.parse(raw)) }),
    run: async (context, raw) => {
      const fitting = input.safeParse(raw);
      // What does not fit now will not fit later either.
      if (!fitting.success) {
        throw new Problem(
          "request.invalid",
          { detail: "The job's input does not fit its kind." },
          fitting.error,
        );
      }
      return declared.run(context, fitting.data);
    },
  };
}
