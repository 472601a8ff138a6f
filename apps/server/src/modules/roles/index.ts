import type { NewId } from "#kernel/ids";
import type { Lists } from "#kernel/list";
import { module, type Module } from "#kernel/module";
import { endOverdueJob } from "./end-overdue-job.ts";
import { createRoleOperation } from "./operations/create-role.ts";
import { deleteRoleOperation } from "./operations/delete-role.ts";
import { getPermissionOperation } from "./operations/get-permission.ts";
import { endGrantOperation, giveGrantOperation, listGrantsOperation } from "./operations/grants.ts";
import { getRoleOperation } from "./operations/get-role.ts";
import { listPermissionsOperation } from "./operations/list-permissions.ts";
import { listRolesOperation } from "./operations/list-roles.ts";
import { listRolePermissionsOperation } from "./operations/role-permissions.ts";
import { diffRoleVersionsOperation, listRoleVersionsOperation } from "./operations/role-versions.ts";
import {
  getRoleGraphOperation,
  listRoleHoldersOperation,
  previewRoleOperation,
} from "./operations/role-views.ts";
import {
  addRolePermissionsOperation,
  removeRolePermissionOperation,
  replaceRoleOperation,
  updateRoleOperation,
} from "./operations/update-role.ts";

export type { Access } from "#modules/access";
export { freelyGiven, wantsApproval } from "./approval.ts";
export { checkGift, checkScope, takeSubject } from "./give.ts";
export { dropGrantsOf, giftsOf, giveMany, takeFromMany, type RoleGift } from "./give-many.ts";
export {
  giveRoles,
  grantsFor,
  isWithinReach,
  keepAnOwner,
  askForRoles,
  judgeRoles,
  rolesToGive,
} from "./giving.ts";
export { findGrant, insertGrant } from "./grant-queries.ts";
export { setParents } from "./inheritance.ts";
export { findRole, grantsOf, removeGrant, roleBySlug } from "./queries.ts";
export { ensureSystemRoles } from "./system-roles.ts";
export { takeAway } from "./take-away.ts";
export { told } from "./told.ts";

export function rolesModule({ lists, newId }: { lists: Lists; newId: NewId }): Module {
  return module({
    name: "roles",
    operations: [
      listRolesOperation(lists),
      getRoleOperation,
      createRoleOperation,
      replaceRoleOperation,
      updateRoleOperation,
      deleteRoleOperation,
      listRolePermissionsOperation,
      addRolePermissionsOperation,
      removeRolePermissionOperation,
      listRoleVersionsOperation,
      diffRoleVersionsOperation,
      previewRoleOperation,
      listRoleHoldersOperation,
      getRoleGraphOperation,
      listPermissionsOperation,
      getPermissionOperation,
      listGrantsOperation,
      giveGrantOperation,
      endGrantOperation,
    ],
    jobs: [endOverdueJob(newId)],
  });
}
