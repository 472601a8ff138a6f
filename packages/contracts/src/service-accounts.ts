import { z } from "zod";
import { listQuery, page, prose, requiredLine, timestamp } from "./building-blocks.ts";
import { contract } from "./contract.ts";
import { idOf, shownId } from "./id.ts";

export const serviceAccountStatuses = ["active", "suspended"] as const;
const one = z.strictObject({ id: idOf("serviceAccount") });
const name = requiredLine(100).meta({ title: "Name" });

export const serviceAccount = z.object({
  id: shownId("serviceAccount"),
  name: z.string(),
  description: z.string().nullable(),
  status: z.enum(serviceAccountStatuses),
  roles: z.array(z.string()).meta({ description: "Slugs of the roles it was given" }),
  keys: z.number().int().meta({ description: "How many keys of it work" }),
  createdBy: shownId("user").nullable(),
  createdAt: timestamp,
  updatedAt: timestamp,
  version: z.number().int(),
});
export type ServiceAccount = z.output<typeof serviceAccount>;

export const listServiceAccounts = contract({
  id: "serviceAccounts.list",
  kind: "read",
  method: "GET",
  path: "/service-accounts",
  summary: "List service accounts",
  permission: "service_accounts:read",
  scope: "organization",
  query: listQuery(["name", "-name", "-createdAt", "createdAt"], "name"),
  output: page(serviceAccount),
  errors: ["cursor.invalid", "filter.invalid"],
  audit: "none",
  limit: { limit: 100, windowSeconds: 60 },
});

export const getServiceAccount = contract({
  id: "serviceAccounts.get",
  kind: "read",
  method: "GET",
  path: "/service-accounts/:id",
  summary: "Get one service account",
  permission: "service_accounts:read",
  scope: "organization",
  params: one,
  output: serviceAccount,
  errors: [],
  audit: "none",
});

const roles = z
  .array(z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, "is not a role's slug"))
  .max(20)
  .meta({ title: "Roles" });

export const createServiceAccount = contract({
  id: "serviceAccounts.create",
  kind: "write",
  method: "POST",
  path: "/service-accounts",
  summary: "Make a service account",
  description:
    "Somebody for a program to be: it cannot sign in, it has keys. Roles are bounded by one's own.",
  permission: "service_accounts:manage",
  scope: "organization",
  body: z.strictObject({
    name,
    description: prose(2000).nullable().optional().meta({ title: "Description" }),
    roles: roles.default([]),
  }),
  output: serviceAccount,
  status: 201,
  errors: [
    "service_account.name_taken", "role.unknown", "role.above_you", "role.needs_approval", "idempotency.mismatch", "idempotency.running",
  ], // prettier-ignore
  audit: "service_account.created",
  examples: { body: { name: "Payroll", roles: ["user"] } },
});

export const updateServiceAccount = contract({
  id: "serviceAccounts.update",
  kind: "write",
  method: "PATCH",
  path: "/service-accounts/:id",
  summary: "Change a service account's name, description, status or roles",
  description: "While it is suspended none of its keys works.",
  permission: "service_accounts:manage",
  scope: "organization",
  params: one,
  body: z
    .strictObject({
      name,
      description: prose(2000).nullable().meta({ title: "Description" }),
      status: z.enum(serviceAccountStatuses).meta({ title: "Status" }),
      roles,
    })
    .partial(),
  output: serviceAccount,
  errors: [
    "service_account.name_taken", "service_account.above_you", "role.unknown", "role.above_you", "role.needs_approval", "precondition.failed",
  ], // prettier-ignore
  audit: "service_account.updated",
  ifMatch: "optional",
  examples: { body: { description: "Writes the monthly figures" } },
});

export const deleteServiceAccount = contract({
  id: "serviceAccounts.delete",
  kind: "write",
  method: "DELETE",
  path: "/service-accounts/:id",
  summary: "Delete a service account",
  description: "Its keys are revoked and its roles taken away, for ever.",
  permission: "service_accounts:manage",
  scope: "organization",
  params: one,
  status: 204,
  errors: ["service_account.above_you", "precondition.failed"],
  audit: "service_account.deleted",
  ifMatch: "optional",
});

export const serviceAccountsContracts = [
  listServiceAccounts, getServiceAccount, createServiceAccount, updateServiceAccount, deleteServiceAccount,
] as const; // prettier-ignore
