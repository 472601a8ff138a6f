import { userFilterFields } from "@atrium/contracts";
import { describe, expect, it } from "vitest";
import { completed, pieceAt, suggestions } from "./rule-completion.ts";

const suggested = (text: string, values: { value: string; count: number }[] = []) =>
  suggestions(pieceAt(text, text.length), userFilterFields, values).map(({ label }) => label);

describe("completing a rule", () => {
  it("offers fields by their beginning, behind a minus and within parentheses too", () => {
    expect(suggested("dep")).toEqual(["department"]);
    expect(suggested("status:active -ver")).toEqual(["verified"]);
    expect(suggested("(tag:x or la")).toEqual(["lastName", "lastLogin", "lastSeen"]);
  });

  it("offers the values of a field: those it may have and those that people have", () => {
    expect(suggested("status:s")).toEqual(["suspended"]);
    expect(suggested("status:active,in")).toEqual(["inactive"]);
    expect(suggested("verified:")).toEqual(["true", "false"]);
    expect(suggested("lastLogin:<")).toContain("<-90d");
    const departments = [
      { value: "Sales", count: 12 },
      { value: "Customer Care", count: 3 },
    ];
    expect(suggested("department:", departments)).toEqual(["Sales", "Customer Care", "none"]);
    expect(suggested('department:"cus', departments)).toEqual(["Customer Care"]);
    expect(suggested("colour:r")).toEqual([]);
  });

  it("puts what was taken in the place of what was typed, quoted where it must be", () => {
    const take = (text: string, caret: number, values: { value: string; count: number }[] = []) => {
      const piece = pieceAt(text, caret);
      const [first] = suggestions(piece, userFilterFields, values);
      return first === undefined ? null : completed(text, piece, first);
    };
    expect(take("dep status:active", 3)).toEqual({ text: "department: status:active", caret: 11 });
    expect(take('department:"cus', 15, [{ value: "Customer Care", count: 3 }])).toEqual({
      text: 'department:"Customer Care" ',
      caret: 27,
    });
  });
});
