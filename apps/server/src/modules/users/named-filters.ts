import { or, type Condition, type FieldCondition, type Filter } from "@atrium/filter";
import type { Reader } from "#kernel/db/reader";
import { readFilter } from "#kernel/filter-list";
import { fail } from "#kernel/operation";
import { statement } from "#kernel/db/statement";
import { text } from "#kernel/db/values";
import { userFilter } from "./fields.ts";

const segmentsBySlug = statement<
  [slugs: readonly string[]],
  { slug: string; kind: "live" | "static"; q: string }
>("select slug, kind, q from segments where slug = any ($1::text[])", (row) => ({
  slug: text(row, 0),
  kind: text(row, 1) === "static" ? "static" : "live",
  q: text(row, 2),
}));

/** Segments may stand on segments; this deep, and no more of them in one question. */
const deepest = 5;
const most = 20;

/** The slugs of the segments that a filter names. */
export function segmentsNamed(filter: Filter): string[] {
  switch (filter.kind) {
    case "field":
      return filter.field !== "segment"
        ? []
        : filter.tests.flatMap((test) =>
            test.kind === "equals" && typeof test.value === "string" ? [test.value.toLowerCase()] : [],
          );
    case "and":
    case "or":
      return filter.items.flatMap(segmentsNamed);
    case "not":
      return segmentsNamed(filter.item);
    default:
      return [];
  }
}

type Meaning = ReadonlyMap<string, Condition | "static">;

/** What a live segment means whose filter asks for nothing at all. */
const everybody = (): Condition => ({ kind: "field", field: "id", tests: [{ kind: "any" }] });

function meaningOf(condition: FieldCondition, meanings: Meaning): Condition {
  const stored: FieldCondition["tests"][number][] = [];
  const parts: Condition[] = [];
  for (const test of condition.tests) {
    const slug = test.kind === "equals" && typeof test.value === "string" ? test.value.toLowerCase() : null;
    const meaning = slug === null ? "static" : meanings.get(slug);
    if (meaning === undefined || meaning === "static") stored.push(test);
    else parts.push(meaning);
  }
  if (stored.length > 0) parts.unshift({ ...condition, tests: stored });
  const [first = condition, ...rest] = parts;
  return or(first, ...rest);
}

function replaced(filter: Condition, meanings: Meaning): Condition {
  switch (filter.kind) {
    case "field":
      return filter.field === "segment" ? meaningOf(filter, meanings) : filter;
    case "and":
    case "or":
      return { kind: filter.kind, items: filter.items.map((item) => replaced(item, meanings)) };
    case "not":
      return { kind: "not", item: replaced(filter.item, meanings) };
    default:
      return filter;
  }
}

function unknown(slugs: readonly string[]): never {
  return fail("segment.unknown", {
    fields: slugs.map((slug) => ({
      pointer: "/query/q",
      code: "segment.unknown",
      detail: `There is no segment ${slug}.`,
    })),
  });
}

/**
 * Puts what they mean in the place of live segments. What they ask is read with the fields of whoever asks now, so a
 * segment never shows what its reader may not see.
 */
export async function expandSegments(
  db: Reader,
  filter: Filter,
  above: readonly string[] = [],
): Promise<Filter> {
  const named = [...new Set(segmentsNamed(filter))];
  if (named.length === 0 || filter.kind === "empty") return filter;
  if (named.some((slug) => above.includes(slug)) || above.length >= deepest || named.length > most) {
    return fail("segment.circle");
  }
  const rows = await db.query(segmentsBySlug(named));
  const missing = named.filter((slug) => !rows.some((row) => row.slug === slug));
  if (missing.length > 0) return unknown(missing);
  const meanings = new Map<string, Condition | "static">();
  for (const { slug, kind, q } of rows) {
    if (kind === "static") {
      meanings.set(slug, "static");
      continue;
    }
    const inner = await expandSegments(db, readFilter(userFilter, q), [...above, slug]);
    meanings.set(slug, inner.kind === "empty" ? everybody() : inner);
  }
  return replaced(filter, meanings);
}
