import { module, type Module } from "#kernel/module";
import type { Access } from "./access.ts";
import { getRoleOperation } from "./operations/get-role.ts";
import { listPermissionsOperation } from "./operations/list-permissions.ts";
import { listRolesOperation } from "./operations/list-roles.ts";

export { createAccess, type Access, type Rights } from "./access.ts";
export { giveRoles, keepAnOwner, rolesToGive } from "./giving.ts";
export { findRole, grantsOf, removeGrant } from "./queries.ts";
export { ensureSystemRoles } from "./system-roles.ts";

export function rolesModule(access: Access): Module {
  return module({
    name: "roles",
    operations: [listRolesOperation(access), getRoleOperation, listPermissionsOperation],
  });
}
