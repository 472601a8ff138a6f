import { describe, expect, it } from "vitest";
import { lastDays } from "./days.ts";

describe("lastDays", () => {
  const today = new Date("2026-03-01T10:00:00Z");

  it("fills the days on which nothing happened", () => {
    const days = [
      { day: "2026-02-27", count: 4 },
      { day: "2026-03-01", count: 2 },
    ];
    expect(lastDays(days, today, 4)).toEqual([0, 4, 0, 2]);
  });
  it("leaves out what is older", () => {
    expect(lastDays([{ day: "2025-12-31", count: 9 }], today, 3)).toEqual([0, 0, 0]);
  });
});
