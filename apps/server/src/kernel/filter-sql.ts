import { datePeriod, foldText, prefixEnd } from "@atrium/filter";
import type {
  Comparison,
  FieldCondition,
  FieldTest,
  Filter,
  FilterValue,
  OrderedValue,
} from "@atrium/filter";

export interface ColumnSpec {
  /** A column, or an expression in parentheses. Trusted: it comes from code, never from a request. */
  readonly sql: string;
  readonly cast: "text" | "uuid" | "timestamptz" | "boolean" | "numeric";
  /** The column holds `foldText` of the text, so values are folded before they are compared. */
  readonly fold?: boolean;
  /** Says whether there is a value, where the column itself is never null. */
  readonly present?: string;
  /** The opposite, in the words of an index that finds who has none. */
  readonly absent?: string;
  /** Columns that are never above this one: what lies below a time lies below it there, too, which an index may know. */
  readonly below?: readonly string[];
  /**
   * That one of these columns says nearly the same: PostgreSQL, which takes them for unrelated, would expect far fewer
   * rows than there are, so this one is asked in words of which it has no frequency.
   */
  readonly alike?: boolean;
  /** What the column stores for an id as people write it; null when there can be no such id. */
  readonly decode?: (value: string) => string | null;
  /** The list that `exists` looks through, where one value is found in it sooner by itself. */
  readonly list?: string;
  /** For values in another table: wraps a condition on `sql`, as in `exists (select 1 from ... where ${condition})`. */
  readonly exists?: (condition: string) => string;
}

export interface FilterSqlOptions {
  readonly firstParameter: number;
  readonly now: Date;
  /** The condition of a free-text term; `bind` gives the placeholder of a value, without a cast. */
  readonly textSearch: (term: string, prefix: boolean, bind: (value: unknown) => string) => string;
}

export interface FilterSql {
  readonly sql: string;
  readonly params: unknown[];
}

type Columns = Readonly<Record<string, ColumnSpec>>;
type ElementTest = Exclude<FieldTest, { kind: "none" | "any" }>;

interface Writer {
  readonly columns: Columns;
  readonly options: FilterSqlOptions;
  readonly bind: (value: unknown) => string;
}

/**
 * The filter as a condition for `where`. Same meaning as `evaluateFilter`: null passes nothing but `none`,
 * and a negation is `is not true`, so what was null below it counts as "did not match".
 *
 * No value is ever part of the SQL. Prefixes are ranges and no operator is a pattern: row-level security
 * lets only leakproof operators use an index.
 */
export function filterToSql(filter: Filter, columns: Columns, options: FilterSqlOptions): FilterSql {
  const params: unknown[] = [];
  const bind = (value: unknown) => `$${options.firstParameter + params.push(value) - 1}`;
  return { sql: conditionSql(filter, { columns, options, bind }), params };
}

function conditionSql(filter: Filter, writer: Writer): string {
  switch (filter.kind) {
    case "empty":
      return "true";
    case "and":
    case "or":
      return `(${filter.items.map((item) => conditionSql(item, writer)).join(` ${filter.kind} `)})`;
    case "not":
      return `(${conditionSql(filter.item, writer)} is not true)`;
    case "term":
      return `(${writer.options.textSearch(filter.text, filter.prefix, writer.bind)})`;
    case "field":
      return fieldSql(filter, writer);
  }
}

function fieldSql({ field, tests }: FieldCondition, writer: Writer): string {
  const column = Object.hasOwn(writer.columns, field) ? writer.columns[field] : undefined;
  if (column === undefined) throw new Error(`No column is given for the filter field ${field}`);
  const { sql, exists, present = `${sql} is not null` } = column;

  const parts: string[] = [];
  const elementTests = tests.filter((test) => test.kind !== "none" && test.kind !== "any");
  const inList = listSql(elementTests, column, writer);
  if (inList !== null) {
    parts.push(inList);
  } else if (elementTests.length > 0) {
    const condition = elementSql(elementTests, column, writer);
    parts.push(exists === undefined ? condition : `(${exists(condition)})`);
  }
  const any = exists === undefined ? present : exists("true");
  // Plainly "not exists", which can be joined, where "is not true" would be looked up row by row.
  const none = column.absent ?? (exists === undefined ? absentSql(column) : `not ${any}`);
  if (tests.some((test) => test.kind === "any")) parts.push(`(${any})`);
  if (tests.some((test) => test.kind === "none")) parts.push(`(${none})`);
  return either(parts);
}

/** As an index knows it: what "is not true" it would not look up. */
function absentSql({ sql, present }: ColumnSpec): string {
  return present === undefined ? `${sql} is null` : `(${present}) is not true`;
}

/** Equality alone, asked of the list as it lies in the row. */
function listSql(tests: readonly ElementTest[], column: ColumnSpec, { bind }: Writer): string | null {
  const { list, cast } = column;
  if (list === undefined || tests.length === 0) return null;
  const values = tests.flatMap((test) =>
    test.kind === "equals" && typeof test.value === "string" ? (storedValue(test.value, column) ?? []) : [],
  );
  if (values.length < tests.length) return null;
  return either(values.map((value) => `(${bind(value)}::${cast} = any(${list}))`));
}

