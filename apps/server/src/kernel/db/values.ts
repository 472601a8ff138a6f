import type { RawRow } from "./statement.ts";

/** Readers of single columns. PostgreSQL speaks text; each reader knows what the column promised. */
export function text(row: RawRow, at: number): string {
  const value = row[at];
  if (value === null || value === undefined) throw new Error(`column ${at} is null`);
  return value;
}

export function textOrNull(row: RawRow, at: number): string | null {
  return row[at] ?? null;
}

export function integer(row: RawRow, at: number): number {
  return Number(text(row, at));
}

export function integerOrNull(row: RawRow, at: number): number | null {
  const value = row[at];
  return value === null || value === undefined ? null : Number(value);
}

export function flag(row: RawRow, at: number): boolean {
  return row[at] === "t";
}

/** `2026-01-02 03:04:05.6+00` as ISO 8601 with its milliseconds; sessions run in UTC, so the offset is always +00. */
function isoTime(value: string): string {
  const clock = value.slice(11, -3);
  const full = clock.length < 12 ? `${clock.slice(0, 8)}.${clock.slice(9).padEnd(3, "0")}` : clock;
  return `${value.slice(0, 10)}T${full}Z`;
}

export function time(row: RawRow, at: number): string {
  return isoTime(text(row, at));
}

export function timeOrNull(row: RawRow, at: number): string | null {
  const value = row[at];
  return value === null || value === undefined || value === "-infinity" ? null : isoTime(value);
}

export function bytes(row: RawRow, at: number): Buffer {
  return Buffer.from(text(row, at).slice(2), "hex");
}

export function json<T>(row: RawRow, at: number): T {
  return JSON.parse(text(row, at)) as T;
}

export function jsonOrNull<T>(row: RawRow, at: number): T | null {
  const value = row[at];
  return value === null || value === undefined ? null : (JSON.parse(value) as T);
}

/** A text[]; the common cases, `{}` and plain words, without a parser. */
export function textArray(row: RawRow, at: number): string[] {
  const value = text(row, at);
  if (value === "{}") return [];
  if (!value.includes('"')) return value.slice(1, -1).split(",");
  const items: string[] = [];
  let item = "";
  let quoted = false;
  for (let index = 1; index < value.length - 1; index++) {
    const character = value.charAt(index);
    if (character === "\\") item += value.charAt(++index);
    else if (character === '"') quoted = !quoted;
    else if (character === "," && !quoted) {
      items.push(item);
      item = "";
    } else item += character;
  }
  items.push(item);
  return items;
}
