import type { Clock } from "#kernel/clock";
import type { Database } from "#kernel/db/database";
import { createEnqueue } from "./enqueue.ts";
import type { JobKind } from "./kind.ts";
import { addSchedules, takeSchedules } from "./statements.ts";

/**
 * Starts the kinds that come round by themselves. The schedule moves on in the transaction that stores the job and by
 * the database's clock, so however many nodes ask, one of them starts it once a period.
 */
export function createSchedule(options: {
  readonly database: Database;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly kinds: readonly JobKind[];
  readonly platformOrganizationId: () => string | null;
}) {
  const recurring = options.kinds.flatMap(({ kind, everySeconds, maxAttempts }) =>
    everySeconds === undefined ? [] : [{ kind, everySeconds, maxAttempts }],
  );
  const names = recurring.map(({ kind }) => kind);
  const periods = recurring.map(({ everySeconds }) => everySeconds);
  let added = false;

  return async function startDue(): Promise<void> {
    const organizationId = options.platformOrganizationId();
    if (recurring.length === 0 || organizationId === null) return;
    if (!added) await options.database.asSystem().query(addSchedules(names));
    added = true;
    await options.database.transaction(null, async (db) => {
      // Schedules belong to no organization, and the jobs they start to the platform's.
      const system = db.asSystem();
      const enqueue = createEnqueue(
        system,
        { organizationId, userId: null, now: options.clock.now(), newId: options.newId },
        (kind) => recurring.find((each) => each.kind === kind)?.maxAttempts ?? 1,
      );
      for (const { kind, due } of await system.query(takeSchedules(names, periods))) {
        if (due) await enqueue({ kind, input: {}, dedupeKey: `schedule ${kind}` });
      }
    });
  };
}