function elementSql(tests: readonly ElementTest[], column: ColumnSpec, writer: Writer): string {
  const values: (string | number | boolean)[] = [];
  const parts: string[] = [];
  let empty = false;
  for (const test of tests) {
    if (test.kind === "equals" && typeof test.value !== "object") {
      const value = storedValue(test.value, column);
      if (value === "" && column.present !== undefined) empty = true;
      else if (value !== null) values.push(value);
    } else {
      parts.push(testSql(test, column, writer));
    }
  }
  if (values.length === 1) parts.unshift(`(${column.sql} = ${writer.bind(values[0])}::${column.cast})`);
  if (values.length > 1) parts.unshift(`(${column.sql} = any(${writer.bind(values)}::${column.cast}[]))`);
  if (empty) parts.push(presentAlone(`${column.sql} = ${writer.bind("")}::${column.cast}`, column));
  return either(parts);
}

/** Where nothing is stored as an empty text, what an empty text passes is also asked whether there is any. */
function presentAlone(condition: string, { present }: ColumnSpec): string {
  return present === undefined ? `(${condition})` : `(${condition} and ${present})`;
}

function testSql(test: ElementTest, column: ColumnSpec, writer: Writer): string {
  switch (test.kind) {
    case "equals":
      return betweenSql(ordered(test.value), ordered(test.value), column, writer);
    case "between":
      return betweenSql(test.from, test.to, column, writer);
    case "compare":
      return compareSql(test.operator, test.value, column, writer);
    case "startsWith":
      return prefixSql(test.text, column, writer);
  }
}

function betweenSql(from: OrderedValue, to: OrderedValue, column: ColumnSpec, writer: Writer): string {
  return `(${compareSql(">=", from, column, writer)} and ${compareSql("<=", to, column, writer)})`;
}

/** A date stands for its whole day, month or minute, so the boundary depends on the side it is seen from. */
function compareSql(operator: Comparison, value: OrderedValue, column: ColumnSpec, writer: Writer): string {
  const { sql, cast } = column;
  if (typeof value === "number") {
    expectCast(column, "numeric");
    return `(${sql} ${operator} ${writer.bind(value)}::${cast})`;
  }
  expectCast(column, "timestamptz");
  const period = datePeriod(value.date, writer.options.now);
  const boundary = operator === ">" || operator === "<=" ? period.to : period.from;
  const isLower = operator.startsWith(">");
  const bound = `${isLower ? ">=" : "<"} ${writer.bind(timestamp(boundary))}::${cast}`;
  if (isLower) return `(${sql} ${bound})`;
  // Who has no time at all stands before every time.
  const own = column.alike === true ? `coalesce(${sql} ${bound}, false)` : `${sql} ${bound}`;
  const conditions = [own, ...(column.below ?? []).map((each) => `${each} ${bound}`)];
  return `(${[...conditions, ...(column.present === undefined ? [] : [column.present])].join(" and ")})`;
}

/** The explicit collation makes the range right on every column, and fast on those declared with it. */
function prefixSql(text: string, column: ColumnSpec, writer: Writer): string {
  expectCast(column, "text");
  const key = `${column.sql} collate "C"`;
  const stored = column.decode === undefined ? text : column.decode(text);
  if (stored === null) return "false";
  const prefix = column.fold === true ? foldText(stored) : stored;
  const end = prefixEnd(prefix);
  const start = `${key} >= ${writer.bind(prefix)}::text`;
  if (prefix === "") return presentAlone(start, column);
  return end === undefined ? `(${start})` : `(${start} and ${key} < ${writer.bind(end)}::text)`;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Null when the column cannot hold the value: then it matches nothing, instead of failing in the database. */
function storedValue(value: string | number | boolean, column: ColumnSpec): string | number | boolean | null {
  if (typeof value !== "string") {
    expectCast(column, typeof value === "number" ? "numeric" : "boolean");
    return value;
  }
  expectCast(column, "text", "uuid");
  const stored = column.decode === undefined ? value : column.decode(value);
  if (stored === null || (column.cast === "uuid" && !uuid.test(stored))) return null;
  return column.fold === true ? foldText(stored) : stored;
}

function ordered(value: FilterValue): OrderedValue {
  if (typeof value === "string" || typeof value === "boolean")
    throw new Error("A filter compares what has no order");
  return value;
}

function expectCast(column: ColumnSpec, ...casts: readonly ColumnSpec["cast"][]): void {
  if (!casts.includes(column.cast)) {
    throw new Error(`The filter field of ${column.sql} is ${casts.join(" or ")}, its column ${column.cast}`);
  }
}

function either(parts: readonly string[]): string {
  if (parts.length === 0) return "false";
  return parts.length === 1 ? (parts[0] ?? "false") : `(${parts.join(" or ")})`;
}

/** PostgreSQL takes years of five digits, but not the sign ISO 8601 puts before them. */
function timestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/^\+0/, "");
}
