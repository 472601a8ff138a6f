import type { Comparison, FieldTest, Filter, FilterValue, OrderedValue } from "./ast.ts";
import { datePeriod } from "./dates.ts";
import type { Period } from "./dates.ts";
import type { FieldSpec, FieldSpecs } from "./fields.ts";
import { foldText } from "./fold.ts";

export type FilterRow = Readonly<Record<string, unknown>>;

export interface Evaluation {
  readonly now: Date;
  readonly fields: FieldSpecs;
  readonly matchText: (term: string, prefix: boolean, row: FilterRow) => boolean;
}

/**
 * Whether a plain object passes the filter, with the meaning the SQL form has: two-valued; `null` and
 * absent values pass no test but `none`, hence pass the negation of every other; of several values one
 * that passes is enough. Text and references are compared by `foldText`, ids and enums exactly.
 */
export function evaluateFilter(filter: Filter, row: FilterRow, evaluation: Evaluation): boolean {
  switch (filter.kind) {
    case "empty":
      return true;
    case "and":
      return filter.items.every((item) => evaluateFilter(item, row, evaluation));
    case "or":
      return filter.items.some((item) => evaluateFilter(item, row, evaluation));
    case "not":
      return !evaluateFilter(filter.item, row, evaluation);
    case "term":
      return evaluation.matchText(filter.text, filter.prefix, row);
    case "field": {
      const spec = Object.hasOwn(evaluation.fields, filter.field)
        ? evaluation.fields[filter.field]
        : undefined;
      if (spec === undefined) throw new Error(`The filter names a field that is not given: ${filter.field}`);
      const values = valuesOf(row, filter.field);
      return filter.tests.some((test) => passes(test, values, spec, evaluation.now));
    }
  }
}

function valuesOf(row: FilterRow, field: string): readonly unknown[] {
  const value = Object.hasOwn(row, field) ? row[field] : undefined;
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((each) => each !== null && each !== undefined);
}

function passes(test: FieldTest, values: readonly unknown[], spec: FieldSpec, now: Date): boolean {
  if (test.kind === "none") return values.length === 0;
  if (test.kind === "any") return values.length > 0;
  return values.some((value) => passesOne(test, value, spec, now));
}

function passesOne(
  test: Exclude<FieldTest, { kind: "none" | "any" }>,
  value: unknown,
  spec: FieldSpec,
  now: Date,
): boolean {
  switch (test.kind) {
    case "equals":
      return equals(test.value, value, spec, now);
    case "startsWith":
      return foldText(String(value)).startsWith(foldText(test.text));
    case "compare":
      return compare(test.operator, position(value, test.value), periodOf(test.value, now));
    case "between":
      return (
        compare(">=", position(value, test.from), periodOf(test.from, now)) &&
        compare("<=", position(value, test.to), periodOf(test.to, now))
      );
  }
}

function equals(wanted: FilterValue, value: unknown, spec: FieldSpec, now: Date): boolean {
  if (typeof wanted === "boolean") return value === wanted;
  if (typeof wanted !== "string") {
    const at = position(value, wanted);
    const period = periodOf(wanted, now);
    return compare(">=", at, period) && compare("<=", at, period);
  }
  if (spec.type === "text" || spec.type === "reference") return foldText(String(value)) === foldText(wanted);
  return String(value) === wanted;
}

function position(value: unknown, wanted: OrderedValue): number {
  if (typeof wanted === "number" || typeof value === "number") return Number(value);
  return value instanceof Date ? value.getTime() : new Date(String(value)).getTime();
}

/** A number is a stretch whose ends coincide. */
function periodOf(value: OrderedValue, now: Date): Period & { readonly point: boolean } {
  if (typeof value === "number") return { from: value, to: value, point: true };
  return { ...datePeriod(value.date, now), point: false };
}

function compare(operator: Comparison, at: number, period: Period & { readonly point: boolean }): boolean {
  switch (operator) {
    case ">":
      return period.point ? at > period.to : at >= period.to;
    case ">=":
      return at >= period.from;
    case "<":
      return at < period.from;
    case "<=":
      return period.point ? at <= period.to : at < period.to;
  }
}
