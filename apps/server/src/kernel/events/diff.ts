import type { Change, Json } from "./record.ts";

type Fields = Readonly<Record<string, Json | undefined>>;

const same = (a: Json, b: Json): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

/** The fields that differ, in the order of `after`. */
export function diff(before: Fields, after: Fields): Change[] {
  const changes: Change[] = [];
  for (const field of Object.keys(after)) {
    const old = before[field] ?? null;
    const fresh = after[field] ?? null;
    if (same(old, fresh)) continue;
    changes.push({ field, before: old, after: fresh });
  }
  return changes;
}
