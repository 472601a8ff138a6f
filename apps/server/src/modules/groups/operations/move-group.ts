import { formatId, moveGroup } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { placeGroup } from "../queries.ts";
import { refuseAbove, refuseUnapproved } from "../rights.ts";
import { groupTarget, shown, takeGroup, withTreeRules } from "../shown.ts";

export const moveGroupOperation = operation(
  moveGroup,
  async ({ db, caller, request, now, record, unchanged }, { params, body }) => {
    const row = await takeGroup(db, params.id, { caller, now, ifMatch: request.ifMatch });
    const { parentId } = body;
    if (parentId === row.parentUuid) {
      unchanged();
      return shown(db, row.uuid);
    }
    if (parentId !== null) {
      await refuseAbove(db, caller, [parentId], now);
      await refuseUnapproved(db, [parentId], now);
    }
    await withTreeRules(db.query(placeGroup(row.uuid, parentId, now.toISOString(), caller.userId)));
    record({
      name: "group.moved",
      target: groupTarget(row),
      changes: [
        {
          field: "parentId",
          before: row.parentId,
          after: parentId === null ? null : formatId("group", parentId),
        },
      ],
    });
    return shown(db, row.uuid);
  },
);
