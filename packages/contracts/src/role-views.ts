import { z } from "zod";
import { permissionRef, roleSlug } from "./access-refs.ts";
import { timestamp } from "./building-blocks.ts";
import { contract } from "./contract.ts";
import { shownId } from "./id.ts";
import { detailedRole, touched } from "./roles.ts";

const one = z.strictObject({ slug: roleSlug });
const asked = { limit: 300, windowSeconds: 60 };

export const previewRole = contract({
  id: "roles.preview",
  kind: "read",
  method: "POST",
  path: "/roles/preview",
  summary: "Ask what a change of a role would do",
  description:
    "Changes nothing. It is refused for what would refuse the change itself, except that somebody holds the role; without `role` it speaks of a role that is not there yet.",
  permission: "roles:read",
  scope: "organization",
  body: z.strictObject({
    role: roleSlug.optional(),
    permissions: z.array(permissionRef).max(500),
    inherits: z.array(roleSlug).max(20).default([]),
    narrows: roleSlug.optional(),
  }),
  output: z.object({
    inherited: z.array(z.object({ name: z.string(), from: z.array(z.string()) })).meta({
      description: "What it would inherit, with the roles that each comes from",
    }),
    gains: z.array(z.string()).meta({ description: "What it would allow and does not now" }),
    loses: z.array(z.string()),
    touched,
    people: z
      .array(z.object({ id: shownId("user"), displayName: z.string(), email: z.string() }))
      .meta({ description: "The first few active people who hold it, for whoever may see people" }),
  }),
  errors: [
    "role.fixed", "role.above_you", "role.unknown", "role.cycle", "role.too_deep", "role.beyond_template", "permission.unknown",
  ], // prettier-ignore
  audit: "none",
  limit: asked,
  examples: { body: { permissions: ["users:read"], inherits: ["user"] } },
});

export const roleHolderKinds = ["user", "group", "api_key", "service_account"] as const;

export const listRoleHolders = contract({
  id: "roles.listHolders",
  kind: "read",
  method: "GET",
  path: "/roles/:slug/holders",
  summary: "List who holds a role, and by which grant",
  description: "Grants of the role itself and of every role that inherits it.",
  permission: "roles:read",
  scope: "organization",
  params: one,
  query: z.strictObject({
    limit: z.coerce.number().int().min(1).max(100).default(25).meta({ description: "Rows of a page" }),
    cursor: z.string().max(200).optional().meta({ description: "From `next` of a page" }),
  }),
  output: z.object({
    items: z.array(
      z.object({
        grant: shownId("grant"),
        kind: z.enum(roleHolderKinds),
        subject: z.string(),
        name: z
          .string()
          .nullable()
          .meta({ description: "Null for people where the caller may not see people" }),
        people: z
          .number()
          .int()
          .nullable()
          .meta({ description: "Of a group: its people and those of the groups below it, up to 1,001" }),
        role: z.string().meta({ description: "The role that was given: this one, or one that inherits it" }),
        scope: z.string(),
        validFrom: timestamp.nullable(),
        validUntil: timestamp.nullable(),
        reason: z.string().nullable(),
        source: z.string(),
        createdAt: timestamp,
      }),
    ),
    next: z.string().nullable(),
  }),
  errors: ["cursor.invalid"],
  audit: "none",
});

export const getRoleGraph = contract({
  id: "roles.graph",
  kind: "read",
  method: "GET",
  path: "/roles/:slug/graph",
  summary: "Get the roles around one",
  description:
    "All that it inherits, all that inherit it, and templates with what is made from them; the nearest first.",
  permission: "roles:read",
  scope: "organization",
  params: one,
  query: z.strictObject({ limit: z.coerce.number().int().min(1).max(200).default(100) }),
  output: z.object({
    items: z.array(detailedRole),
    more: z.boolean().meta({ description: "Whether further ones lie behind these" }),
  }),
  errors: [],
  audit: "none",
});

export const roleViewsContracts = [previewRole, listRoleHolders, getRoleGraph] as const;
