import { z } from "zod";
import { line, listQuery, page, requiredLine, timestamp } from "./building-blocks.ts";
import { contract } from "./contract.ts";
import { shownId } from "./id.ts";

export const slug = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, "use lower-case letters, digits and hyphens")
  .meta({ title: "Slug" });

export const organization = z.object({
  id: shownId("organization"),
  parentId: shownId("organization").nullable(),
  slug: z.string(),
  name: z.string(),
  status: z.enum(["active", "suspended"]),
  platform: z.boolean(),
  plan: z.string(),
  limits: z.object({ users: z.number().int().nullable() }),
  settings: z.object({ locale: z.string(), timeZone: z.string() }),
  createdAt: timestamp,
  updatedAt: timestamp,
  version: z.number().int(),
});
export type Organization = z.output<typeof organization>;

const settings = z.strictObject({
  locale: z.string().regex(/^[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8}){0,3}$/),
  timeZone: line(64),
});
const limits = z.strictObject({ users: z.number().int().min(1).max(100_000_000).nullable() });

export const listOrganizations = contract({
  id: "organizations.list",
  kind: "read",
  method: "GET",
  path: "/organizations",
  summary: "List every organization of the platform",
  permission: "organizations:list",
  scope: "platform",
  query: listQuery(["name", "-name", "-createdAt", "createdAt"], "name"),
  output: page(organization.extend({ users: z.number().int() })),
  errors: ["cursor.invalid", "filter.invalid"],
  audit: "none",
  limit: { limit: 100, windowSeconds: 60 },
});

export const createOrganization = contract({
  id: "organizations.create",
  kind: "write",
  method: "POST",
  path: "/organizations",
  summary: "Make an organization",
  permission: "organizations:create",
  scope: "platform",
  body: z.strictObject({
    name: requiredLine(150).meta({ title: "Name" }),
    slug,
    limits: limits.partial().optional(),
    settings: settings.partial().optional(),
  }),
  output: organization,
  status: 201,
  errors: ["organization.slug_taken", "idempotency.mismatch", "idempotency.running"],
  audit: "organization.created",
  examples: { body: { name: "Northwind", slug: "northwind" } },
});

export const getOrganization = contract({
  id: "organizations.get",
  kind: "read",
  method: "GET",
  path: "/organization",
  summary: "Get the organization one is in",
  permission: "organizations:read",
  scope: "organization",
  output: organization,
  errors: [],
  audit: "none",
});

export const updateOrganization = contract({
  id: "organizations.update",
  kind: "write",
  method: "PATCH",
  path: "/organization",
  summary: "Edit the organization one is in",
  permission: "organizations:update",
  scope: "organization",
  body: z
    .strictObject({ name: requiredLine(150).meta({ title: "Name" }), slug, settings: settings.partial() })
    .partial(),
  output: organization,
  errors: ["organization.slug_taken", "precondition.required", "precondition.failed"],
  audit: "organization.updated",
  ifMatch: "required",
  examples: { body: { name: "Northwind Group" } },
});

export const organizationOverview = contract({
  id: "organizations.overview",
  kind: "read",
  method: "GET",
  path: "/organization/overview",
  summary: "The numbers of Home",
  permission: "metrics:read",
  scope: "organization",
  output: z.object({
    usersByStatus: z.record(z.string(), z.number().int()),
    createdPerDay: z.array(z.object({ day: z.string(), count: z.number().int() })),
    signInsPerDay: z.array(z.object({ day: z.string(), count: z.number().int() })),
    organizations: z.number().int().nullable().meta({ description: "For the platform only" }),
  }),
  errors: [],
  audit: "none",
});

export const organizationBrand = contract({
  id: "organizations.brand",
  kind: "read",
  method: "GET",
  path: "/auth/brand",
  summary: "Whose sign-in pages they are",
  description: "For an organization that is not there, and for one that is suspended, the platform's own.",
  permission: "public",
  scope: "account",
  query: z.strictObject({ organization: slug.optional() }),
  output: z.object({
    name: z.string(),
    slug: z.string().nullable(),
    locale: z.string().nullable(),
    registration: z.boolean().meta({ description: "Whether people may register by themselves" }),
  }),
  errors: [],
  audit: "none",
  limit: { limit: 600, windowSeconds: 60 },
  examples: { query: { organization: "northwind" } },
});

export const organizationsContracts = [
  organizationBrand, listOrganizations, createOrganization, getOrganization, updateOrganization, organizationOverview,
] as const; // prettier-ignore
