import { mergeGroup } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { moveHandPicked } from "../member-queries.ts";
import { isBelow, lockGroup, markDeleted, rehang } from "../queries.ts";
import { refuseAbove, refuseUnapproved } from "../rights.ts";
import { groupTarget, shown, takeGroup, withTreeRules } from "../shown.ts";

export const mergeGroupOperation = operation(
  mergeGroup,
  async ({ db, caller, request, now, record, fail }, { params, body }) => {
    const row = await takeGroup(db, params.id, { caller, now, ifMatch: request.ifMatch });
    const [[into], [below]] = await db.queries(lockGroup(body.into), isBelow(row.uuid, body.into));
    if (into === undefined || into.deletedAt !== null) return fail("group.unknown");
    // What lies below would come to lie below itself.
    if (below === true) return fail("group.cycle");
    await refuseAbove(db, caller, [into.uuid], now);
    await refuseUnapproved(db, [into.uuid], now);
    const at = now.toISOString();
    const moved = await db.query(moveHandPicked(row.uuid, into.uuid, at, caller.userId));
    await withTreeRules(db.query(rehang(row.uuid, into.uuid, at, caller.userId)));
    await db.query(markDeleted(row.uuid, at, caller.userId));
    record({
      name: "group.merged",
      target: groupTarget(row),
      changes: [{ field: "mergedInto", before: null, after: into.id }],
      data: { into: into.id, intoName: into.name, moved: moved.length, subgroups: row.children },
    });
    return shown(db, into.uuid);
  },
);
