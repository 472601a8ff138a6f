import { describe, expect, it } from "vitest";
import { evaluateFilter } from "./evaluate.ts";
import type { FilterRow } from "./evaluate.ts";
import { exampleFields } from "./examples.fixture.ts";
import { foldText } from "./fold.ts";
import { parseFilter } from "./parser.ts";

const now = new Date("2026-06-15T12:00:00.000Z");

function matches(text: string, row: FilterRow): boolean {
  const result = parseFilter(text, exampleFields);
  if (!result.ok) throw new Error(result.errors.map((error) => error.message).join(" "));
  const matchText = (term: string, prefix: boolean, { name }: FilterRow) => {
    const parts = foldText(String(name)).split(" ");
    return parts.some((part) => (prefix ? part.startsWith(foldText(term)) : part === foldText(term)));
  };
  return evaluateFilter(result.filter, row, { now, fields: exampleFields, matchText });
}

describe("evaluating a filter", () => {
  it("compares text and references without regard to case and accents, ids exactly", () => {
    expect(matches("name:asa", { name: "Åsa" })).toBe(true);
    expect(matches("name:ÅS*", { name: "asa" })).toBe(true);
    expect(matches("role:Admin", { role: ["owner", "admin"] })).toBe(true);
    expect(matches("id:USR_1", { id: "usr_1" })).toBe(false);
  });

  it("takes a day, month, year, minute or second as a whole", () => {
    const row = { created: "2026-01-01T09:30:15.250Z" };
    for (const date of ["2026", "2026-01", "2026-01-01", "2026-01-01T09:30Z", "2026-01-01T09:30:15Z"]) {
      expect(matches(`created:${date}`, row)).toBe(true);
      expect(matches(`created:>=${date} created:<=${date}`, row)).toBe(true);
      expect(matches(`created:>${date} OR created:<${date}`, row)).toBe(false);
    }
    expect(matches("created:>2026-01-01", { created: new Date("2026-01-02") })).toBe(true);
    expect(matches("created:2025-12..2026-01-01", row)).toBe(true);
  });

  it("counts relative dates from now, years by the calendar", () => {
    expect(matches("lastLoginAt:<-90d", { lastLoginAt: "2026-03-17T11:59:59Z" })).toBe(true);
    expect(matches("lastLoginAt:<-90d", { lastLoginAt: "2026-03-17T12:00:00Z" })).toBe(false);
    expect(matches("lastLoginAt:-1y..", { lastLoginAt: "2025-06-15T12:00:00Z" })).toBe(true);
    expect(matches("expires:<=+2w", { expires: "2026-06-29T12:00:00Z" })).toBe(true);
  });

  it("lets nothing but none match an absent value, and every negation", () => {
    for (const row of [{ score: null }, {}, { score: undefined }]) {
      expect(matches("score:>0 OR score:<=0 OR score:0 OR score:any", row)).toBe(false);
      expect(matches("-score:>0 -score:0 score:!=0 score:none", row)).toBe(true);
    }
    expect(matches("-(score:>0 verified:true)", { score: null, verified: true })).toBe(true);
  });

  it("asks of several values whether any of them passes", () => {
    const row = { role: ["admin", "owner"] };
    expect(matches("role:admin role:owner role:any", row)).toBe(true);
    expect(matches("-role:admin", row)).toBe(false);
    expect(matches("role:none -role:admin", { role: [] })).toBe(true);
    expect(matches("role:none,admin", row)).toBe(true);
  });

  it("includes both ends of a range; a range the wrong way round matches nothing", () => {
    expect(matches("logins:3..5", { logins: 3 })).toBe(true);
    expect(matches("logins:3..5", { logins: 5 })).toBe(true);
    expect(matches("logins:5..3", { logins: 4 })).toBe(false);
  });

  it("leaves free text to the caller", () => {
    expect(matches("ann -bob l*", { name: "Ann Lee" })).toBe(true);
  });

  it("does not see inherited properties of a row", () => {
    const fields = { constructor: { type: "text", nullable: true } } as const;
    const result = parseFilter("constructor:none", fields);
    expect(result.ok && evaluateFilter(result.filter, {}, { now, fields, matchText: () => false })).toBe(
      true,
    );
  });

  it("throws on a field it was not told of, instead of guessing", () => {
    const filter = { kind: "field", field: "toString", tests: [{ kind: "any" }] } as const;
    expect(() => evaluateFilter(filter, {}, { now, fields: {}, matchText: () => false })).toThrow(/toString/);
  });
});
