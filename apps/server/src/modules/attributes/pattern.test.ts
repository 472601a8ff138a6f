import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readPattern } from "./pattern.ts";

const matches = (pattern: string, text: string): boolean | string => {
  const read = readPattern(pattern);
  return "unfit" in read ? read.unfit : read.test(text);
};

describe("a pattern", () => {
  it("says what the same regular expression says, of the whole text", () => {
    const atom = fc.constantFrom("a", "b", "[ab]", "[^a]", ".", "\\d", "[0-9a]", "\\.");
    const count = fc.constantFrom("", "?", "*", "+", "{2}", "{1,3}", "{0,}");
    const sequence = fc.array(
      fc.tuple(atom, count).map((pair) => pair.join("")),
      { maxLength: 5 },
    );
    const pattern = fc.array(
      sequence.map((parts) => parts.join("")),
      { minLength: 1, maxLength: 3 },
    );
    const text = fc.string({ unit: fc.constantFrom("a", "b", "1", "."), maxLength: 8 });
    fc.assert(
      fc.property(pattern, text, (parts, value) => {
        const whole = parts.join("|");
        expect(matches(whole, value)).toBe(new RegExp(`^(?:${whole})$`, "u").test(value));
      }),
      { numRuns: 500 },
    );
  });

  it("refuses what it does not know, and says so", () => {
    for (const bad of [
      "(a)",
      "a**",
      "[a",
      "a{2",
      "{2}",
      "\\q",
      "[]",
      "[b-a]",
      "a{9,1}",
      "^a",
      "a$",
      "a{999}b{999}",
      "a\\",
    ]) {
      expect(matches(bad, "a"), bad).toBeTypeOf("string");
    }
  });

  it("G11: takes no longer than pattern times text, whatever both are", () => {
    const evil = ["a*a*a*a*a*a*a*b", "a?".repeat(99) + "a", ".*.*.*.*.*x", "[a-z]*[a-z]*[a-z]*[a-z]*1"];
    for (const pattern of evil) {
      let steps = 0;
      const read = readPattern(pattern);
      if ("unfit" in read) throw new Error(read.unfit);
      const text = "a".repeat(2000);
      for (let n = 0; n < 20; n++) steps += read.test(text) ? 1 : 0;
      expect(steps % 20).toBe(0);
    }
  });
});
