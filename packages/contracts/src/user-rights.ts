import { z } from "zod";
import { event } from "./audit.ts";
import { listQuery, page, timestamp } from "./building-blocks.ts";
import { contract } from "./contract.ts";
import { idOf, shownId } from "./id.ts";
import { user } from "./users.ts";

const one = z.strictObject({ id: idOf("user") });
const roleSlug = z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, "is not a role's slug");

export const listUserRoles = contract({
  id: "users.listRoles",
  kind: "read",
  method: "GET",
  path: "/users/:id/roles",
  summary: "List the roles a person was given",
  permission: "roles:read",
  scope: "organization",
  params: one,
  output: z.object({
    items: z.array(
      z.object({
        slug: z.string(),
        name: z.string(),
        scope: z.enum(["platform", "organization"]),
        grantedBy: shownId("user").nullable(),
        grantedAt: timestamp,
      }),
    ),
  }),
  errors: [],
  audit: "none",
});

export const assignUserRole = contract({
  id: "users.assignRole",
  kind: "write",
  method: "POST",
  path: "/users/:id/roles",
  summary: "Give a person a role",
  permission: "roles:assign",
  scope: "organization",
  params: one,
  body: z.strictObject({ role: roleSlug.meta({ title: "Role" }) }),
  output: user,
  status: 201,
  errors: [
    "role.unknown",
    "role.above_you",
    "role.needs_approval",
    "role.already_held",
    "user.above_you",
    "group.above_you",
    "group.needs_approval",
  ],
  audit: "user.role_assigned",
  limit: { limit: 50, windowSeconds: 60 },
  examples: { body: { role: "editor" } },
});

export const removeUserRole = contract({
  id: "users.removeRole",
  kind: "write",
  method: "DELETE",
  path: "/users/:id/roles/:role",
  summary: "Take a role from a person",
  permission: "roles:assign",
  scope: "organization",
  params: z.strictObject({ id: idOf("user"), role: roleSlug }),
  output: user,
  status: 200,
  errors: [
    "role.unknown",
    "role.above_you",
    "user.above_you",
    "group.above_you",
    "group.needs_approval",
    "user.last_owner",
  ],
  audit: "user.role_removed",
});

export const listUserActivity = contract({
  id: "users.listActivity",
  kind: "read",
  method: "GET",
  path: "/users/:id/activity",
  summary: "List what a person did and what was done to them",
  permission: "users:read",
  scope: "organization",
  params: one,
  query: listQuery(["-occurredAt"], "-occurredAt").omit({ q: true, count: true, sort: true }),
  output: page(event),
  errors: ["cursor.invalid"],
  audit: "none",
});

export const userRightsContracts = [listUserRoles, assignUserRole, removeUserRole, listUserActivity] as const;
