import { z } from "zod";
import { line, listQuery, page, requiredLine, timestamp } from "./building-blocks.ts";
import { contract } from "./contract.ts";
import { idOf, shownId } from "./id.ts";

export const slug = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, "use lower-case letters, digits and hyphens")
  .meta({ title: "Slug" });

export const organizationStatuses = ["active", "suspended", "deleting", "deleted"] as const;
export type OrganizationStatus = (typeof organizationStatuses)[number];
export const organizationPlans = ["free", "pro", "enterprise"] as const;

const shownLimit = z.number().int().nullable().meta({ description: "null: without limit" });
export const organization = z.object({
  id: shownId("organization"),
  parentId: shownId("organization").nullable(),
  slug: z.string(),
  name: z.string(),
  status: z.enum(organizationStatuses),
  statusReason: z.string().nullable(),
  purgeAt: timestamp
    .nullable()
    .meta({ description: "When a deleted organization is erased; until then it can be brought back" }),
  platform: z.boolean(),
  plan: z.string(),
  limits: z.object({
    users: shownLimit,
    storageBytes: shownLimit,
    callsPerMonth: shownLimit.meta({ description: "Calls with API keys; null: without limit" }),
    organizations: shownLimit.meta({ description: "How many organizations may lie below it" }),
  }),
  settings: z.object({ locale: z.string(), timeZone: z.string() }),
  branding: z.object({
    name: z.string().nullable().meta({ description: "As sign-in pages call it; null: its name" }),
    hue: z.number().int().nullable(),
    logo: z.string().nullable().meta({ description: "Where the logo is" }),
  }),
  createdAt: timestamp,
  updatedAt: timestamp,
  version: z.number().int(),
});
export type Organization = z.output<typeof organization>;

export const organizationSettings = z.strictObject({
  locale: z.string().regex(/^[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8}){0,3}$/),
  timeZone: line(64),
});
const upTo = (most: number, least = 1) => z.number().int().min(least).max(most).nullable();
export const organizationLimits = z.strictObject({
  users: upTo(100_000_000).meta({ title: "People" }),
  storageBytes: upTo(1_000_000_000_000_000).meta({ title: "Storage in bytes" }),
  callsPerMonth: upTo(1_000_000_000_000).meta({ title: "API calls a month" }),
  organizations: upTo(100_000, 0).meta({ title: "Organizations below" }),
});
const plan = z.enum(organizationPlans).meta({ title: "Plan" });
/** What a new organization is made of. */
export const newOrganization = {
  name: requiredLine(150).meta({ title: "Name" }),
  slug,
  limits: organizationLimits.partial().optional(),
  settings: organizationSettings.partial().optional(),
};
export const placeErrors = [
  "organization.slug_taken",
  "organization.parent_unknown",
  "organization.too_deep",
  "limit.organizations",
] as const;
export const listedOrganization = organization.extend({
  users: z.number().int(),
  parentName: z.string().nullable(),
});
export const organizationSorts = ["name", "-name", "slug", "-slug", "-createdAt", "createdAt"] as const;

export const listOrganizations = contract({
  id: "organizations.list",
  kind: "read",
  method: "GET",
  path: "/organizations",
  summary: "List every organization of the platform",
  permission: "organizations:list",
  scope: "platform",
  query: listQuery(organizationSorts, "name"),
  output: page(listedOrganization),
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
    ...newOrganization,
    plan: plan.optional(),
    parentId: idOf("organization").optional().meta({ title: "Below", description: "Left out: the platform" }),
  }),
  output: organization,
  status: 201,
  errors: [...placeErrors, "idempotency.mismatch", "idempotency.running"],
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
    .strictObject({
      name: requiredLine(150).meta({ title: "Name" }),
      slug,
      settings: organizationSettings.partial(),
    })
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
    hue: z.number().int().nullable(),
    logo: z.string().nullable().meta({ description: "Where the logo is" }),
    registration: z.boolean().meta({ description: "Whether people may register by themselves" }),
  }),
  errors: [],
  audit: "none",
  limit: { limit: 600, windowSeconds: 60 },
  examples: { query: { organization: "northwind" } },
});

const usage = z.object({
  users: z.number().int(),
  storageBytes: z.number().int(),
  callsThisMonth: z.number().int(),
  organizations: z.number().int(),
});
export type OrganizationUsage = z.output<typeof usage>;
export const usedOrganization = organization.extend({ usage, parentName: z.string().nullable() });

export const organizationUsage = contract({
  id: "organizations.usage",
  kind: "read",
  method: "GET",
  path: "/organization/usage",
  summary: "How much of its limits the organization one is in has used",
  permission: "organizations:read",
  scope: "organization",
  output: usage,
  errors: [],
  audit: "none",
});

export const organizationsContracts = [
  organizationBrand, listOrganizations, createOrganization, getOrganization, updateOrganization, organizationOverview,
  organizationUsage,
] as const; // prettier-ignore
