/**
 * What a filter means. Two-valued throughout: a row matches or it does not. A field without a value
 * matches no test but `none`, so its negation matches: `-created:>2026` finds rows never created too.
 */
export type Filter = EmptyFilter | Condition;

/** Matches every row. Never a part of a condition, so no operator can turn a part into "match all". */
export interface EmptyFilter {
  readonly kind: "empty";
}

export type Condition = Combination | Negation | FieldCondition | Term;

export interface Combination {
  readonly kind: "and" | "or";
  readonly items: readonly Condition[];
}

export interface Negation {
  readonly kind: "not";
  readonly item: Condition;
}

/** True when any value of the field passes any of the tests. */
export interface FieldCondition {
  readonly kind: "field";
  readonly field: string;
  readonly tests: readonly FieldTest[];
}

/** Free text; what it is searched in belongs to the resource. */
export interface Term {
  readonly kind: "term";
  readonly text: string;
  readonly prefix: boolean;
}

export type Comparison = ">" | ">=" | "<" | "<=";

export type FieldTest =
  | { readonly kind: "equals"; readonly value: FilterValue }
  | { readonly kind: "startsWith"; readonly text: string }
  | { readonly kind: "compare"; readonly operator: Comparison; readonly value: OrderedValue }
  | { readonly kind: "between"; readonly from: OrderedValue; readonly to: OrderedValue }
  | { readonly kind: "none" }
  | { readonly kind: "any" };

/** `2026`, `2026-01`, `2026-01-31`, `2026-01-31T09:30Z` (to the millisecond), or `-90d`, `+2w` from now. */
export interface DateValue {
  readonly date: string;
}

export type OrderedValue = number | DateValue;
export type FilterValue = string | boolean | OrderedValue;

export const emptyFilter: EmptyFilter = Object.freeze({ kind: "empty" });

export function isEmpty(filter: Filter): filter is EmptyFilter {
  return filter.kind === "empty";
}

/** All of the filters; empty ones add nothing. */
export function and(...filters: readonly Filter[]): Filter {
  const conditions = filters.filter((filter) => !isEmpty(filter));
  const [first, ...rest] = conditions;
  return first === undefined ? emptyFilter : combine("and", first, rest);
}

export function or(first: Condition, ...rest: readonly Condition[]): Condition {
  return combine("or", first, rest);
}

export function not(condition: Condition): Condition {
  return condition.kind === "not" ? condition.item : { kind: "not", item: condition };
}

/** Nested combinations of the same kind become one, so that equal meaning has one form. */
export function combine(kind: Combination["kind"], first: Condition, rest: readonly Condition[]): Condition {
  if (rest.length === 0) return first;
  return { kind, items: [first, ...rest].flatMap((item) => (item.kind === kind ? item.items : [item])) };
}
