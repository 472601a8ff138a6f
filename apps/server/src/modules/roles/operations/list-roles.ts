import { listRoles } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import type { Access } from "../access.ts";
import { allRoles } from "../queries.ts";

export const listRolesOperation = (access: Access) =>
  operation(listRoles, async ({ db, caller }) => {
    const roles = await db.query(allRoles());
    const mayAssign = caller.permissions.has("roles:assign");
    return {
      items: roles.map((role) => ({
        ...role,
        assignable: mayAssign && caller.permissions.covers(access.rightsOf([role.slug])),
      })),
    };
  });
