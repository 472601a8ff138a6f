import type { Redis } from "ioredis";
import type { RateStore } from "./rate-limit.ts";

/** Counts in Redis; a window is forgotten when it is no longer the previous one. */
export function createRedisRateStore(redis: Redis): RateStore {
  // One slot in a cluster for both windows of a key.
  const namesOf = (key: string, windowSeconds: number) => (window: number) =>
    `atrium:rate:{${key}|${windowSeconds}}:${window}`;
  return {
    async increment(key, windowStart, windowSeconds, cost) {
      const window = windowStart.getTime() / 1000 / windowSeconds;
      const name = namesOf(key, windowSeconds);
      const answers = await redis
        .multi()
        .incrby(name(window), cost)
        .expire(name(window), windowSeconds * 2 + 1)
        .get(name(window - 1))
        .exec();
      const [current, , previous] = (answers ?? []).map(([error, value]) => {
        if (error) throw error;
        return Number(value ?? 0);
      });
      if (current === undefined || previous === undefined) throw new Error("Redis did not count");
      return [current, previous];
    },
    async clear(key, windowStart, windowSeconds) {
      const window = windowStart.getTime() / 1000 / windowSeconds;
      const name = namesOf(key, windowSeconds);
      await redis.del(name(window), name(window - 1));
    },
  };
}
