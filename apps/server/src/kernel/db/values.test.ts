import { describe, expect, it } from "vitest";
import { time, timeOrNull } from "./values.ts";

describe("times read from a column", () => {
  it("always tell their milliseconds, so that they sort and compare as text", () => {
    expect(time(["2026-01-02 03:04:05.678+00"], 0)).toBe("2026-01-02T03:04:05.678Z");
    expect(time(["2026-01-02 03:04:05.6+00"], 0)).toBe("2026-01-02T03:04:05.600Z");
    expect(time(["2026-01-02 03:04:05+00"], 0)).toBe("2026-01-02T03:04:05.000Z");
  });

  it("keep what is finer", () => {
    expect(time(["2026-01-02 03:04:05.678901+00"], 0)).toBe("2026-01-02T03:04:05.678901Z");
  });

  it("are none before all times", () => {
    expect(timeOrNull(["-infinity"], 0)).toBeNull();
  });
});
