import type { Transaction } from "#kernel/db/transaction";
import type { Acting } from "#kernel/jobs/kind";
import { violatedConstraint } from "#kernel/db/failures";
import { Problem } from "#kernel/problem";
import { unplaceMany } from "#modules/groups";
import type { Change } from "#modules/jobs";
import { dropGrantsOf } from "#modules/roles";
import {
  aboveCaller,
  everHeldByMany,
  giveBack,
  peopleByIds,
  tellUpdated,
  userTarget,
  type StoodAs,
  type UserRow,
} from "#modules/users";

export type Changed = Change & {
  readonly before: { readonly stood: StoodAs | null; readonly grants: string[]; readonly places: string[] };
};
type By = Acting & { db: Transaction };

/** How these people stand now, held until the transaction ends. */
export async function standing(
  db: Transaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, UserRow>> {
  return new Map((await db.query(peopleByIds(ids))).map((row) => [row.uuid, row]));
}

const taken = (cause: unknown): Problem | null =>
  violatedConstraint(cause) !== null ? new Problem("import.changed_since") : null;

/** Gives rows back together; where one of them meets what somebody else has by now, one by one. */
async function giveBackRows(
  by: By,
  changes: readonly Changed[],
  refused: Map<string, Problem>,
): Promise<UserRow[]> {
  const rows = changes.flatMap(({ targetId, before }) =>
    before.stood === null ? [] : [{ id: targetId, stood: before.stood }],
  );
  if (rows.length === 0) return [];
  try {
    return await by.db.attempt(() => giveBack(by.db, rows));
  } catch (cause) {
    if (taken(cause) === null) throw cause;
  }
  const back: UserRow[] = [];
  for (const row of rows) {
    try {
      back.push(...(await by.db.attempt(() => giveBack(by.db, [row]))));
    } catch (cause) {
      const problem = taken(cause);
      if (problem === null) throw cause;
      refused.set(row.id, problem);
    }
  }
  return back;
}

/** Gives changed people back what they were; who holds more than the caller by now stays. */
export async function giveBackAll(
  by: By,
  changes: readonly Changed[],
  now: ReadonlyMap<string, UserRow>,
): Promise<ReadonlyMap<string, Problem>> {
  const refused = new Map<string, Problem>();
  if (changes.length === 0) return refused;
  const isAbove = aboveCaller(
    by.caller,
    await by.db.query(everHeldByMany(changes.map(({ targetId }) => targetId))),
  );
  for (const { targetId } of changes) {
    if (targetId !== by.caller.userId && isAbove(targetId))
      refused.set(targetId, new Problem("user.above_you"));
  }
  const mine = changes.filter(({ targetId }) => !refused.has(targetId));
  const back = new Map((await giveBackRows(by, mine, refused)).map((row) => [row.uuid, row]));
  const kept = mine.filter(({ targetId }) => !refused.has(targetId));
  const grants = kept.flatMap(({ before }) => before.grants);
  if (grants.length > 0) await by.db.query(dropGrantsOf(grants));
  await unplaceMany(
    by.db,
    kept.flatMap(({ targetId, before }) => before.places.map((groupId) => ({ groupId, userId: targetId }))),
  );
  for (const { targetId, before } of kept) {
    const [stood, after] = [now.get(targetId), back.get(targetId)];
    if (stood === undefined) continue;
    if (after !== undefined) by.record(tellUpdated(stood, after));
    if (before.grants.length > 0) {
      by.record({
        name: "user.role_removed",
        target: userTarget(stood),
        data: { grants: before.grants.length },
      });
    }
  }
  const left = new Map<string, string[]>();
  for (const { targetId, before } of kept) {
    for (const group of before.places) left.set(group, [...(left.get(group) ?? []), targetId]);
  }
  for (const [group, users] of left) {
    by.record({
      name: "group.members_removed",
      target: { type: "group", id: group, name: null },
      data: { users },
    });
  }
  return refused;
}
