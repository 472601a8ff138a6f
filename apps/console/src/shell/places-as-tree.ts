import { matchesWords } from "./matches-words.ts";

export type Place = { id: string; slug: string; name: string; detail: string; depth: number };
type Found = { id: string; slug: string; name: string; parentId: string | null };

/**
 * Where one may go: one's own places first, then what was found, each below what it belongs to as far as that is in the
 * list too. Every place is there once.
 */
export function placesAsTree(from: {
  memberships: readonly { organizationId: string; slug: string; name: string }[];
  found: readonly Found[];
  words: string;
}): Place[] {
  const all = new Map<string, Found>();
  for (const each of from.found) all.set(each.id, each);
  for (const { organizationId: id, slug, name } of from.memberships) {
    if (all.has(id) || !matchesWords(`${name} ${slug}`, from.words)) continue;
    all.set(id, { id, slug, name, parentId: null });
  }
  const own = new Set(from.memberships.map(({ organizationId }) => organizationId));
  const ranked = [...all.values()].toSorted((a, b) => Number(own.has(b.id)) - Number(own.has(a.id)));
  const places: Place[] = [];
  const put = (each: Found, depth: number): void => {
    if (!all.delete(each.id)) return;
    places.push({ id: each.id, slug: each.slug, name: each.name, detail: each.slug, depth });
    for (const child of ranked) if (child.parentId === each.id) put(child, depth + 1);
  };
  const known = new Set(all.keys());
  for (const each of ranked) if (each.parentId === null || !known.has(each.parentId)) put(each, 0);
  for (const each of ranked) put(each, 0);
  return places;
}
