import { z } from "zod";
import { permissionRef, roleSlug } from "./access-refs.ts";
import { line, listQuery, page, requiredLine, timestamp } from "./building-blocks.ts";
import { contract } from "./contract.ts";
import { shownId } from "./id.ts";

export const role = z.object({
  id: shownId("role"),
  slug: z.string(),
  name: z.string(),
  description: z.string(),
  system: z.boolean(),
  template: z.boolean().meta({ description: "Made by the platform for every organization" }),
  narrows: z.string().nullable().meta({ description: "The template that the role never reaches beyond" }),
  inherits: z.array(z.string()).meta({ description: "Slugs of the roles whose permissions it has as well" }),
  permissions: z.array(z.string()).meta({ description: "Its own, without those that it inherits" }),
  version: z.number().int(),
});
export type Role = z.output<typeof role>;

/** What is worked out for a role. */
export const detailedRole = role.extend({
  details: z
    .object({
      people: z.number().int().meta({ description: "People who were given it; counted up to 1,000" }),
      peopleAtLeast: z.boolean(),
      others: z.number().int().meta({ description: "Groups, keys and service accounts that were given it" }),
      allows: z.array(z.string()).meta({ description: "Its own permissions and those that it inherits" }),
    })
    .nullable(),
});
export type DetailedRole = z.output<typeof detailedRole>;

/** Whom a change of a role touches. */
export const touched = z.object({
  people: z
    .number()
    .int()
    .meta({ description: "People who hold it, also by a group or a role that inherits it; up to 10,000" }),
  peopleAtLeast: z.boolean(),
  others: z.number().int().meta({ description: "Groups, keys and service accounts that hold it" }),
  roles: z.array(z.string()).meta({ description: "Roles that inherit it, the first hundred" }),
});

const one = z.strictObject({ slug: roleSlug });
const many = z.array(permissionRef).max(500);
const inherits = z.array(roleSlug).max(20).meta({ title: "Inherits" });
const name = requiredLine(100).meta({ title: "Name" });
const description = line(500).meta({ title: "Description" });
const holders = z
  .union([z.literal("keep"), roleSlug])
  .optional()
  .meta({
    title: "Whoever holds it",
    description: "`keep`: they hold the narrower role; else the slug of the role that they get in its place",
  });
const changeErrors = [
  "role.fixed", "role.above_you", "role.needs_approval", "role.unknown", "role.cycle", "role.too_deep", "role.beyond_template", "role.held",
  "permission.unknown", "precondition.failed", "user.last_owner",
] as const; // prettier-ignore

export const listRoles = contract({
  id: "roles.list",
  kind: "read",
  method: "GET",
  path: "/roles",
  summary: "List roles",
  description: "The system's, the platform's templates and the organization's own.",
  permission: "roles:read",
  scope: "organization",
  query: listQuery(["createdAt", "-createdAt", "slug", "-slug"], "createdAt")
    .omit({ count: true })
    .extend({
      limit: z.coerce.number().int().min(1).max(200).default(200),
      with: z.enum(["details"]).optional().meta({ description: "Who was given it, and all that it allows" }),
    }),
  output: page(detailedRole.extend({ assignable: z.boolean() })),
  errors: ["cursor.invalid", "filter.invalid"],
  audit: "none",
  limit: { limit: 100, windowSeconds: 60 },
});

export const getRole = contract({
  id: "roles.get",
  kind: "read",
  method: "GET",
  path: "/roles/:slug",
  summary: "Get one role",
  permission: "roles:read",
  scope: "organization",
  params: one,
  output: role.extend({ touched }),
  errors: [],
  audit: "none",
});

export const createRole = contract({
  id: "roles.create",
  kind: "write",
  method: "POST",
  path: "/roles",
  summary: "Make a role",
  description:
    "Nobody makes a role that holds what they do not hold. The slug never changes. A role made from a template reaches no further than it.",
  permission: "roles:create",
  scope: "organization",
  body: z.strictObject({
    slug: roleSlug.meta({ title: "Slug" }),
    name,
    description: description.default(""),
    permissions: many.default([]),
    inherits: inherits.default([]),
    narrows: roleSlug.optional().meta({ title: "From the template" }),
    template: z.boolean().default(false).meta({ title: "For every organization" }),
  }),
  output: role,
  status: 201,
  errors: [
    "role.slug_taken", "role.above_you", "role.unknown", "role.cycle", "role.too_deep", "role.beyond_template",
    "permission.unknown", "role.fixed", "idempotency.mismatch", "idempotency.running",
  ], // prettier-ignore
  audit: "role.created",
  limit: { limit: 60, windowSeconds: 60 },
  examples: { body: { slug: "support", name: "Support", permissions: ["users:read"] } },
});

export const replaceRole = contract({
  id: "roles.replace",
  kind: "write",
  method: "PUT",
  path: "/roles/:slug",
  summary: "Replace a role",
  description: "Where it loses something and is held, `holders` says what becomes of whoever holds it.",
  permission: "roles:update",
  scope: "organization",
  params: one,
  body: z.strictObject({ name, description: description.default(""), permissions: many, inherits: inherits.default([]), holders }), // prettier-ignore
  output: role,
  errors: changeErrors,
  audit: "role.updated",
  ifMatch: "required",
  examples: { body: { name: "Support", permissions: ["users:read", "sessions:read"] } },
});

export const updateRole = contract({
  id: "roles.update",
  kind: "write",
  method: "PATCH",
  path: "/roles/:slug",
  summary: "Change a role",
  description: "Where it loses something and is held, `holders` says what becomes of whoever holds it.",
  permission: "roles:update",
  scope: "organization",
  params: one,
  body: z.strictObject({ name, description, permissions: many, inherits }).partial().extend({ holders }),
  output: role,
  errors: changeErrors,
  audit: "role.updated",
  ifMatch: "required",
  examples: { body: { description: "Answers what people ask" } },
});

