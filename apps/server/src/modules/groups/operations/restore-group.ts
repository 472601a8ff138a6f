import { restoreGroup } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { followKind } from "../follow-queries.ts";
import { isAlive, markRestored } from "../queries.ts";
import { refuseAbove, refuseUnapproved } from "../rights.ts";
import { groupTarget, shown, takeGroup, withTreeRules } from "../shown.ts";

export const restoreWindowMs = 30 * 24 * 60 * 60 * 1000;

export const restoreGroupOperation = operation(
  restoreGroup,
  async ({ db, caller, request, now, record, enqueue, fail }, { params }) => {
    const row = await takeGroup(db, params.id, { caller, now, ifMatch: request.ifMatch, deleted: true });
    if (now.getTime() - Date.parse(row.deletedAt ?? "") > restoreWindowMs) fail("group.restore_expired");
    const [alive] = row.parentUuid === null ? [] : await db.query(isAlive(row.parentUuid));
    const parent = alive === true ? row.parentUuid : null;
    if (parent !== null) await refuseAbove(db, caller, [parent], now);
    await refuseUnapproved(db, parent === null ? [row.uuid] : [row.uuid, parent], now);
    await withTreeRules(db.query(markRestored(row.uuid, parent, now.toISOString(), caller.userId)));
    if (row.rule !== null) await enqueue({ kind: followKind, input: {}, dedupeKey: followKind });
    record({
      name: "group.restored",
      target: groupTarget(row),
      changes: [{ field: "deletedAt", before: row.deletedAt, after: null }],
    });
    return shown(db, row.uuid);
  },
);
