import { describe, expect, it } from "vitest";
import { relativeTime } from "./time.ts";

const now = Date.parse("2026-06-15T12:00:00Z");

describe("relativeTime", () => {
  it("uses the largest unit that fits", () => {
    expect(relativeTime("2026-06-15T11:58:00Z", now, "en")).toBe("2 min. ago");
    expect(relativeTime("2026-06-14T11:00:00Z", now, "en")).toBe("yesterday");
    expect(relativeTime("2026-06-18T12:00:00Z", now, "en")).toBe("in 3 days");
    expect(relativeTime("2024-05-01T12:00:00Z", now, "de")).toBe("vor 2 Jahren");
  });
  it("calls what has just happened now", () => {
    expect(relativeTime("2026-06-15T11:59:40Z", now, "en")).toBe("now");
  });
});
