import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fixedClock } from "./clock.ts";
import { createRateLimiter, type RateStore } from "./rate-limit.ts";

const policy = { limit: 10, windowSeconds: 60 };

function setUp(store?: RateStore, storePatienceMs = 2_000) {
  const clock = fixedClock("2026-01-01T00:00:00Z");
  return { clock, limiter: createRateLimiter({ clock, storePatienceMs, ...(store && { store }) }) };
}

function countingStore() {
  const counts = new Map<string, number>();
  const calls: string[] = [];
  const store: RateStore = {
    async increment(key, windowStart, windowSeconds, cost) {
      const name = (time: number) => `${key} ${time}`;
      const start = windowStart.getTime();
      calls.push(name(start));
      counts.set(name(start), (counts.get(name(start)) ?? 0) + cost);
      return [counts.get(name(start)) ?? 0, counts.get(name(start - windowSeconds * 1000)) ?? 0];
    },
    async clear(key, windowStart, windowSeconds) {
      const start = windowStart.getTime();
      counts.delete(`${key} ${start}`);
      counts.delete(`${key} ${start - windowSeconds * 1000}`);
    },
  };
  return { store, calls };
}

describe("rate limit of one node", () => {
  it("allows the limit and counts down to it", () => {
    const { limiter } = setUp();
    const left = Array.from({ length: 10 }, () => limiter.consume("a", policy).remaining);
    expect(left).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
    expect(limiter.consume("a", policy)).toMatchObject({
      allowed: false,
      remaining: 0,
      limit: 10,
      windowSeconds: 60,
    });
    expect(limiter.consume("b", policy).allowed).toBe(true);
    expect(limiter.consume("a", { limit: 10, windowSeconds: 1 }).allowed).toBe(true);
  });

  it("has no border where twice the limit passes", () => {
    const { limiter, clock } = setUp();
    clock.advance(59_000);
    limiter.consume("a", policy, 10);
    clock.advance(2_000);
    expect(limiter.consume("a", policy).allowed).toBe(false);
    clock.advance(30_000);
    expect(limiter.consume("a", policy, 5).allowed).toBe(true);
    expect(limiter.consume("a", policy, 5).allowed).toBe(false);
  });

  it("does not prolong the wait of who keeps asking", () => {
    const { limiter, clock } = setUp();
    limiter.consume("a", policy, 10);
    for (let second = 0; second < 120; second += 1) {
      clock.advance(1_000);
      if (second < 65) limiter.consume("a", policy, 100);
    }
    expect(limiter.consume("a", policy).remaining).toBe(9);
  });

  it("refuses what costs more than the whole limit", () => {
    const { limiter } = setUp();
    expect(limiter.consume("a", policy, 11)).toMatchObject({ allowed: false, remaining: 10 });
  });

  it("lets a refused request pass after the time it was told, and never exceeds the limit", () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ wait: fc.nat(40_000), cost: fc.integer({ min: 1, max: 10 }) }), {
          maxLength: 60,
        }),
        (steps) => {
          const { limiter, clock } = setUp();
          const passed: { at: number; cost: number }[] = [];
          for (const { wait, cost } of steps) {
            clock.advance(wait);
            let decision = limiter.consume("a", policy, cost);
            if (!decision.allowed) {
              clock.advance(decision.resetSeconds * 1000);
              decision = limiter.consume("a", policy, cost);
              expect(decision.allowed).toBe(true);
            }
            const window = Math.floor(clock.monotonic() / 60_000);
            passed.push({ at: window, cost });
            const inWindow = passed.filter(({ at }) => at === window);
            expect(inWindow.reduce((sum, one) => sum + one.cost, 0)).toBeLessThanOrEqual(10);
          }
        },
      ),
    );
  });

  it("forgets the oldest keys when a flood of new ones comes", () => {
    const { limiter } = setUp();
    limiter.consume("victim", policy, 10);
    for (let at = 0; at < 200_000; at += 1) limiter.consume(`key ${at}`, policy);
    expect(limiter.consume("victim", policy).remaining).toBe(9);
  });
});

describe("rate limit of all nodes", () => {
  it("counts together what nodes see apart", async () => {
    const { store } = countingStore();
    const [one, two] = [setUp(store), setUp(store)];
    for (let at = 0; at < 5; at += 1) {
      expect((await one.limiter.consumeShared("a", policy)).allowed).toBe(true);
      expect((await two.limiter.consumeShared("a", policy)).allowed).toBe(true);
    }
    const refused = await two.limiter.consumeShared("a", policy);
    expect(refused).toMatchObject({ allowed: false, remaining: 0 });
    two.clock.advance(refused.resetSeconds * 1000);
    expect((await two.limiter.consumeShared("a", policy)).allowed).toBe(true);
  });

  it("does not ask the store again while somebody is refused", async () => {
    const { store, calls } = countingStore();
    const { limiter } = setUp(store);
    for (let at = 0; at < 50; at += 1) await limiter.consumeShared("a", policy, 5);
    expect(calls).toHaveLength(3);
  });

  it("stays closed when the store fails and opens when it is back", async () => {
    const { store } = countingStore();
    let away = true;
    const { limiter } = setUp({
      increment: (...call) => (away ? Promise.reject(new Error("away")) : store.increment(...call)),
      clear: store.clear,
    });
    expect(await limiter.consumeShared("a", policy)).toMatchObject({ allowed: false, unavailable: true });
    away = false;
    expect(await limiter.consumeShared("a", policy)).toMatchObject({ allowed: true, remaining: 9 });
  });

  it("stays closed when the store never answers", async () => {
    const { limiter } = setUp(
      { increment: () => new Promise(() => undefined), clear: async () => undefined },
      20,
    );
    expect(await limiter.consumeShared("a", policy)).toMatchObject({ allowed: false, unavailable: true });
  });

  it("counts in memory where one node is all there is", async () => {
    const { limiter } = setUp();
    for (let at = 0; at < 10; at += 1) await limiter.consumeShared("a", policy);
    expect((await limiter.consumeShared("a", policy)).allowed).toBe(false);
  });
});
