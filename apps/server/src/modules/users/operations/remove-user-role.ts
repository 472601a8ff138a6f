import { removeUserRole } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { findRole, keepAnOwner, removeGrant, type Access } from "#modules/roles";
import { touchUser } from "../queries.ts";
import { shown, takeUser, userTarget } from "../shown.ts";

export const removeUserRoleOperation = (access: Access) =>
  operation(removeUserRole, async ({ db, caller, request, now, record, fail }, { params }) => {
    const { rightsOf } = access;
    const row = await takeUser(db, params.id, { caller, ifMatch: request.ifMatch, rightsOf });
    if (!row.roles.includes(params.role)) fail("role.unknown");
    const [role] = await db.query(findRole(params.role));
    if (role === undefined) return fail("role.unknown");
    const rights = await rightsOf(db, caller.organizationId, [params.role]);
    if (!caller.permissions.covers(rights)) fail("role.above_you");
    if (params.role === "super-admin") await keepAnOwner(db, row);
    await db.query(removeGrant(row.uuid, role.uuid));
    const [updated] = await db.query(touchUser(row.uuid, now.toISOString(), caller.userId));
    if (updated === undefined) throw new Error("the person was not stored");
    record({
      name: "user.role_removed",
      target: userTarget(updated),
      changes: [{ field: "roles", before: row.roles, after: updated.roles }],
      data: { role: params.role },
    });
    return shown(updated, caller, { db, rightsOf });
  });
