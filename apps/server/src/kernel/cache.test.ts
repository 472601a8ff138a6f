import { describe, expect, it } from "vitest";
import { createCacheRegistry } from "./cache-registry.ts";
import { createCache } from "./cache.ts";
import { fixedClock } from "./clock.ts";
import { createMetrics } from "./metrics.ts";

function setUp(max = 100) {
  const clock = fixedClock("2026-01-01T00:00:00Z");
  const metrics = createMetrics({ process: false });
  clock.advance(1);
  return { clock, metrics, cache: createCache<string>({ name: "roles", max, ttlMs: 1000, clock, metrics }) };
}

describe("cache", () => {
  it("loads once and answers from memory until the time is over", async () => {
    const { cache, clock } = setUp();
    let loads = 0;
    const load = async () => `value ${(loads += 1)}`;
    expect(await cache.get("a", load)).toBe("value 1");
    clock.advance(900);
    expect(await cache.get("a", load)).toBe("value 1");
    clock.advance(101);
    expect(cache.peek("a")).toBeUndefined();
    expect(await cache.get("a", load)).toBe("value 2");
  });

  it("runs one load for all who ask at once", async () => {
    const { cache, metrics } = setUp();
    const gate = Promise.withResolvers<string>();
    let loads = 0;
    const asked = Array.from({ length: 100 }, () =>
      cache.get("a", () => {
        loads += 1;
        return gate.promise;
      }),
    );
    gate.resolve("value");
    expect(new Set(await Promise.all(asked))).toEqual(new Set(["value"]));
    expect(loads).toBe(1);
    expect(await metrics.metricsText()).toContain('{cache="roles",outcome="joined"} 99');
  });

  it.each([
    ["its key", (cache: ReturnType<typeof setUp>["cache"]) => cache.delete("a")],
    ["everything", (cache: ReturnType<typeof setUp>["cache"]) => cache.clear()],
    ["a tag", (cache: ReturnType<typeof setUp>["cache"]) => cache.deleteTag("organization 1")],
  ])("does not keep what was read before %s was deleted", async (_, end) => {
    const { cache } = setUp();
    const slow = Promise.withResolvers<string>();
    const stale = cache.get("a", () => slow.promise);
    end(cache);
    const fresh = cache.get("a", async () => "new");
    expect(await fresh).toBe("new");
    slow.resolve("old");
    expect(await stale).toBe("old");
    expect(cache.peek("a")).toBe("new");
  });

  it("keeps nothing when the deletion comes during the only load", async () => {
    const { cache } = setUp();
    const slow = Promise.withResolvers<string>();
    const stale = cache.get("a", () => slow.promise);
    cache.delete("a");
    slow.resolve("old");
    await stale;
    expect(cache.peek("a")).toBeUndefined();
  });

  it("prefers what was set over a load that began earlier", async () => {
    const { cache } = setUp();
    const slow = Promise.withResolvers<string>();
    const stale = cache.get("a", () => slow.promise);
    cache.set("a", "new");
    slow.resolve("old");
    await stale;
    expect(cache.peek("a")).toBe("new");
  });

  it("gives a failure to all who waited and tries again for the next", async () => {
    const { cache } = setUp();
    const gate = Promise.withResolvers<string>();
    const asked = [cache.get("a", () => gate.promise), cache.get("a", () => gate.promise)];
    gate.reject(new Error("the database is away"));
    for (const one of asked) await expect(one).rejects.toThrow("away");
    expect(await cache.get("a", async () => "back")).toBe("back");
  });

  it("keeps null, so that a missing row is not asked for again", async () => {
    const cache = createCache<string | null>({ name: "users", max: 10, ttlMs: 1000 });
    expect(await cache.get("a", async () => null)).toBeNull();
    expect(await cache.get("a", async () => "asked again")).toBeNull();
  });

  it("deletes by tag, also after values were replaced or pushed out", async () => {
    const { cache } = setUp(2);
    await cache.get(
      "a",
      async () => "1",
      () => ["x", "y"],
    );
    await cache.get(
      "b",
      async () => "2",
      () => ["x"],
    );
    cache.set("b", "3", ["y"]);
    cache.deleteTag("x");
    expect([cache.peek("a"), cache.peek("b")]).toEqual([undefined, "3"]);
    cache.set("c", "4");
    cache.set("d", "5");
    cache.deleteTag("y");
    expect([cache.peek("b"), cache.peek("c"), cache.peek("d")]).toEqual([undefined, "4", "5"]);
  });
});

describe("cache registry", () => {
  it("ends one key, one tag or a whole cache by its name", () => {
    const registry = createCacheRegistry();
    const roles = createCache<string>({ name: "roles", max: 10, ttlMs: 1000 });
    const users = createCache<string>({ name: "users", max: 10, ttlMs: 1000 });
    registry.register(roles);
    registry.register(users);
    for (const cache of [roles, users]) for (const key of ["a", "b:c", "d"]) cache.set(key, "x", [key + "!"]);
    registry.invalidate(["roles:b:c", "roles:#d!", "users:*", "elsewhere:a"]);
    expect(["a", "b:c", "d"].map(roles.peek)).toEqual(["x", undefined, undefined]);
    expect(["a", "b:c", "d"].map(users.peek)).toEqual([undefined, undefined, undefined]);
    registry.clearAll();
    expect(roles.peek("a")).toBeUndefined();
  });

  it("refuses two caches of one name and keys without a name", () => {
    const registry = createCacheRegistry();
    registry.register(createCache({ name: "roles", max: 1, ttlMs: 1 }));
    expect(() => registry.register(createCache({ name: "roles", max: 1, ttlMs: 1 }))).toThrow("called roles");
    expect(() => registry.register(createCache({ name: "a:b", max: 1, ttlMs: 1 }))).toThrow("no name");
    expect(() => registry.invalidate([":a"])).toThrow("name:key");
  });
});
