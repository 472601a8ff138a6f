import { getPermission, permissionNames, permissions, platformOnly } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { rolesWithPermission } from "../role-queries.ts";

export const getPermissionOperation = operation(getPermission, async ({ db, fail }, { params }) => {
  const name = permissionNames.find((each) => each === params.permission);
  if (name === undefined) return fail("resource.not_found");
  const [resource = "", action = ""] = name.split(":");
  const roles = await db.query(rolesWithPermission(name));
  return { name, resource, action, ...permissions[name], platformOnly: platformOnly.includes(name), roles };
});
