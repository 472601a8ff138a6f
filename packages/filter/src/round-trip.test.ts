import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { and, emptyFilter, not, or } from "./ast.ts";
import type { Condition, FieldTest, Filter, OrderedValue } from "./ast.ts";
import { findBadCharacter } from "./characters.ts";
import { exampleFields } from "./examples.fixture.ts";
import { foldText } from "./fold.ts";
import { parseFilter } from "./parser.ts";
import { printFilter } from "./print.ts";

const troublesome = [
  '"',
  "\\",
  "*",
  ":",
  ",",
  "(",
  ")",
  "<",
  ">",
  "=",
  "!",
  ".",
  "..",
  "-",
  "+",
  " ",
  "\n",
  "'",
];
const words = [
  "OR",
  "AND",
  "NOT",
  "none",
  "any",
  "None",
  "ann",
  "2026-01-01",
  "-90d",
  "é",
  "한",
  "\u0301",
  "😀",
];
const text = fc
  .oneof(
    fc.string({ unit: "binary", maxLength: 12 }),
    fc.array(fc.constantFrom(...troublesome, ...words), { maxLength: 5 }).map((parts) => parts.join("")),
  )
  .filter((value) => findBadCharacter(value) < 0)
  .map((value) => value.normalize("NFC"));
const visible = text.filter((value) => foldText(value).trim() !== "");

const digits = fc.integer({ min: -99_999_999, max: 99_999_999 });
const number = fc
  .tuple(digits, fc.integer({ min: 0, max: 7 }))
  .map(([value, decimals]) => Number(`${value}e-${decimals}`) + 0);
const day = fc
  .date({ min: new Date("1000-01-01"), max: new Date("9999-12-31"), noInvalidDate: true })
  .chain((date) => fc.constantFrom(4, 7, 10, 16, 19, 23).map((length) => date.toISOString().slice(0, length)))
  .map((value) => ({ date: value.length > 10 ? `${value}Z` : value }));
const relative = fc
  .tuple(
    fc.constantFrom("-", "+"),
    fc.integer({ min: 0, max: 500 }),
    fc.constantFrom("s", "m", "h", "d", "w", "y"),
  )
  .map((parts) => ({ date: parts.join("") }));

function orderedTests(value: fc.Arbitrary<OrderedValue>): fc.Arbitrary<FieldTest> {
  return fc.oneof(
    fc.record({
      kind: fc.constant("compare" as const),
      operator: fc.constantFrom(">" as const, ">=" as const, "<" as const, "<=" as const),
      value,
    }),
    fc.record({ kind: fc.constant("between" as const), from: value, to: value }),
  );
}
const equals = (value: fc.Arbitrary<string | boolean | OrderedValue>) =>
  fc.record({ kind: fc.constant("equals" as const), value });
const emptiness = fc.constantFrom<FieldTest>({ kind: "none" }, { kind: "any" });

function field(names: string[], tests: fc.Arbitrary<FieldTest>): fc.Arbitrary<Condition> {
  return fc.record({
    kind: fc.constant("field" as const),
    field: fc.constantFrom(...names),
    tests: fc.array(tests, { minLength: 1, maxLength: 4 }),
  });
}

const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ kind: fc.constant("term" as const), text: visible, prefix: fc.boolean() }),
  field(["name", "title"], equals(text)),
  field(["title", "attributes.cost-center"], emptiness),
  field(["name", "title"], fc.record({ kind: fc.constant("startsWith" as const), text: visible })),
  field(["status"], equals(fc.constantFrom("pending", "active"))),
  field(["mfa"], equals(fc.constantFrom("none", "totp"))),
  field(["verified"], equals(fc.boolean())),
  field(["score"], fc.oneof(equals(number), orderedTests(number), emptiness)),
  field(["expires"], fc.oneof(equals(day), orderedTests(fc.oneof(day, relative)), emptiness)),
  field(["role", "manager"], fc.oneof(equals(text.filter((value) => value !== "")), emptiness)),
);

function conditions(depth: number): fc.Arbitrary<Condition> {
  if (depth === 0) return leaf;
  const below = conditions(depth - 1);
  const several = fc.tuple(below, fc.array(below, { maxLength: 2 }));
  return fc.oneof(
    leaf,
    below.map(not),
    several.map(([first, rest]) => or(first, ...rest)),
    several.map(([first, rest]) => and(first, ...rest)).filter((filter) => filter.kind !== "empty"),
  );
}
const filters: fc.Arbitrary<Filter> = fc.oneof(
  { weight: 50, arbitrary: conditions(3) },
  fc.constant(emptyFilter),
);

describe("printing and parsing", () => {
  it("give every filter back", () => {
    fc.assert(
      fc.property(filters, (filter) => {
        const printed = printFilter(filter);
        fc.pre(printed.length <= 2000);
        expect(parseFilter(printed, exampleFields)).toEqual({ ok: true, filter });
      }),
      { numRuns: 1000 },
    );
  });

  it("settle on one canonical text", () => {
    const samples: [written: string, canonical: string][] = [
      ["  status:active   AND NOT (role:admin) ", "status:active -role:admin"],
      ["(a b) OR (c (d OR e))", "a b OR c (d OR e)"],
      ["NOT (a OR b) -(c d)", "-(a OR b) -(c d)"],
      ['"ann" "ann lee" name:"ann*"', 'ann "ann lee" name:ann*'],
      ["logins:..5 created:2026-01..", "logins:<=5 created:>=2026-01"],
      ["score:0.0000001", "score:0.0000001"],
      ['manager:"any" title:\\-x', 'manager:"any" title:"-x"'],
    ];
    for (const [written, canonical] of samples) {
      for (const source of [written, canonical]) {
        const result = parseFilter(source, exampleFields);
        expect(result.ok && printFilter(result.filter)).toBe(canonical);
      }
    }
  });
});

describe("whatever is typed", () => {
  const names = Object.keys(exampleFields).map((name) => `${name}:`);
  const snippets = fc
    .array(fc.constantFrom(...troublesome, ...words, ...names), { maxLength: 40 })
    .map((parts) => parts.join(""));
  const anything = fc.oneof(
    snippets,
    fc.string({ unit: "binary", maxLength: 300 }),
    fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 })
      .map((codes) => String.fromCharCode(...codes)),
  );

  it("the parser answers, points into the text, and what it understood prints to the same meaning", () => {
    fc.assert(
      fc.property(anything, (typed) => {
        const result = parseFilter(typed, exampleFields);
        if (result.ok) {
          const printed = printFilter(result.filter);
          fc.pre(printed.length <= 2000);
          expect(parseFilter(printed, exampleFields)).toEqual(result);
          return;
        }
        expect(result.errors.length).toBeGreaterThan(0);
        expect(result.errors.length).toBeLessThanOrEqual(20);
        for (const { position, length } of result.errors) {
          expect(position).toBeGreaterThanOrEqual(0);
          expect(position + length).toBeLessThanOrEqual(typed.length);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("30,000 characters are refused unread, and 2,000 evil ones are answered", () => {
    const evil = [
      "(",
      ")",
      '"',
      "\\",
      "*",
      "-",
      "a:",
      "name:",
      "name:a,",
      ",",
      "..",
      ">",
      " OR ",
      "\u0301",
      "a\u0301",
      "ﷺ",
    ];
    for (const part of evil) {
      const long = part.repeat(Math.ceil(30_000 / part.length));
      const result = parseFilter(long, exampleFields);
      expect(!result.ok && result.errors.map((error) => error.code)).toEqual(["too_long"]);
      expect(() => parseFilter(long.slice(0, 2000), exampleFields)).not.toThrow();
    }
  });
});
