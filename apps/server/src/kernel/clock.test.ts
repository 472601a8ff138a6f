import { describe, expect, it } from "vitest";
import { fixedClock, systemClock } from "./clock.ts";

describe("clock", () => {
  it("stands still until it is advanced", () => {
    const clock = fixedClock("2026-01-01T00:00:00.000Z");
    expect(clock.now().toISOString()).toBe("2026-01-01T00:00:00.000Z");
    clock.advance(1500);
    expect(clock.now().toISOString()).toBe("2026-01-01T00:00:01.500Z");
    expect(clock.monotonic()).toBe(1500);
  });

  it("refuses a start that is no date", () => {
    expect(() => fixedClock("yesterday")).toThrow("valid start");
  });

  it("never runs backwards on the system", () => {
    const before = systemClock.monotonic();
    expect(systemClock.monotonic()).toBeGreaterThanOrEqual(before);
  });
});
