import { deleteUser } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { keepAnOwner } from "#modules/roles";
import type { RightsOfRoles } from "#modules/access";
import { setStatus } from "../queries.ts";
import { takeUser, userTarget } from "../shown.ts";

export const deleteUserOperation = (rightsOf: RightsOfRoles) =>
  operation(deleteUser, async ({ db, caller, request, now, record, fail }, { params }) => {
    const row = await takeUser(db, params.id, { caller, ifMatch: request.ifMatch, rightsOf });
    if (row.uuid === caller.userId) fail("user.self");
    await keepAnOwner(db, row);
    await db.query(setStatus(row.uuid, "deleted", row.statusReason, now.toISOString(), caller.userId));
    record({
      name: "user.deleted",
      target: userTarget(row),
      changes: [{ field: "status", before: row.status, after: "deleted" }],
    });
  });
