import { assignUserRole } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { giveRoles, type Access } from "#modules/roles";
import { touchUser } from "../queries.ts";
import { shown, takeUser, userTarget } from "../shown.ts";

export const assignUserRoleOperation = (access: Access) =>
  operation(assignUserRole, async ({ db, caller, request, now, newId, record, fail }, { params, body }) => {
    const { rightsOf } = access;
    const row = await takeUser(db, params.id, { caller, ifMatch: request.ifMatch, rightsOf });
    if (row.roles.includes(body.role)) fail("role.already_held");
    await giveRoles(db, { caller, userId: row.uuid, roles: [body.role], now, newId });
    const [updated] = await db.query(touchUser(row.uuid, now.toISOString(), caller.userId));
    if (updated === undefined) throw new Error("the person was not stored");
    record({
      name: "user.role_assigned",
      target: userTarget(updated),
      changes: [{ field: "roles", before: row.roles, after: updated.roles }],
      data: { role: body.role },
    });
    return shown(updated, caller, { db, rightsOf });
  });
