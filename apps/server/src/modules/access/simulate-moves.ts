import type { AccessChange } from "@atrium/contracts";
import type { HeldGrant } from "./engine/held-grants.ts";

/** The groups that a person would be put into and taken out of. */
export type Move = { readonly joins: ReadonlySet<string>; readonly leaves: ReadonlySet<string> };

/** By person; of two that contradict each other the later one counts. */
export function movesIn(changes: readonly AccessChange[]): ReadonlyMap<string, Move> {
  const moves = new Map<string, { joins: Set<string>; leaves: Set<string> }>();
  for (const change of changes) {
    if (change.do !== "group.join" && change.do !== "group.leave") continue;
    const { person, group } = change;
    const move = moves.get(person) ?? { joins: new Set(), leaves: new Set() };
    const [into, from] = change.do === "group.join" ? [move.joins, move.leaves] : [move.leaves, move.joins];
    into.add(group);
    from.delete(group);
    moves.set(person, move);
  }
  return moves;
}

export type Membership = { readonly person: string; readonly group: string; readonly above: string };
export type Over = { readonly group: string; readonly above: string };

/** Every group that a person would count as after a move, those above among them. */
export function groupsAfter(
  person: string,
  move: Move,
  memberships: readonly Membership[],
  over: readonly Over[],
): ReadonlySet<string> {
  const stays = memberships.filter((each) => each.person === person && !move.leaves.has(each.group));
  const comes = over.filter(({ group }) => move.joins.has(group));
  return new Set([...stays, ...comes].map(({ above }) => above));
}

/** Somebody's grants when they count as these groups: without those of others, with those that the groups bring. */
export function grantsWithin(
  grants: readonly HeldGrant[],
  groups: ReadonlySet<string>,
  brought: readonly HeldGrant[],
): HeldGrant[] {
  const kept = grants.filter(({ subject }) => subject.type !== "group" || groups.has(subject.id));
  const known = new Set(kept.map(({ id }) => id));
  return [...kept, ...brought.filter(({ id, subject }) => groups.has(subject.id) && !known.has(id))];
}
