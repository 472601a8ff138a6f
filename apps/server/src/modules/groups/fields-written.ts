import { foldText } from "@atrium/filter";
import type { Reader } from "#kernel/db/reader";
import type { Json } from "#kernel/events/record";
import { slugsLike, type GroupRow } from "./queries.ts";

/** What an event shows of a group. */
export function eventFields(
  row: Pick<GroupRow, "name" | "kind" | "slug" | "description" | "rule" | "parentId">,
): Record<string, Json> {
  const { name, kind, slug, description, rule, parentId } = row;
  return { name, kind, slug, description, rule, parentId };
}

const longestSlug = 56;

/** A slug from a name, free in the organization. */
export async function freeSlug(db: Reader, name: string): Promise<string> {
  const words = foldText(name)
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^[^a-z]+|-+$/g, "");
  const base = words.slice(0, longestSlug).replace(/-+$/, "") || "group";
  const taken = new Set(await db.query(slugsLike(base)));
  if (!taken.has(base)) return base;
  for (let n = 2; ; n++) if (!taken.has(`${base}-${n}`)) return `${base}-${n}`;
}