export const deleteRole = contract({
  id: "roles.delete",
  kind: "write",
  method: "DELETE",
  path: "/roles/:slug",
  summary: "Delete a role",
  description: "Where it is held, `replacement` names the role that takes its place.",
  permission: "roles:delete",
  scope: "organization",
  params: one,
  query: z.strictObject({ replacement: roleSlug.optional().meta({ title: "Replacement" }) }),
  status: 204,
  errors: [
    "role.fixed",
    "role.above_you",
    "role.needs_approval",
    "role.unknown",
    "role.held",
    "role.inherited",
  ],
  audit: "role.deleted",
});

const ofRole = z.object({
  items: z.array(
    z.object({
      name: z.string(),
      category: z.string(),
      level: z.string(),
      from: z
        .string()
        .meta({ description: "The role that it comes from: this one, or one that it inherits" }),
      inherited: z.array(z.string()).meta({ description: "The roles that it inherits it from" }),
    }),
  ),
  levels: z.record(z.string(), z.string()).meta({ description: "The level held on each resource" }),
});

export const listRolePermissions = contract({
  id: "roles.listPermissions",
  kind: "read",
  method: "GET",
  path: "/roles/:slug/permissions",
  summary: "List what a role allows",
  permission: "roles:read",
  scope: "organization",
  params: one,
  output: ofRole,
  errors: [],
  audit: "none",
});

export const addRolePermissions = contract({
  id: "roles.addPermissions",
  kind: "write",
  method: "POST",
  path: "/roles/:slug/permissions",
  summary: "Let a role allow more",
  permission: "roles:update",
  scope: "organization",
  params: one,
  body: z.strictObject({ permissions: many.min(1) }),
  output: role,
  errors: changeErrors,
  audit: "role.updated",
  limit: { limit: 50, windowSeconds: 60 },
  examples: { body: { permissions: ["users:read"] } },
});

export const removeRolePermission = contract({
  id: "roles.removePermission",
  kind: "write",
  method: "DELETE",
  path: "/roles/:slug/permissions/:permission",
  summary: "Take a permission from a role",
  permission: "roles:update",
  scope: "organization",
  params: z.strictObject({ slug: roleSlug, permission: z.string().max(100) }),
  query: z.strictObject({ holders }),
  output: role,
  status: 200,
  errors: changeErrors,
  audit: "role.updated",
  limit: { limit: 50, windowSeconds: 60 },
});

const roleVersion = z.object({
  version: z.number().int(),
  name: z.string(),
  description: z.string(),
  permissions: z.array(z.string()),
  inherits: z.array(z.string()),
  createdAt: timestamp,
  createdBy: shownId("user").nullable(),
});

export const listRoleVersions = contract({
  id: "roles.listVersions",
  kind: "read",
  method: "GET",
  path: "/roles/:slug/versions",
  summary: "List what a role was before",
  permission: "roles:read",
  scope: "organization",
  params: one,
  query: z.strictObject({
    limit: z.coerce.number().int().min(1).max(100).default(25),
    before: z.coerce.number().int().min(1).optional().meta({ description: "Versions below this one" }),
  }),
  output: z.object({ items: z.array(roleVersion), next: z.number().int().nullable() }),
  errors: [],
  audit: "none",
});

const setDiff = z.object({ added: z.array(z.string()), removed: z.array(z.string()) });
export const diffRoleVersions = contract({
  id: "roles.diffVersions",
  kind: "read",
  method: "GET",
  path: "/roles/:slug/diff",
  summary: "Compare two versions of a role",
  permission: "roles:read",
  scope: "organization",
  params: one,
  query: z.strictObject({
    from: z.coerce.number().int().min(1).optional().meta({ description: "The one before `to`" }),
    to: z.coerce.number().int().min(1).optional().meta({ description: "The present one" }),
  }),
  output: z.object({
    from: z.number().int(),
    to: z.number().int(),
    name: z.object({ before: z.string(), after: z.string() }).nullable(),
    description: z.object({ before: z.string(), after: z.string() }).nullable(),
    permissions: setDiff,
    inherits: setDiff,
  }),
  errors: [],
  audit: "none",
  examples: { query: { from: "1", to: "2" } },
});

export const permissionInfo = z.object({
  name: z.string(),
  resource: z.string(),
  action: z.string(),
  category: z.string(),
  level: z.string(),
  title: z.string(),
});

export const listPermissions = contract({
  id: "permissions.list",
  kind: "read",
  method: "GET",
  path: "/permissions",
  summary: "List every permission there is",
  permission: "roles:read",
  scope: "organization",
  output: z.object({ items: z.array(permissionInfo) }),
  errors: [],
  audit: "none",
});

export const getPermission = contract({
  id: "permissions.get",
  kind: "read",
  method: "GET",
  path: "/permissions/:permission",
  summary: "Get one permission",
  permission: "roles:read",
  scope: "organization",
  params: z.strictObject({ permission: z.string().max(100) }),
  output: permissionInfo.extend({
    platformOnly: z.boolean().meta({ description: "Held only by a grant that reaches over the platform" }),
    roles: z.array(z.string()).meta({ description: "Roles that allow it, the first hundred" }),
  }),
  errors: [],
  audit: "none",
});

export const rolesContracts = [
  listRoles, getRole, createRole, replaceRole, updateRole, deleteRole, listRolePermissions, addRolePermissions,
  removeRolePermission, listRoleVersions, diffRoleVersions, listPermissions, getPermission,
] as const; // prettier-ignore
