import {
  formatId,
  removeGroupMembers,
  removeUserRole,
  restoreUser,
  unmergeUsers,
  updateUser,
} from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { takeBackTicks } from "#modules/onboarding";
import { eventFields, fieldsOf, findUser, shown, takeUser, userTarget } from "#modules/users";
import { lastMergeOf, noteUndone, placesByHand, pointAt, type FieldChange } from "../queries.ts";
import { isSame } from "../union.ts";
import { doing, type MergeDeps } from "./merge.ts";

const restoreWindowMs = 30 * 24 * 60 * 60 * 1000;

/** What the merge changed and nobody has since, as it was before; of tags only the ones it added go. */
function putBack(
  fields: Readonly<Record<string, FieldChange>>,
  now: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const back: Record<string, unknown> = {};
  for (const [field, { before, after }] of Object.entries(fields)) {
    if (field === "tags") {
      const had = new Set(before as string[]);
      const added = new Set((after as string[]).filter((tag) => !had.has(tag)));
      back[field] = ((now[field] ?? []) as string[]).filter((tag) => !added.has(tag));
    } else if (isSame(now[field], after)) back[field] = before;
  }
  return back;
}

export const unmergeUsersOperation = (deps: MergeDeps) =>
  operation(unmergeUsers, async (context, { params }) => {
    const { db, caller, now, record, fail } = context;
    const { rightsOf } = deps;
    const merged = await takeUser(db, params.id, { caller, ifMatch: null, rightsOf, deleted: true });
    const [merge] = await db.query(lastMergeOf(merged.uuid));
    if (merged.mergedInto === null || merge === undefined) return fail("user.not_merged");
    const deletedAt = Date.parse(merged.deletedAt ?? now.toISOString());
    if (now.getTime() - deletedAt > restoreWindowMs) fail("user.restore_expired");

    const act = doing(deps, context);
    const [survivor] = await db.query(findUser(merge.survivor));
    // A survivor who was deleted since keeps what they are deleted with.
    if (survivor !== undefined && survivor.status !== "deleted") {
      const back = putBack(merge.fields, eventFields(fieldsOf(survivor)));
      if (Object.keys(back).length > 0) await act(updateUser, { id: survivor.uuid }, back);
      const here = new Set((await db.query(placesByHand(survivor.uuid))).map(({ id }) => id));
      for (const id of merge.groups.filter((group) => here.has(group))) {
        await act(removeGroupMembers, { id }, { userIds: [formatId("user", survivor.uuid)] });
      }
    }
    await db.queries(pointAt(merged.uuid, null), takeBackTicks(merge.survivor, merged.uuid));
    await act(restoreUser, { id: merged.uuid });
    // Only now, since the other owner may be the one who comes back.
    if (survivor !== undefined && survivor.status !== "deleted") {
      for (const role of merge.roles.filter((each) => survivor.roles.includes(each))) {
        await act(removeUserRole, { id: survivor.uuid, role });
      }
    }
    await db.query(noteUndone(merge.uuid, now.toISOString()));
    const [after] = await db.query(findUser(merged.uuid));
    if (after === undefined) throw new Error("the person was not brought back");
    record({
      name: "user.unmerged",
      target: userTarget(after),
      data: { survivor: formatId("user", merge.survivor) },
    });
    return shown(after, caller, { db, rightsOf });
  });
