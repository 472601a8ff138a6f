import {
  and,
  foldText,
  not,
  or,
  printFilter,
  type Condition,
  type FieldSpecs,
  type FieldTest,
  type FilterValue,
  type OrderedValue,
} from "@atrium/filter";
import { userFilterFields, userStatuses } from "@atrium/contracts";
import fc from "fast-check";
import { days, moments, numbers, oddTexts, roles, sources } from "./drawn-people.ts";

/** The attributes that drawn people have, as a filter knows them. */
export const attributeFields: FieldSpecs = {
  "attributes.motto": { type: "text", nullable: true },
  "attributes.shoe": { type: "number", nullable: true },
  "attributes.badge": { type: "boolean", nullable: true },
  "attributes.joined": { type: "date", nullable: true },
  "attributes.tier": { type: "enum", values: ["gold", "Silver"], nullable: true },
  "attributes.skills": { type: "enum", values: ["go", "SQL", "ts"], many: true, nullable: true },
  "attributes.mentor": { type: "id", nullable: true },
};
const fields: FieldSpecs = { ...userFilterFields, ...attributeFields };

const respelt = (text: string): fc.Arbitrary<string> =>
  fc.constantFrom(text, text.toUpperCase(), text.toLowerCase(), foldText(text), ` ${text}`);
const texts = [...oddTexts, ...roles, ...sources, "VIP", "blé", "blue", "crew", "Night-Shift", "de-at", "EN", "p1", "É2", "X-3", "zoe.7@filter.example"]; // prettier-ignore
const anyText = fc
  .oneof(
    { weight: 6, arbitrary: fc.constantFrom(...texts).chain(respelt) },
    { weight: 1, arbitrary: fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 }) },
  )
  .map((text) => text.normalize("NFC"))
  .filter((text) => !/[\p{Cc}\p{Cf}\p{Cs}]/u.test(text) && foldText(text).trim() !== "");
const beginning = anyText
  .map((text) => Array.from(text).slice(0, 2).join(""))
  .filter((text) => foldText(text).trim() !== "");
const dates = [...moments, ...moments.map((each) => `${each.slice(0, 16)}Z`), ...days, "2026", "2025", "2026-01", "2024-02"]; // prettier-ignore

const equals = (value: fc.Arbitrary<FilterValue>) => value.map((each): FieldTest => ({ kind: "equals", value: each })); // prettier-ignore
const ordered = (value: fc.Arbitrary<OrderedValue>): fc.Arbitrary<FieldTest> =>
  fc.oneof(
    equals(value),
    fc
      .tuple(fc.constantFrom(">" as const, ">=" as const, "<" as const, "<=" as const), value)
      .map(([operator, each]): FieldTest => ({ kind: "compare", operator, value: each })),
    fc.tuple(value, value).map(([from, to]): FieldTest => ({ kind: "between", from, to })),
  );

function testOf(field: string, ids: readonly string[]): fc.Arbitrary<FieldTest> {
  switch (fields[field]?.type) {
    case "number":
      return ordered(fc.constantFrom(...numbers, 1, 40));
    case "date": {
      const date = fc.constantFrom(...dates).map((each) => ({ date: each }));
      const ago = fc.constantFrom("-90d", "-1y", "+2w", "-20000h").map((each) => ({ date: each }));
      const since = ago.map((value): FieldTest => ({ kind: "compare", operator: ">", value }));
      return fc.oneof({ weight: 5, arbitrary: ordered(date) }, { weight: 1, arbitrary: since });
    }
    case "boolean":
      return equals(fc.boolean());
    case "enum":
      return equals(fc.constantFrom(...(fields[field]?.values ?? userStatuses)));
    case "id":
      return equals(fc.constantFrom(...ids, "usr_1", "nobody", "0"));
    default:
      return fc.oneof(
        { weight: 3, arbitrary: equals(anyText) },
        // What no row holds, also where none is kept as an empty text.
        { weight: 1, arbitrary: equals(fc.constant("")) },
        { weight: 1, arbitrary: beginning.map((text): FieldTest => ({ kind: "startsWith", text })) },
      );
  }
}

const mayBeEmpty = (field: string): boolean => {
  const spec = fields[field];
  return spec?.nullable === true || spec?.many === true;
};
const emptiness = fc.constantFrom<FieldTest>({ kind: "none" }, { kind: "any" });

function leaf(ids: readonly string[], names: readonly string[]): fc.Arbitrary<Condition> {
  const ofField = fc.constantFrom(...names).chain((field) => {
    const one = testOf(field, ids);
    const test = mayBeEmpty(field) ? fc.oneof({ weight: 4, arbitrary: one }, { weight: 1, arbitrary: emptiness }) : one; // prettier-ignore
    return fc
      .array(test, { minLength: 1, maxLength: 4 })
      .map((tests): Condition => ({ kind: "field", field, tests }));
  });
  const term = fc
    .tuple(anyText, fc.boolean())
    .map(([text, prefix]): Condition => ({ kind: "term", text, prefix }));
  return fc.oneof({ weight: 12, arbitrary: ofField }, { weight: 1, arbitrary: term });
}

/** What people could ask of people: every field with every test that it takes, in lists, negated and nested. */
export function filterTexts(ids: readonly string[]): fc.Arbitrary<string> {
  const names = Object.keys(fields).filter((name) => name !== "segment");
  const conditions = (depth: number): fc.Arbitrary<Condition> => {
    const leaves = leaf(ids, names);
    if (depth === 0) return leaves;
    const below = conditions(depth - 1);
    const two = fc.tuple(below, below);
    return fc.oneof(
      leaves,
      below.map(not),
      two.map(([a, b]) => or(a, b)),
      two.map(([a, b]) => and(a, b)).filter((filter) => filter.kind !== "empty"),
    );
  };
  return conditions(3).map(printFilter).filter((text) => text.length <= 1500); // prettier-ignore
}
