import { foldText, parseFilter, prefixEnd, type FieldSpecs, type Filter } from "@atrium/filter";
import type { Parameter } from "#kernel/db/statement";
import { filterToSql, type ColumnSpec } from "#kernel/filter-sql";
import { Problem } from "#kernel/problem";

export type Filterable = {
  readonly fields: FieldSpecs;
  readonly columns: Readonly<Record<string, ColumnSpec>>;
  readonly textSearch: (term: string, prefix: boolean, bind: (value: unknown) => string) => string;
};

/** What begins with a word lies from the first value on and before the second; null when nothing comes behind it. */
export function rangeOfWord(word: string): { from: string; before: string | null } {
  const from = foldText(word).trim();
  return { from, before: prefixEnd(from) ?? null };
}

/** Free words match where one of the columns, which hold folded text, begins with the word. */
export function beginsWith(columns: readonly string[]): Filterable["textSearch"] {
  return (term, _prefix, bind) => {
    const { from, before } = rangeOfWord(term);
    const low = `${bind(from)}::text`;
    const high = before === null ? null : `${bind(before)}::text`;
    const begins = columns.map((column) =>
      high === null ? `${column} >= ${low}` : `(${column} >= ${low} and ${column} < ${high})`,
    );
    return begins.join(" or ");
  };
}

/** Reads a list's filter text; what it does not understand is told with its place in the text. */
export function readFilter(filterable: Filterable, text: string): Filter {
  const parsed = parseFilter(text, filterable.fields);
  if (parsed.ok) return parsed.filter;
  throw new Problem("filter.invalid", {
    fields: parsed.errors.map(({ code, message }) => ({ pointer: "/query/q", code, detail: message })),
    extra: { positions: parsed.errors.map(({ position, length }) => ({ position, length })) },
  });
}

export function filterCondition(
  filterable: Filterable,
  filter: Filter,
  now: Date,
): { where: string; values: readonly Parameter[] } {
  const { sql, params } = filterToSql(filter, filterable.columns, {
    firstParameter: 1,
    now,
    textSearch: filterable.textSearch,
  });
  return { where: sql, values: params.map(toParameter) };
}

function toParameter(value: unknown): Parameter {
  if (
    value === null ||
    typeof value === "string" ||
    typeof value === "number" ||
    typeof value === "boolean"
  ) {
    return value;
  }
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(String);
  throw new Error("a filter gave a value that no column takes");
}
