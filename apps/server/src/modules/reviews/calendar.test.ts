import { describe, expect, it } from "vitest";
import { nextAfter } from "./calendar.ts";

const day = (text: string): Date => new Date(`${text}T09:00:00Z`);

describe("when the next review begins", () => {
  it("is as many months later as its rhythm says", () => {
    const start = day("2026-01-15");
    expect(nextAfter(start, "monthly", start)).toEqual(day("2026-02-15"));
    expect(nextAfter(start, "quarterly", start)).toEqual(day("2026-04-15"));
    expect(nextAfter(start, "yearly", start)).toEqual(day("2027-01-15"));
    expect(nextAfter(start, "none", start)).toBeNull();
  });

  it("is the last day of a month that is too short", () => {
    expect(nextAfter(day("2026-01-31"), "monthly", day("2026-01-31"))).toEqual(day("2026-02-28"));
  });

  it("leaves out what was missed", () => {
    expect(nextAfter(day("2026-01-31"), "monthly", day("2026-05-03"))).toEqual(day("2026-05-31"));
  });
});
