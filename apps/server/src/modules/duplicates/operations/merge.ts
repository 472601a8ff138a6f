import {
  addGroupMembers,
  assignUserRole,
  deleteUser,
  formatId,
  mergeUsers,
  previewMerge,
  updateUser,
  type Contract,
} from "@atrium/contracts";
import { fail, operation, type WriteContext } from "#kernel/operation";
import { perform } from "#kernel/perform";
import type { RightsOfRoles } from "#modules/access";
import type { OperationOf } from "#modules/bulk";
import { copyTicks } from "#modules/onboarding";
import { eventFields, fieldsOf, findUser, shown, takeUser, userTarget, type UserRow } from "#modules/users";
import { insertMerge, pointAt, type FieldChange } from "../queries.ts";
import { areBelow, comparison, isChoosable, isSame, refusalOf, takeTwo, unionOf } from "../union.ts";

export type MergeDeps = { readonly operationOf: OperationOf; readonly rightsOf: RightsOfRoles };

type Doing = Pick<WriteContext, "db" | "caller" | "request" | "now" | "newId" | "recordBeside">;

/** Does an operation for one of the two by its own rules, and tells of it beside the merge. */
export function doing({ operationOf }: MergeDeps, context: Doing) {
  const { db, caller, now, newId } = context;
  const by = { db, caller, now, newId, request: { ...context.request, ifMatch: null } };
  return async (contract: Pick<Contract, "id">, params: Record<string, string>, body?: unknown) => {
    const { told } = await perform(operationOf(contract), by, { params, query: {}, body });
    for (const happening of told) context.recordBeside(happening);
  };
}

export const previewMergeOperation = ({ rightsOf }: MergeDeps) =>
  operation(previewMerge, async ({ db, caller, fail }, { params }) => {
    const two = await takeTwo(db, params.id, params.with);
    if (two === null) return fail("resource.not_found");
    if (params.id === params.with) fail("user.merge_self");
    const { tags, newRoles, groups } = await unionOf(db, two);
    const refusal = (await areBelow(db, two, caller)) ? refusalOf(two, caller) : "user.above_you";
    return {
      survivor: await shown(two.survivor, caller, { db, rightsOf }),
      merged: await shown(two.merged, caller, { db, rightsOf }),
      fields: comparison(two),
      tags,
      roles: [...two.survivor.roles, ...newRoles],
      groups: groups.map(({ name }) => name),
      refusal,
    };
  });

/** What the survivor's fields were and are, so that an undo puts back just those. */
export function changedFields(before: UserRow, after: UserRow): Record<string, FieldChange> {
  const was: Record<string, unknown> = eventFields(fieldsOf(before));
  const is: Record<string, unknown> = eventFields(fieldsOf(after));
  return Object.fromEntries(
    Object.keys(was).flatMap((field) =>
      isSame(was[field], is[field])
        ? []
        : [[field, { before: was[field] ?? null, after: is[field] ?? null }]],
    ),
  );
}

export const mergeUsersOperation = (deps: MergeDeps) =>
  operation(mergeUsers, async (context, { params, body }) => {
    const { db, caller, request, now, newId, record } = context;
    const { rightsOf } = deps;
    if (params.id === body.with) context.fail("user.merge_self");
    // Locked in the order of their ids, so that two merges the other way round do not wait for each other.
    const taken = new Map<string, UserRow>();
    for (const id of [params.id, body.with].toSorted()) {
      const ifMatch = id === params.id ? request.ifMatch : null;
      taken.set(id, await takeUser(db, id, { caller, ifMatch, rightsOf }));
    }
    const [survivor, merged] = [taken.get(params.id), taken.get(body.with)];
    if (survivor === undefined || merged === undefined) return fail("resource.not_found");
    const two = { survivor, merged };
    const refusal = refusalOf(two, caller);
    if (refusal !== null) fail(refusal);

    const act = doing(deps, context);
    const { tags, newRoles, newGroups } = await unionOf(db, two);
    for (const role of newRoles) await act(assignUserRole, { id: survivor.uuid }, { role });
    // Before the survivor takes their address or number, which are free only then.
    await act(deleteUser, { id: merged.uuid });
    await db.queries(pointAt(merged.uuid, survivor.uuid), copyTicks(survivor.uuid, merged.uuid));
    const theirs: Record<string, unknown> = fieldsOf(merged);
    const chosen = body.take.filter((field) => isChoosable(field, two));
    const fields = { ...Object.fromEntries(chosen.map((field) => [field, theirs[field] ?? null])), tags };
    await act(updateUser, { id: survivor.uuid }, fields);
    for (const { id } of newGroups) {
      await act(addGroupMembers, { id }, { userIds: [formatId("user", survivor.uuid)] });
    }
    const [after] = await db.query(findUser(survivor.uuid));
    if (after === undefined) throw new Error("the survivor is gone");
    const changed = changedFields(survivor, after);
    await db.query(
      insertMerge(
        newId(), survivor.uuid, merged.uuid, JSON.stringify(changed), newRoles, newGroups.map(({ id }) => id),
        now.toISOString(), caller.userId,
      ),
    ); // prettier-ignore
    record({
      name: "user.merged",
      target: userTarget(after),
      data: { merged: merged.id, fields: Object.keys(changed) },
    });
    return shown(after, caller, { db, rightsOf });
  });
