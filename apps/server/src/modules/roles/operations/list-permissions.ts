import { listPermissions, permissionNames, permissions } from "@atrium/contracts";
import { operation } from "#kernel/operation";

export const listPermissionsOperation = operation(listPermissions, async () => ({
  items: permissionNames.map((name) => {
    const [resource = "", action = ""] = name.split(":");
    return { name, resource, action, ...permissions[name] };
  }),
}));
