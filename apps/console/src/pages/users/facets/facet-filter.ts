import {
  and,
  emptyFilter,
  parseFilter,
  printFilter,
  type Condition,
  type FieldCondition,
  type FieldSpecs,
  type FieldTest,
  type Filter,
} from "@atrium/filter";

export type FacetValue = string | null;

/** What a filter asks for all at once. */
function partsOf(filter: Filter): readonly Condition[] {
  if (filter.kind === "empty") return [];
  return filter.kind === "and" ? filter.items : [filter];
}

/** The part that a facet reads and writes: one that names values of its field, and nothing else. */
function isChoice(condition: Condition, field: string): condition is FieldCondition {
  return (
    condition.kind === "field" &&
    condition.field === field &&
    condition.tests.every(({ kind }) => kind === "equals" || kind === "none")
  );
}

const valueOf = (test: FieldTest): FacetValue =>
  test.kind === "equals" && typeof test.value !== "object" ? String(test.value) : null;
const same = (one: FacetValue, other: FacetValue): boolean =>
  one === null || other === null ? one === other : one.toLowerCase() === other.toLowerCase();

function testOf(value: FacetValue, field: string, fields: FieldSpecs): FieldTest {
  if (value === null) return { kind: "none" };
  return { kind: "equals", value: fields[field]?.type === "boolean" ? value === "true" : value };
}

function split(text: string, field: string, fields: FieldSpecs) {
  const parsed = parseFilter(text, fields);
  if (!parsed.ok) return null;
  const parts = partsOf(parsed.filter);
  const chosen = parts.find((part) => isChoice(part, field));
  return {
    tests: chosen !== undefined && isChoice(chosen, field) ? chosen.tests : [],
    rest: parts.filter((part) => part !== chosen),
  };
}

/** The values of a field that a filter asks for. */
export function chosenValues(text: string, field: string, fields: FieldSpecs): FacetValue[] {
  return (split(text, field, fields)?.tests ?? []).map(valueOf);
}

/** The filter without them: among whom the other values of the field are counted. */
export function withoutField(text: string, field: string, fields: FieldSpecs): string {
  const found = split(text, field, fields);
  return found === null || found.tests.length === 0 ? text : printFilter(and(...found.rest));
}

/** The filter with a value more, or without it where it was asked for. */
export function toggled(text: string, field: string, value: FacetValue, fields: FieldSpecs): string {
  const found = split(text, field, fields);
  const test = testOf(value, field, fields);
  if (found === null) return `${text} ${printFilter({ kind: "field", field, tests: [test] })}`.trim();
  const others = found.tests.filter((one) => !same(valueOf(one), value));
  const tests = others.length < found.tests.length ? others : [...found.tests, test];
  const choice: Filter = tests.length === 0 ? emptyFilter : { kind: "field", field, tests };
  return printFilter(and(...found.rest, choice));
}
