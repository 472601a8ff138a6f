import { levelHeld, listRolePermissions, permissionNames, permissions } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { findRole } from "../queries.ts";
import { allowedBy } from "../role-queries.ts";

const resources = [...new Set(permissionNames.map((name) => name.split(":")[0] ?? ""))];

export const listRolePermissionsOperation = operation(
  listRolePermissions,
  async ({ db, fail }, { params }) => {
    const [role] = await db.query(findRole(params.slug));
    if (role === undefined) return fail("resource.not_found");
    const allowed = new Map((await db.query(allowedBy(role.uuid))).map((each) => [each.name, each]));
    const items = permissionNames.flatMap((name) => {
      const found = allowed.get(name);
      const { category, level } = permissions[name];
      return found === undefined ? [] : [{ category, level, ...found }];
    });
    const levels: Record<string, string> = {};
    for (const resource of resources) levels[resource] = levelHeld(resource, (name) => allowed.has(name));
    return { items, levels };
  },
);
