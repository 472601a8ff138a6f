import { deleteGroup } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { markDeleted, rehang } from "../queries.ts";
import { groupTarget, takeGroup, withTreeRules } from "../shown.ts";

export const deleteGroupOperation = operation(
  deleteGroup,
  async ({ db, caller, request, now, record }, { params }) => {
    const row = await takeGroup(db, params.id, { caller, now, ifMatch: request.ifMatch });
    const at = now.toISOString();
    await withTreeRules(db.query(rehang(row.uuid, row.parentUuid, at, caller.userId)));
    await db.query(markDeleted(row.uuid, at, caller.userId));
    record({
      name: "group.deleted",
      target: groupTarget(row),
      changes: [{ field: "deletedAt", before: null, after: at }],
      data: { members: row.members, movedUp: row.children },
    });
  },
);
