import { spawn, spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fixedClock } from "./clock.ts";
import { createRedisRateStore } from "./rate-limit-redis.ts";
import { createRateLimiter } from "./rate-limit.ts";

const available = spawnSync("redis-server", ["--version"]).status === 0;
const why = available ? "" : ", skipped: there is no redis-server on this machine";

describe.runIf(available)(`rate limit counted in Redis${why}`, () => {
  const policy = { limit: 10, windowSeconds: 60 };
  let folder = "";
  let redis: Redis;
  let stop = async () => {};

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "atrium-redis-"));
    const path = join(folder, "redis.sock");
    const args = ["--port", "0", "--unixsocket", path, "--save", "", "--dir", folder];
    const child = spawn("redis-server", args, { stdio: ["ignore", "pipe", "inherit"] });
    stop = async () => {
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill();
      await gone;
    };
    await new Promise<void>((resolve) => {
      child.stdout.on("data", (text: Buffer) => /ready to accept/i.test(text.toString()) && resolve());
    });
    redis = new Redis(path);
  });
  afterAll(async () => {
    redis.disconnect();
    await stop();
    await rm(folder, { recursive: true });
  });

  it("holds for all nodes together and slides into the next window", async () => {
    const clock = fixedClock("2026-01-01T00:00:00Z");
    const nodes = [1, 2, 3].map(() => createRateLimiter({ clock, store: createRedisRateStore(redis) }));
    const asked = nodes.flatMap((node) =>
      Array.from({ length: 5 }, () => node.consumeShared("sign-in", policy)),
    );
    const decisions = await Promise.all(asked);
    expect(decisions.filter(({ allowed }) => allowed)).toHaveLength(10);
    clock.advance(60_000);
    const fresh = createRateLimiter({ clock, store: createRedisRateStore(redis) });
    expect((await fresh.consumeShared("sign-in", policy)).allowed).toBe(false);
    clock.advance(50_000);
    const later = createRateLimiter({ clock, store: createRedisRateStore(redis) });
    expect((await later.consumeShared("sign-in", policy)).allowed).toBe(true);
  });

  it("forgets windows that no longer count", async () => {
    const clock = fixedClock("2026-01-01T00:00:00Z");
    await createRateLimiter({ clock, store: createRedisRateStore(redis) }).consumeShared("once", policy);
    const [key = ""] = await redis.keys("atrium:rate:{once*");
    expect(await redis.ttl(key)).toBeGreaterThan(0);
  });

  it("stays closed when Redis takes no writes", async () => {
    await redis.config("SET", "maxmemory", "1");
    const clock = fixedClock("2026-01-01T00:00:00Z");
    const limiter = createRateLimiter({ clock, store: createRedisRateStore(redis) });
    expect(await limiter.consumeShared("full", policy)).toMatchObject({ allowed: false, unavailable: true });
    await redis.config("SET", "maxmemory", "0");
    expect((await limiter.consumeShared("full", policy)).allowed).toBe(true);
  });
});
