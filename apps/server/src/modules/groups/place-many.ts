import type { Caller } from "#kernel/caller";
import type { Reader } from "#kernel/db/reader";
import { command, statement } from "#kernel/db/statement";
import { text } from "#kernel/db/values";
import { Problem } from "#kernel/problem";
import { areAbove, wantApproval } from "./rights.ts";

export type Place = { readonly id: string; readonly slug: string; readonly name: string };

const bySlug = statement<[readonly string[]], Place>(
  "select id, slug, name from groups where slug = any($1) and deleted_at is null",
  (row) => ({ id: text(row, 0), slug: text(row, 1), name: text(row, 2) }),
);

/** Of each group whether the caller may put somebody into it, and what speaks against it where not. */
export async function placesOf(
  db: Reader,
  caller: Caller,
  slugs: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, Place | Problem>> {
  const wanted = [...new Set(slugs)];
  const places = new Map<string, Place | Problem>();
  if (wanted.length === 0) return places;
  const found = new Map((await db.query(bySlug(wanted))).map((place) => [place.slug, place]));
  for (const slug of wanted) {
    const place = found.get(slug);
    if (place === undefined) places.set(slug, new Problem("group.unknown"));
    else if (!caller.permissions.has("groups:update")) places.set(slug, new Problem("auth.forbidden"));
    else if (await areAbove(db, caller, [place.id], now)) places.set(slug, new Problem("group.above_you"));
    else if (await wantApproval(db, [place.id], now)) places.set(slug, new Problem("group.needs_approval"));
    else places.set(slug, place);
  }
  return places;
}

type Pair = { readonly groupId: string; readonly userId: string };
const pair = (row: Parameters<typeof text>[0]): Pair => ({ groupId: text(row, 0), userId: text(row, 1) });

const held = statement<[people: readonly string[], groups: readonly string[]], Pair>(
  "select group_id, user_id from group_members where user_id = any($1::uuid[]) and group_id = any($2::uuid[]) and by_hand",
  pair,
);
/** Who was put into which of these groups before. */
export const heldPlaces = (
  db: Reader,
  people: readonly string[],
  groups: readonly string[],
): Promise<Pair[]> =>
  people.length === 0 || groups.length === 0 ? Promise.resolve([]) : db.query(held(people, groups));

const insert = statement<[groups: string[], people: string[], at: string, by: string | null], Pair>(
  `insert into group_members as m (organization_id, group_id, user_id, by_hand, by_rule, added_at, added_by)
   select current_organization(), p.group_id, p.user_id, true, false, $3, $4
   from unnest($1::uuid[], $2::uuid[]) as p (group_id, user_id) order by p.user_id, p.group_id
   on conflict (organization_id, user_id, group_id) do update set by_hand = true where not m.by_hand
   returning group_id, user_id`,
  pair,
);
/** Puts many people into groups; who was there already is not in the answer. */
export async function placeMany(
  db: Reader,
  pairs: readonly Pair[],
  by: { caller: Caller; now: Date },
): Promise<Pair[]> {
  if (pairs.length === 0) return [];
  const groups = pairs.map(({ groupId }) => groupId);
  const people = pairs.map(({ userId }) => userId);
  return db.query(insert(groups, people, by.now.toISOString(), by.caller.userId));
}

const keepRuled = command<[string[], string[]]>(
  `update group_members m set by_hand = false from unnest($1::uuid[], $2::uuid[]) as p (group_id, user_id)
   where m.group_id = p.group_id and m.user_id = p.user_id and m.by_hand and m.by_rule`,
);
const dropPlaced = command<[string[], string[]]>(
  `delete from group_members m using unnest($1::uuid[], $2::uuid[]) as p (group_id, user_id)
   where m.group_id = p.group_id and m.user_id = p.user_id and m.by_hand and not m.by_rule`,
);
/** Takes people out again who were put there by hand; whom a rule finds stays. */
export async function unplaceMany(db: Reader, pairs: readonly Pair[]): Promise<void> {
  if (pairs.length === 0) return;
  const groups = pairs.map(({ groupId }) => groupId);
  const people = pairs.map(({ userId }) => userId);
  await db.queries(dropPlaced(groups, people), keepRuled(groups, people));
}
