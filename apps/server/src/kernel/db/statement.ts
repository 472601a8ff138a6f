import { createHash } from "node:crypto";

/** A value as it travels to PostgreSQL. Objects for jsonb columns are passed as JSON text. */
export type Parameter = string | number | boolean | null | Buffer | readonly string[] | readonly number[];
/** A row as it comes back: text or null per column, in the order of the select list. */
export type RawRow = readonly (string | null)[];

/** A statement bound to its parameters, ready to run. */
export type Query<R> = {
  readonly name: string;
  readonly text: string;
  readonly values: readonly Parameter[];
  readonly read: (row: RawRow) => R;
};

/** A prepared statement, named by its text, and the one place that turns its columns into a value. */
export function statement<P extends readonly Parameter[], R>(
  text: string,
  read: (row: RawRow) => R,
): (...values: P) => Query<R> {
  const name = createHash("sha256").update(text).digest("base64url").slice(0, 22);
  return (...values) => ({ name, text, values, read });
}

const nothing = (): void => undefined;

/** A statement whose rows nobody reads. */
export function command<P extends readonly Parameter[]>(text: string): (...values: P) => Query<void> {
  return statement<P, void>(text, nothing);
}

/** A statement built at run time; it is not kept prepared. */
export function dynamicQuery<R>(
  text: string,
  values: readonly Parameter[],
  read: (row: RawRow) => R,
): Query<R> {
  return { name: "", text, values, read };
}
