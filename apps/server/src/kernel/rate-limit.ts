import { LRUCache } from "lru-cache";
import type { Clock } from "./clock.ts";
import { decide, type Decision, type RatePolicy } from "./rate-window.ts";

export type { Decision, RatePolicy } from "./rate-window.ts";

/** Counts shared by all nodes. Returns the counts of this window, `cost` included, and of the one before. */
export type RateStore = {
  increment(
    key: string,
    windowStart: Date,
    windowSeconds: number,
    cost: number,
  ): Promise<[current: number, previous: number]>;
  /** Takes back what was counted in this window and the one before. */
  clear(key: string, windowStart: Date, windowSeconds: number): Promise<void>;
};

export type RateLimiter = {
  /** At once and for this node alone: the ordinary limit of every operation. */
  consume(key: string, policy: RatePolicy, cost?: number): Decision;
  /** Exact over all nodes, for sign-in and whatever costs money. Closed while the store is away. */
  consumeShared(key: string, policy: RatePolicy, cost?: number): Promise<Decision>;
  /** Begins from nothing again, everywhere; each node forgets its own refusals when it is called there. */
  clearShared(key: string, policy: RatePolicy): Promise<void>;
};

const mostKeys = 200_000;
const retryAfterFailureSeconds = 5;

type Counter = { window: number; current: number; previous: number };

export function createRateLimiter(options: {
  clock: Clock;
  store?: RateStore;
  storePatienceMs?: number;
}): RateLimiter {
  const { clock, store, storePatienceMs = 2_000 } = options;
  const counters = new LRUCache<string, Counter>({ max: mostKeys });
  /** Who is refused is not counted on: a flood neither reaches the store nor prolongs its own refusal. */
  const refusedUntil = new LRUCache<string, number>({ max: mostKeys });

  function counterAt(key: string, window: number): Counter {
    const counter = counters.get(key) ?? { window, current: 0, previous: 0 };
    if (counter.window !== window) {
      counter.previous = counter.window === window - 1 ? counter.current : 0;
      counter.current = 0;
      counter.window = window;
    }
    counters.set(key, counter);
    return counter;
  }

  function consume(key: string, policy: RatePolicy, cost = 1): Decision {
    const position = clock.monotonic() / 1000 / policy.windowSeconds;
    const window = Math.floor(position);
    const counter = counterAt(`${policy.windowSeconds}|${key}`, window);
    const decision = decide(policy, { ...counter, elapsed: position - window }, cost);
    if (decision.allowed) counter.current = Math.max(0, counter.current + cost);
    return decision;
  }

  async function consumeShared(key: string, policy: RatePolicy, cost = 1): Promise<Decision> {
    if (!store) return consume(`shared|${key}`, policy, cost);
    const now = clock.monotonic();
    const memoryKey = `${policy.windowSeconds}|${key}`;
    const until = refusedUntil.get(memoryKey) ?? 0;
    if (until > now) return refusal(policy, Math.ceil((until - now) / 1000));
    // The wall clock, so that all nodes mean the same window.
    const position = clock.now().getTime() / 1000 / policy.windowSeconds;
    const window = Math.floor(position);
    const windowStart = new Date(window * policy.windowSeconds * 1000);
    const counts = await withPatience(
      store.increment(key, windowStart, policy.windowSeconds, cost),
      storePatienceMs,
    );
    if (!counts) return { ...refusal(policy, retryAfterFailureSeconds), unavailable: true };
    const [current, previous] = counts;
    const state = { current, previous, elapsed: position - window };
    const decision = decide(policy, { ...state, current: current - cost }, cost);
    if (decision.allowed) return decision;
    // The store has counted the refused one too, so the wait is that of the full counts.
    const { resetSeconds } = decide(policy, state, cost);
    refusedUntil.set(memoryKey, now + resetSeconds * 1000);
    return { ...decision, resetSeconds };
  }

  async function clearShared(key: string, { windowSeconds }: RatePolicy): Promise<void> {
    refusedUntil.delete(`${windowSeconds}|${key}`);
    counters.delete(`${windowSeconds}|shared|${key}`);
    const window = Math.floor(clock.now().getTime() / 1000 / windowSeconds);
    await store?.clear(key, new Date(window * windowSeconds * 1000), windowSeconds);
  }

  return { consume, consumeShared, clearShared };
}

function refusal({ limit, windowSeconds }: RatePolicy, resetSeconds: number): Decision {
  return { allowed: false, remaining: 0, resetSeconds, limit, windowSeconds };
}

async function withPatience<T>(answer: Promise<T>, patienceMs: number): Promise<T | undefined> {
  const late = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => late.resolve(undefined), patienceMs);
  try {
    return await Promise.race([answer, late.promise]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
