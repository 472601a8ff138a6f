import { addGroupMembers, formatId } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { addByHand, peopleAmong, sizeOf } from "../member-queries.ts";
import { refuseUnapproved } from "../rights.ts";
import { groupTarget, takeGroup } from "../shown.ts";
import { refuseUnknown } from "../unknown.ts";

export const addGroupMembersOperation = operation(
  addGroupMembers,
  async ({ db, caller, request, now, record, unchanged }, { params, body }) => {
    const row = await takeGroup(db, params.id, { caller, now, ifMatch: request.ifMatch });
    await refuseUnapproved(db, [row.uuid], now);
    const wanted = [...new Set(body.userIds)];
    refuseUnknown(body.userIds, await db.query(peopleAmong(wanted)));
    const added = await db.query(addByHand(row.uuid, wanted, now.toISOString(), caller.userId));
    const [members = 0] = await db.query(sizeOf(row.uuid));
    if (added.length === 0) unchanged();
    else {
      record({
        name: "group.members_added",
        target: groupTarget(row),
        changes: [{ field: "members", before: row.members, after: members }],
        data: { users: added.map((id) => formatId("user", id)) },
      });
    }
    return { changed: added.length, members };
  },
);
