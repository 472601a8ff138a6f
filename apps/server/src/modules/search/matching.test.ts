import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldText } from "@atrium/filter";
import { matchRow, type Searched } from "./matching.ts";
import { isOneSlip, leftOut, wordsOf } from "./words.ts";

const letters = fc.string({ unit: fc.constantFrom(..."abcdeö王"), minLength: 3, maxLength: 8 });

/** Every way to mistype a word once, by trying all of them. */
function slipsOf(word: string): Set<string> {
  const slips = new Set<string>();
  for (let at = 0; at <= word.length; at += 1) {
    const [head, tail] = [word.slice(0, at), word.slice(at)];
    for (const letter of "abcdeö王") {
      slips.add(head + letter + tail);
      if (tail !== "") slips.add(head + letter + tail.slice(1));
    }
    if (tail !== "") slips.add(head + tail.slice(1));
    if (tail.length > 1) slips.add(`${head}${tail.charAt(1)}${tail.charAt(0)}${tail.slice(2)}`);
  }
  slips.delete(word);
  return slips;
}

describe("a slip", () => {
  it("is exactly what trying out every wrong, missing, extra and swapped letter finds", () => {
    fc.assert(
      fc.property(letters, letters, (a, b) => {
        expect(isOneSlip(a, b)).toBe(slipsOf(a).has(b));
      }),
    );
    fc.assert(
      fc.property(letters, (word) => {
        for (const slip of slipsOf(word)) expect(isOneSlip(word, slip)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it("shares a hint with the word that was meant", () => {
    fc.assert(
      fc.property(letters, (word) => {
        const known = new Set(leftOut(word));
        for (const slip of slipsOf(word)) {
          if (slip.length > 2) expect(leftOut(slip).some((hint) => known.has(hint))).toBe(true);
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe("a row", () => {
  const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 });
  const named = (name: string): Searched[] => [{ field: "displayName", text: name, mayBeMistyped: true }];

  it("matches each of its own words and their beginnings, whatever they are written with", () => {
    fc.assert(
      fc.property(text, (name) => {
        for (const word of wordsOf(name)) {
          expect(matchRow([word], named(name))?.words[0]?.kind).toBe("exact");
          const start = Array.from(word)[0] ?? "";
          if (wordsOf(start)[0] === start) expect(matchRow([start], named(name))).not.toBeNull();
        }
      }),
    );
  });

  it("is a match only where every word is found, and marks lie in the text, in order and apart", () => {
    fc.assert(
      fc.property(text, fc.array(text, { minLength: 1, maxLength: 3 }), (name, asked) => {
        const words = asked.flatMap(wordsOf);
        const match = matchRow(words, named(name));
        if (match === null) return;
        expect(match.words).toHaveLength(words.length);
        for (const { ranges } of match.highlights) {
          let end = -1;
          for (const [from, to] of ranges) {
            expect(from).toBeGreaterThan(end);
            expect(to).toBeGreaterThanOrEqual(from);
            end = to;
          }
          expect(end).toBeLessThanOrEqual(name.length);
        }
      }),
    );
  });

  it("marks what was meant in names whose letters fold to more or fewer", () => {
    const marked = (word: string, name: string) =>
      matchRow([foldText(word)], named(name))?.highlights.flatMap(({ ranges }) =>
        ranges.map(([from, to]) => name.slice(from, to)),
      );
    expect(marked("ann", "Müller-Anna")).toEqual(["Ann"]);
    expect(marked("fina", "Joseﬁna")).toEqual(["ﬁna"]);
    expect(marked("obrien", "Ó O'Brien")).toEqual(["O'Brien"]);
    expect(marked("ngoc", "Lê Ngo\u0323\u0302c")).toEqual(["Ngo\u0323\u0302c"]);
  });
});
