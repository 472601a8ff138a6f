import { z } from "zod";
import { line, listQuery, page, requiredLine } from "./building-blocks.ts";
import { contract } from "./contract.ts";
import { idOf } from "./id.ts";
import {
  listedOrganization,
  newOrganization,
  organization,
  organizationLimits,
  organizationPlans,
  organizationSettings,
  organizationSorts,
  placeErrors,
  slug,
  usedOrganization,
} from "./organizations.ts";

// What is done to an organization from above: by the platform to any, by a reseller to those below its own. One that
// is out of reach is as if it were not there.

const params = z.object({ id: idOf("organization") });
const reason = line(500).optional().meta({ title: "Reason" });

export const listOrganizationsBelow = contract({
  id: "organizations.listBelow",
  kind: "read",
  method: "GET",
  path: "/organization/below",
  summary: "List the organizations below the one that one is in",
  permission: "suborganizations:read",
  scope: "organization",
  query: listQuery(organizationSorts, "name"),
  output: page(listedOrganization),
  errors: ["cursor.invalid", "filter.invalid"],
  audit: "none",
  limit: { limit: 100, windowSeconds: 60 },
});

export const createOrganizationBelow = contract({
  id: "organizations.createBelow",
  kind: "write",
  method: "POST",
  path: "/organization/below",
  summary: "Make an organization below the one that one is in",
  description: "It has the same plan. Its limits can be no higher than those of the organization above it.",
  permission: "suborganizations:create",
  scope: "organization",
  body: z.strictObject(newOrganization),
  output: organization,
  status: 201,
  errors: [...placeErrors, "organization.limit_above_you", "idempotency.mismatch", "idempotency.running"],
  audit: "organization.created",
  examples: { body: { name: "Northwind East", slug: "northwind-east" } },
});

export const findOrganization = contract({
  id: "organizations.find",
  kind: "read",
  method: "GET",
  path: "/organizations/:id",
  summary: "Get an organization with what it uses of its limits",
  permission: "suborganizations:read",
  scope: "organization",
  params,
  output: usedOrganization,
  errors: [],
  audit: "none",
});

export const editOrganization = contract({
  id: "organizations.edit",
  kind: "write",
  method: "PATCH",
  path: "/organizations/:id",
  summary: "Edit an organization from above",
  description: "The plan is the platform's alone to change.",
  permission: "suborganizations:manage",
  scope: "organization",
  params,
  body: z
    .strictObject({
      name: requiredLine(150).meta({ title: "Name" }),
      slug,
      plan: z.enum(organizationPlans).meta({ title: "Plan" }),
      limits: organizationLimits.partial(),
      settings: organizationSettings.partial(),
    })
    .partial(),
  output: organization,
  errors: [
    "organization.slug_taken", "organization.limit_above_you", "organization.plan_fixed", "precondition.required",
    "precondition.failed",
  ], // prettier-ignore
  audit: "organization.updated",
  ifMatch: "required",
  examples: { body: { plan: "pro", limits: { users: 50 } } },
});

export const setOrganizationStatus = contract({
  id: "organizations.setStatus",
  kind: "write",
  method: "PATCH",
  path: "/organizations/:id/status",
  summary: "Suspend or reactivate an organization",
  description:
    "In force everywhere within a second: nobody of a suspended organization can do anything in it.",
  permission: "suborganizations:manage",
  scope: "organization",
  params,
  body: z.strictObject({ status: z.enum(["active", "suspended"]), reason }),
  output: organization,
  errors: ["organization.platform_fixed", "organization.status_impossible"],
  audit: "organization.status_changed",
  examples: { body: { status: "suspended", reason: "Invoices are unpaid" } },
});

export const moveOrganization = contract({
  id: "organizations.move",
  kind: "write",
  method: "POST",
  path: "/organizations/:id/move",
  summary: "Put an organization below another",
  permission: "organizations:manage",
  scope: "platform",
  params,
  body: z.strictObject({ parentId: idOf("organization").meta({ title: "Below" }) }),
  output: organization,
  errors: [
    "organization.platform_fixed", "organization.parent_unknown", "organization.cycle", "organization.too_deep",
    "limit.organizations",
  ], // prettier-ignore
  audit: "organization.moved",
  examples: { body: { parentId: "00000000-0000-7000-8000-000000000000" } },
});

export const deleteOrganization = contract({
  id: "organizations.delete",
  kind: "write",
  method: "DELETE",
  path: "/organizations/:id",
  summary: "Delete an organization",
  description: "Nobody reaches it from then on. It can be brought back for 30 days; then it is erased.",
  permission: "suborganizations:manage",
  scope: "organization",
  params,
  output: organization,
  errors: [
    "organization.platform_fixed", "organization.status_impossible", "organization.has_below", "approval.needed",
  ], // prettier-ignore
  audit: "organization.deleted",
  fresh: true,
});

export const restoreOrganization = contract({
  id: "organizations.restore",
  kind: "write",
  method: "POST",
  path: "/organizations/:id/restore",
  summary: "Bring a deleted organization back",
  permission: "suborganizations:manage",
  scope: "organization",
  params,
  output: organization,
  errors: ["organization.not_deleted", "organization.restore_expired"],
  audit: "organization.restored",
});

export const deleteOwnOrganization = contract({
  id: "organizations.deleteOwn",
  kind: "write",
  method: "DELETE",
  path: "/organization",
  summary: "Delete the organization one is in",
  description: "As deleting it from above. Its slug confirms that it is meant.",
  permission: "organizations:delete",
  scope: "organization",
  query: z.strictObject({ slug }),
  output: organization,
  errors: [
    "organization.platform_fixed", "organization.status_impossible", "organization.has_below", "organization.slug_wrong",
    "approval.needed",
  ], // prettier-ignore
  audit: "organization.deleted",
  fresh: true,
});

export const organizationTreeContracts = [
  listOrganizationsBelow, createOrganizationBelow, findOrganization, editOrganization, setOrganizationStatus,
  moveOrganization, deleteOrganization, restoreOrganization, deleteOwnOrganization,
] as const; // prettier-ignore
