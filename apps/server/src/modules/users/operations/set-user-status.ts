import { setUserStatus } from "@atrium/contracts";
import { diff } from "#kernel/events/diff";
import { operation } from "#kernel/operation";
import { keepAnOwner } from "#modules/roles";
import type { RightsOfRoles } from "#modules/access";
import { setStatus } from "../queries.ts";
import { shown, takeUser, userTarget } from "../shown.ts";
import { statusFrom } from "../status-from.ts";

export const setUserStatusOperation = (rightsOf: RightsOfRoles) =>
  operation(
    setUserStatus,
    async ({ db, caller, request, now, record, unchanged, fail }, { params, body }) => {
      const row = await takeUser(db, params.id, { caller, ifMatch: request.ifMatch, rightsOf });
      if (row.uuid === caller.userId) fail("user.self");
      const { status } = body;
      const reason = body.reason ?? null;
      if (row.status === status && row.statusReason === reason) {
        unchanged();
        return shown(row, caller, { db, rightsOf });
      }
      if (row.status !== status && !statusFrom[status].includes(row.status)) fail("user.status_impossible");
      if (status !== "active") await keepAnOwner(db, row);
      const [updated] = await db.query(setStatus(row.uuid, status, reason, now.toISOString(), caller.userId));
      if (updated === undefined) throw new Error("the person was not stored");
      record({
        name: "user.status_changed",
        target: userTarget(updated),
        reason,
        changes: diff(
          { status: row.status, statusReason: row.statusReason },
          { status: updated.status, statusReason: updated.statusReason },
        ),
      });
      return shown(updated, caller, { db, rightsOf });
    },
  );
