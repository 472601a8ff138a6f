import type { Reader } from "#kernel/db/reader";
import { command, statement } from "#kernel/db/statement";
import { integer } from "#kernel/db/values";
import type { RateStore } from "./rate-limit.ts";

const count = statement<[string, number, number, number, string], [number, number]>(
  `with counted as (
     insert into rate_counters as c (key, window_start, used, expires_at) values ($1, $2, greatest($4, 0), $5)
     on conflict (key, window_start) do update set used = greatest(c.used + $4, 0) returning used
   ) select counted.used, coalesce((select used from rate_counters where key = $1 and window_start = $3), 0) from counted`,
  (row) => [integer(row, 0), integer(row, 1)],
);
const clear = command<[string]>("delete from rate_counters where key = $1");
const forget = command<[string]>("delete from rate_counters where expires_at < $1");

/** Counts in PostgreSQL, for nodes without Redis. */
export function createPostgresRateStore(
  system: Reader,
): RateStore & { forget: (now: Date) => Promise<void> } {
  return {
    async increment(key, windowStart, windowSeconds, cost) {
      const start = windowStart.getTime();
      const expiresAt = new Date(start + 2 * windowSeconds * 1000).toISOString();
      const named = `${windowSeconds} ${key}`;
      const [counts] = await system.query(count(named, start, start - windowSeconds * 1000, cost, expiresAt));
      if (counts === undefined) throw new Error("PostgreSQL did not count");
      return counts;
    },
    clear: async (key, _windowStart, windowSeconds) => {
      await system.query(clear(`${windowSeconds} ${key}`));
    },
    forget: async (now) => {
      await system.query(forget(now.toISOString()));
    },
  };
}
