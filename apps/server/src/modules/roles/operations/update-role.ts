import { addRolePermissions, removeRolePermission, replaceRole, updateRole } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { changeRole, takeRole } from "../change.ts";

export const replaceRoleOperation = operation(
  replaceRole,
  async ({ db, caller, now, request, record, unchanged }, { params, body }) => {
    const row = await takeRole(db, params.slug, request.ifMatch);
    const changed = await changeRole(db, row, body, { caller, now });
    if (changed === null) unchanged();
    else record(changed.happening);
    return changed?.row ?? row;
  },
);

export const updateRoleOperation = operation(
  updateRole,
  async ({ db, caller, now, request, record, unchanged }, { params, body }) => {
    const row = await takeRole(db, params.slug, request.ifMatch);
    const { name = row.name, description = row.description, permissions = row.permissions } = body;
    const { inherits = row.inherits, holders } = body;
    const wanted = { name, description, permissions, inherits, holders };
    const changed = await changeRole(db, row, wanted, { caller, now });
    if (changed === null) unchanged();
    else record(changed.happening);
    return changed?.row ?? row;
  },
);

export const addRolePermissionsOperation = operation(
  addRolePermissions,
  async ({ db, caller, now, record, unchanged }, { params, body }) => {
    const row = await takeRole(db, params.slug, null);
    const permissions = [...row.permissions, ...body.permissions];
    const changed = await changeRole(db, row, { permissions }, { caller, now });
    if (changed === null) unchanged();
    else record(changed.happening);
    return changed?.row ?? row;
  },
);

export const removeRolePermissionOperation = operation(
  removeRolePermission,
  async ({ db, caller, now, record, fail }, { params, query }) => {
    const row = await takeRole(db, params.slug, null);
    if (!row.permissions.includes(params.permission)) return fail("resource.not_found");
    const permissions = row.permissions.filter((name) => name !== params.permission);
    const changed = await changeRole(db, row, { permissions, holders: query.holders }, { caller, now });
    if (changed === null) throw new Error("nothing was taken from the role");
    record(changed.happening);
    return changed.row;
  },
);
