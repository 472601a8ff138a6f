import type { z } from "zod";
import type { Clock } from "#kernel/clock";
import type { Database } from "#kernel/db/database";
import type { Reader } from "#kernel/db/reader";
import type { Transaction } from "#kernel/db/transaction";
import type { Logger } from "#kernel/logger";
import { Problem } from "#kernel/problem";

export type JobRequest = {
  kind: string;
  input: Record<string, unknown>;
  organizationId?: string;
  runAt?: Date;
  /** At most one such job waits or runs in the organization. */
  dedupeKey?: string;
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
};

export type JobKind = {
  readonly kind: string;
  readonly input: z.ZodObject;
  readonly maxAttempts: number;
  /** Every so many seconds, once for all nodes, in the platform's organization. */
  readonly everySeconds?: number;
  readonly run: (
    context: JobContext,
    input: Record<string, unknown>,
  ) => Promise<Record<string, unknown> | null>;
};

export function job<const S extends z.ZodObject>(declared: {
  kind: string;
  input: S;
  maxAttempts?: number;
  everySeconds?: number;
  run: (context: JobContext, input: z.output<S>) => Promise<Record<string, unknown> | null>;
}): JobKind {
  const { kind, input, everySeconds } = declared;
  return {
    kind,
    input,
    maxAttempts: declared.maxAttempts ?? 5,
    ...(everySeconds === undefined ? {} : { everySeconds }),
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
