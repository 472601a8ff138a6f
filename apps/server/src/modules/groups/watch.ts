import { z } from "zod";
import type { Database } from "#kernel/db/database";
import { listener, type Listener } from "#kernel/events/listeners";
import type { Clock } from "#kernel/clock";
import type { NewId } from "#kernel/ids";
import { job, type JobKind } from "#kernel/jobs/kind";
import type { Logger } from "#kernel/logger";
import { enqueueFollowing, forgetChecked, heldBefore, organizationsWaiting } from "./follow-queries.ts";
import { needsSweep } from "./rule.ts";

const sweepMs = 3_600_000;

/** Finds what nobody announced: changes by other ways, and rules whose people change while their rows do not. */
export function watchJob(newId: NewId): JobKind {
  return job({
    kind: "groups.watch_rules",
    input: z.object({}),
    everySeconds: 60,
    run: async ({ database, clock }) => {
      const system = database.asSystem();
      const now = clock.now();
      const hourAgo = new Date(now.getTime() - sweepMs).toISOString();
      for (const { organizationId, id, rule } of await system.query(heldBefore(hourAgo))) {
        if (needsSweep(rule)) await system.query(forgetChecked(organizationId, id));
      }
      for (const organizationId of await system.query(organizationsWaiting())) {
        await system.query(enqueueFollowing(organizationId, newId(), now.toISOString()));
      }
      return null;
    },
  });
}

/**
 * Has the rules followed soon after somebody changed. The queue takes one such job at a time. What comes while one runs
 * is found a minute later at most.
 */
export function followSoon(deps: {
  database: Database;
  clock: Clock;
  logger: Logger;
  newId: NewId;
}): Listener {
  const { database, clock, logger, newId } = deps;
  /** Whom is being asked for, and whether somebody changed since. */
  const asking = new Map<string, boolean>();
  async function ask(organizationId: string): Promise<void> {
    do {
      asking.set(organizationId, false);
      await database.asSystem().query(enqueueFollowing(organizationId, newId(), clock.now().toISOString()));
    } while (asking.get(organizationId) === true);
  }
  return listener("user.*", ({ organizationId, sequence }) => {
    // Once, when it is sealed: right after the commit one hears of calls alone, and not of what jobs did.
    if (sequence === null) return;
    if (asking.has(organizationId)) {
      asking.set(organizationId, true);
      return;
    }
    ask(organizationId)
      .catch((cause: unknown) => logger.warn({ err: cause }, "the rules of groups wait for the next look"))
      .finally(() => asking.delete(organizationId));
  });
}
