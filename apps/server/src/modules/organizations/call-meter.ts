import { isMachine, type Caller } from "#kernel/caller";
import type { Clock } from "#kernel/clock";
import type { Reader } from "#kernel/db/reader";
import { listener, type Listener } from "#kernel/events/listeners";
import type { Logger } from "#kernel/logger";
import { Problem } from "#kernel/problem";
import { monthOf } from "./settings.ts";
import { addCalls, limitOfCalls } from "./tree-queries.ts";

type Counted = {
  month: string;
  /** What the database had counted when it was last asked; null while nobody has asked. */
  stored: number | null;
  limit: number | null;
  /** Counted here and not yet there. */
  pending: number;
};

const flushEveryMs = 5_000;

/**
 * Counts the calls that keys make for an organization in a month. In memory, and added to the database every few
 * seconds: a limit is held to within what all nodes let through in that time, and no call waits for a write.
 */
export function createCallMeter(deps: { system: Reader; clock: Clock; logger: Logger }) {
  const { system, clock, logger } = deps;
  const counts = new Map<string, Counted>();

  function load(id: string, counted: Counted): void {
    system.query(limitOfCalls(id, counted.month)).then(
      ([found]) => {
        if (found === undefined) return;
        counted.limit = found.limit;
        counted.stored = found.calls;
      },
      (cause: unknown) => logger.warn({ err: cause }, "the calls of an organization could not be looked up"),
    );
  }

  function countedFor(id: string): Counted {
    const month = monthOf(clock.now());
    const known = counts.get(id);
    if (known !== undefined && known.month === month) return known;
    const fresh: Counted = { month, stored: null, limit: null, pending: 0 };
    counts.set(id, fresh);
    load(id, fresh);
    return fresh;
  }

  async function flush(): Promise<void> {
    const due = [...counts].filter(([, { pending }]) => pending > 0);
    const months = new Set(due.map(([, { month }]) => month));
    for (const month of months) {
      const group = due.filter(([, counted]) => counted.month === month);
      const sent = group.map(([id, { pending }]) => ({ id, pending }));
      try {
        const rows = await system.query(
          addCalls(
            sent.map(({ id }) => id),
            month,
            sent.map(({ pending }) => pending),
          ),
        );
        const stored = new Map(rows.map(({ id, calls }) => [id, calls]));
        for (const [at, [id, counted]] of group.entries()) {
          counted.pending -= sent[at]?.pending ?? 0;
          counted.stored = stored.get(id) ?? counted.stored;
        }
      } catch (cause) {
        logger.warn({ err: cause }, "the calls of organizations could not be counted");
      }
    }
    const month = monthOf(clock.now());
    for (const [id, counted] of counts)
      if (counted.month !== month && counted.pending === 0) counts.delete(id);
  }

  const timer = setInterval(() => void flush(), flushEveryMs);
  timer.unref();

  return {
    /** Counts a call, or refuses it once the month's are used up. */
    count(caller: Caller): void {
      const { organizationId } = caller;
      if (!isMachine(caller) || organizationId === null) return;
      const counted = countedFor(organizationId);
      const { stored, limit, pending } = counted;
      if (limit !== null && stored !== null && stored + pending >= limit) {
        const now = clock.now();
        const next = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1);
        throw new Problem("limit.calls", {
          retryAfterSeconds: Math.ceil((next - now.getTime()) / 1000),
          extra: { limit, calls: stored + pending },
        });
      }
      counted.pending++;
    },
    flush,
    /** A limit that was changed holds at once. */
    listeners: [
      listener("organization.*", ({ targetId }) => {
        const known = targetId === null ? undefined : counts.get(targetId);
        if (targetId !== null && known !== undefined) load(targetId, known);
      }),
    ] satisfies Listener[],
    async stop(): Promise<void> {
      clearInterval(timer);
      await flush();
    },
  };
}
export type CallMeter = ReturnType<typeof createCallMeter>;
