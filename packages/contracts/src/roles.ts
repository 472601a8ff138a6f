import { z } from "zod";
import { contract } from "./contract.ts";
import { shownId } from "./id.ts";

export const role = z.object({
  id: shownId("role"),
  slug: z.string(),
  name: z.string(),
  system: z.boolean(),
  permissions: z.array(z.string()),
});

export const listRoles = contract({
  id: "roles.list",
  kind: "read",
  method: "GET",
  path: "/roles",
  summary: "List roles",
  permission: "roles:read",
  scope: "organization",
  output: z.object({ items: z.array(role.extend({ assignable: z.boolean() })) }),
  errors: [],
  audit: "none",
});

export const getRole = contract({
  id: "roles.get",
  kind: "read",
  method: "GET",
  path: "/roles/:slug",
  summary: "Get one role",
  permission: "roles:read",
  scope: "organization",
  params: z.strictObject({ slug: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/) }),
  output: role,
  errors: [],
  audit: "none",
});

export const listPermissions = contract({
  id: "permissions.list",
  kind: "read",
  method: "GET",
  path: "/permissions",
  summary: "List every permission there is",
  permission: "roles:read",
  scope: "organization",
  output: z.object({
    items: z.array(
      z.object({
        name: z.string(),
        resource: z.string(),
        action: z.string(),
        category: z.string(),
        level: z.string(),
        title: z.string(),
      }),
    ),
  }),
  errors: [],
  audit: "none",
});

export const rolesContracts = [listRoles, getRole, listPermissions] as const;
