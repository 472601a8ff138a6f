import { describe, expect, it } from "vitest";
import { callsOf, expiryOf, linesOf, newKeyValues } from "./key-values.ts";

describe("what is written of a key", () => {
  const now = Date.parse("2026-03-01T10:00:00Z");
  const expiry = (lifetime: string, expiresAt = "") =>
    expiryOf({ ...newKeyValues("self"), lifetime, expiresAt }, now);

  it("takes a lifetime as a moment, a day as its end, and never as none", () => {
    expect(expiry("30")).toBe("2026-03-31T10:00:00.000Z");
    expect(expiry("never")).toBeNull();
    expect(expiry("date", "2026-05-01")).toBe(new Date("2026-05-01T23:59:59").toISOString());
  });

  it("leaves what is no day or no number for the server to refuse", () => {
    expect(expiry("date", "soon")).toBe("soon");
    expect(callsOf({ callsPerMinute: "many" })).toBe(0);
    expect(callsOf({ callsPerMinute: " " })).toBeNull();
    expect(callsOf({ callsPerMinute: "60" })).toBe(60);
  });

  it("takes addresses one to a line, or parted by commas", () => {
    expect(linesOf(" 192.0.2.7\n\n2001:db8::/32, 192.0.2.8 ")).toEqual([
      "192.0.2.7",
      "2001:db8::/32",
      "192.0.2.8",
    ]);
  });
});
