import type { Clock } from "#kernel/clock";
import type { Database } from "#kernel/db/database";
import type { Logger } from "#kernel/logger";
import type { Run } from "./run.ts";
import { lookAtJobs, renewLeases } from "./statements.ts";

/** Looks after a worker's running jobs with one statement for all of them: renews leases, finds cancelled and lost jobs. */
export function watchLeases(options: {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly worker: string;
  readonly leaseMs: number;
  readonly runs: ReadonlyMap<string, Run>;
}): () => void {
  const { clock, runs, worker } = options;
  let renewedAt = -Infinity;
  let looking = false;

  async function look(): Promise<void> {
    const own = [...runs.values()];
    const jobs = own.map(({ job }) => job);
    const held = [
      worker,
      jobs.map(({ organizationId }) => organizationId),
      jobs.map(({ id }) => id),
      jobs.map(({ attempt }) => attempt),
    ] as const;
    const now = clock.monotonic();
    const renew = now - renewedAt >= options.leaseMs / 3;
    const query = renew ? renewLeases(...held, options.leaseMs) : lookAtJobs(...held);
    const found = await options.database.asSystem().query(query);
    if (renew) renewedAt = now;
    const cancelRequested = new Map(found.map((each) => [each.id, each.cancelRequested]));
    for (const run of own) {
      // A job that ended meanwhile is not found either; interrupting it then changes nothing.
      if (!cancelRequested.has(run.job.id)) run.interrupt("lost");
      else if (cancelRequested.get(run.job.id) === true) run.interrupt("cancelled");
    }
  }

  return () => {
    if (looking || runs.size === 0) return;
    looking = true;
    look()
      .catch((cause: unknown) => options.logger.warn({ err: cause }, "leases wait for the database"))
      .finally(() => {
        looking = false;
      });
  };
}
