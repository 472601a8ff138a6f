import { formatId, removeGroupMembers } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { handPickedAmong, keepByRule, removeByHand, sizeOf } from "../member-queries.ts";
import { groupTarget, takeGroup } from "../shown.ts";
import { refuseUnknown } from "../unknown.ts";

export const removeGroupMembersOperation = operation(
  removeGroupMembers,
  async ({ db, caller, request, now, record }, { params, body }) => {
    const row = await takeGroup(db, params.id, { caller, now, ifMatch: request.ifMatch });
    const wanted = [...new Set(body.userIds)];
    refuseUnknown(body.userIds, await db.query(handPickedAmong(row.uuid, wanted)));
    await db.queries(removeByHand(row.uuid, wanted), keepByRule(row.uuid, wanted));
    const [members = 0] = await db.query(sizeOf(row.uuid));
    record({
      name: "group.members_removed",
      target: groupTarget(row),
      changes: [{ field: "members", before: row.members, after: members }],
      data: { users: wanted.map((id) => formatId("user", id)) },
    });
    return { changed: wanted.length, members };
  },
);
