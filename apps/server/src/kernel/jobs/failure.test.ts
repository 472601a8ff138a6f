import { describe, expect, it } from "vitest";
import { fixedClock } from "#kernel/clock";
import { Problem } from "#kernel/problem";
import { judgeFailure, retryDelayMs } from "./failure.ts";
import { steadyClock } from "./steady-clock.ts";

describe("the failure of a job", () => {
  it("is final when the request was wrong, and passing when it came too often", () => {
    expect(judgeFailure(new Problem("request.invalid")).permanent).toBe(true);
    expect(judgeFailure(new Problem("service.unavailable")).permanent).toBe(false);
    const limited = judgeFailure(new Problem("limit.exceeded", { retryAfterSeconds: 30 }));
    expect(limited).toMatchObject({ permanent: false, waitAtLeastMs: 30_000 });
  });

  it("is followed by longer and longer waits, up to an hour", () => {
    const delays = [1, 2, 3, 20].map((attempt) => retryDelayMs(attempt, 5000, () => 1));
    expect(delays).toEqual([5000, 20_000, 80_000, 3_600_000]);
    expect(retryDelayMs(1, 5000, () => 0)).toBe(2500);
  });
});

describe("the steady clock", () => {
  it("goes on when the clock is set back, and follows it when it is set right again", () => {
    const told = fixedClock("2026-01-01T12:00:00Z");
    let offsetMs = 0;
    const clock = steadyClock({
      now: () => new Date(told.now().getTime() + offsetMs),
      monotonic: () => told.monotonic(),
    });
    told.advance(1000);
    offsetMs = -3_600_000;
    expect(clock.now().toISOString()).toBe("2026-01-01T12:00:01.000Z");
    told.advance(1000);
    expect(clock.now().toISOString()).toBe("2026-01-01T12:00:02.000Z");
    offsetMs = 0;
    told.advance(1000);
    expect(clock.now().toISOString()).toBe("2026-01-01T12:00:03.000Z");
  });
});
