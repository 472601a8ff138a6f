import { z } from "zod";
import {
  email,
  line,
  listQuery,
  page,
  plainJson,
  prose,
  requiredLine,
  timestamp,
} from "./building-blocks.ts";
import { contract } from "./contract.ts";
import { idOf, shownId } from "./id.ts";

export const userStatuses = ["pending", "active", "inactive", "suspended", "deleted"] as const;
export const userStatus = z.enum(userStatuses);
export const userSorts = [
  "-createdAt", "createdAt", "name", "-name", "email", "-email",
  "lastLoginAt", "-lastLoginAt", "updatedAt", "-updatedAt",
] as const; // prettier-ignore
/** Also an attribute that is indexed for all people; which there are is known to each organization. */
export const userSort = z.union([
  z.enum(userSorts),
  z.string().regex(/^-?attributes\.[a-z][a-zA-Z0-9]{0,39}$/, "is no sort key"),
]);

const telephone = z
  .string()
  .max(40)
  .transform((text) => text.replace(/[\s().-]/g, ""))
  .refine(
    (text) => /^\+[1-9]\d{5,14}$/.test(text),
    "is not a telephone number with country code, such as +4930123456",
  )
  .meta({ title: "Telephone" });

const locale = z
  .string()
  .max(35)
  .refine(
    (text) => /^[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8}){0,3}$/.test(text),
    "is not a language tag such as de-AT",
  )
  .meta({ title: "Language" });

const timeZone = z
  .string()
  .max(64)
  .refine(
    (text) => Intl.supportedValuesOf("timeZone").includes(text) || text === "UTC",
    "is not a known time zone",
  )
  .meta({ title: "Time zone" });

const webAddress = z
  .url({ protocol: /^https?$/, hostname: z.regexes.domain })
  .max(500)
  .meta({ title: "Website" });

const address = z.strictObject({
  street: line(200).optional(),
  city: line(100).optional(),
  region: line(100).optional(),
  postalCode: line(20).optional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, "is not a two-letter country code")
    .optional(),
});

const roleSlug = z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, "is not a role's slug");

/** Every field that people with the right to edit may write. */
const writable = {
  firstName: line(100).nullable().meta({ title: "First name" }),
  lastName: line(100).nullable().meta({ title: "Last name" }),
  displayName: requiredLine(200).meta({ title: "Display name" }),
  phone: telephone.nullable(),
  title: line(150).nullable().meta({ title: "Job title" }),
  department: line(150).nullable().meta({ title: "Department" }),
  managerId: idOf("user").nullable().meta({ title: "Manager" }),
  employeeNumber: line(64).nullable().meta({ title: "Employee number" }),
  locale: locale.nullable(),
  timeZone: timeZone.nullable(),
  address: address.nullable().meta({ title: "Address" }),
  birthDate: z.iso.date().nullable().meta({ title: "Date of birth" }),
  website: webAddress.nullable(),
  bio: prose(4000).nullable().meta({ title: "About" }),
  externalId: line(200).nullable().meta({ title: "External id" }),
  tags: z.array(requiredLine(50)).max(50).meta({ title: "Tags" }),
  attributes: plainJson.meta({ title: "Attributes" }),
  preferences: plainJson.meta({ title: "Preferences" }),
};

export const userSummary = z.object({
  id: shownId("user"),
  accountId: shownId("account").nullable(),
  email: z.string(),
  emailVerified: z.boolean(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  displayName: z.string(),
  phone: z.string().nullable(),
  avatar: z.string().nullable(),
  title: z.string().nullable(),
  department: z.string().nullable(),
  employeeNumber: z.string().nullable(),
  status: userStatus,
  roles: z.array(z.string()),
  tags: z.array(z.string()),
  lastLoginAt: timestamp.nullable(),
  lastSeenAt: timestamp.nullable(),
  createdAt: timestamp,
  updatedAt: timestamp,
  version: z.number().int(),
  abilities: z.array(z.enum(["update", "suspend", "delete", "restore", "assign_roles", "impersonate"])),
  attributes: z
    .record(z.string(), z.json())
    .optional()
    .meta({ description: "In lists those that were asked for" }),
});
export type UserSummary = z.output<typeof userSummary>;

export const user = userSummary.extend({
  phoneVerified: z.boolean(),
  managerId: shownId("user").nullable(),
  locale: z.string().nullable(),
  timeZone: z.string().nullable(),
  address: z.record(z.string(), z.string()).nullable(),
  birthDate: z.string().nullable(),
  website: z.string().nullable(),
  bio: z.string().nullable(),
  externalId: z.string().nullable(),
  source: z.string(),
  attributes: z.record(z.string(), z.json()),
  preferences: z.record(z.string(), z.json()),
  statusReason: z.string().nullable(),
  createdBy: shownId("user").nullable(),
  updatedBy: shownId("user").nullable(),
  deletedAt: timestamp.nullable(),
  mergedInto: shownId("user").nullable().meta({ description: "Who they were found to be, after a merge" }),
});
export type User = z.output<typeof user>;

const one = z.strictObject({ id: idOf("user") });

export const listUsers = contract({
  id: "users.list",
  kind: "read",
  method: "GET",
  path: "/users",
  summary: "List people",
  description:
    "Keyset pages in every sort order, both ways. Deleted people appear only with `status:deleted`.",
  permission: "users:read",
  scope: "organization",
  query: listQuery(userSorts, "-createdAt").extend({
    page: z.coerce
      .number()
      .int()
      .min(1)
      .max(10_000_000)
      .optional()
      .meta({ description: "Jump to this page of the whole; with a filter among its first 10,000 rows" }),
    from: line(100)
      .optional()
      .meta({ description: "Jump to the first row from this on: letters, or a day as `2026-01-31`" }),
    sort: userSort.default("-createdAt").meta({
      description: "Sort key, or an indexed attribute as `attributes.key`; with `-` in front, descending",
    }),
    attributes: z
      .string()
      .max(2000)
      .transform((text) => text.split(",").filter((key) => key !== ""))
      .optional()
      .meta({ description: "Keys of attributes to tell of each person, with commas between them" }),
  }),
  output: page(userSummary),
  errors: ["cursor.invalid", "filter.invalid", "segment.unknown", "segment.circle", "list.jump_unfit"],
  audit: "none",
  limit: { limit: 100, windowSeconds: 60 },
  examples: { query: { limit: "2", sort: "name", q: "status:active" } },
});

export const listUserFacets = contract({
  id: "users.facets",
  kind: "read",
  method: "GET",
  path: "/users/facets",
  summary: "Count people by what they have in common",
  description:
    "How many of those that a filter finds have which status, department, source, role and tag: the fifty most frequent of each. What was counted is told for up to a minute.",
  permission: "users:read",
  scope: "organization",
  query: z.strictObject({ q: z.string().max(2000).optional().meta({ description: "Filter text" }) }),
  output: z.object({
    facets: z.array(
      z.object({
        field: z.string(),
        values: z.array(z.object({ value: z.string().nullable(), count: z.number().int() })),
        more: z.boolean(),
      }),
    ),
    asOf: timestamp,
  }),
  errors: ["filter.invalid", "segment.unknown", "segment.circle"],
  audit: "none",
  limit: { limit: 60, windowSeconds: 60 },
  examples: { query: { q: "status:active" } },
});

export const getUser = contract({
  id: "users.get",
  kind: "read",
  method: "GET",
  path: "/users/:id",
  summary: "Get one person",
  permission: "users:read",
  scope: "organization",
  params: one,
  output: user,
  errors: [],
  audit: "none",
});

export const createUser = contract({
  id: "users.create",
  kind: "write",
  method: "POST",
  path: "/users",
  summary: "Add a person",
  description:
    "A person without a password has no way in until they are invited. Roles are bounded by one's own.",
  permission: "users:create",
  scope: "organization",
  body: z
    .strictObject(writable)
    .partial()
    .extend({
      email,
      status: z.enum(["pending", "active", "inactive"]).default("pending").meta({ title: "Status" }),
      roles: z.array(roleSlug).max(20).default(["user"]).meta({ title: "Roles" }),
    }),
  output: user,
  status: 201,
  errors: [
    "user.email_taken", "user.external_id_taken", "user.employee_number_taken", "user.manager_unknown",
    "role.unknown", "role.above_you", "role.needs_approval", "group.above_you", "group.needs_approval", "limit.users", "idempotency.mismatch",
    "idempotency.running",
  ], // prettier-ignore
  audit: "user.created",
  examples: { body: { email: "ann.lee@example.com", firstName: "Ann", lastName: "Lee", title: "Engineer" } },
});

const updateErrors = [
  "user.email_taken", "user.external_id_taken", "user.employee_number_taken", "user.manager_unknown",
  "user.manager_cycle", "user.above_you", "group.above_you", "group.needs_approval", "precondition.failed",
] as const; // prettier-ignore

export const replaceUser = contract({
  id: "users.replace",
  kind: "write",
  method: "PUT",
  path: "/users/:id",
  summary: "Replace a person's fields",
  description: "Fields that are left out are emptied. Status and roles have operations of their own.",
  permission: "users:update",
  scope: "organization",
  params: one,
  body: z.strictObject(writable).partial().extend({ email }),
  output: user,
  errors: updateErrors,
  audit: "user.updated",
  ifMatch: "optional",
  examples: { body: { email: "ann.lee@example.com", firstName: "Ann", lastName: "Lee" } },
});

export const updateUser = contract({
  id: "users.update",
  kind: "write",
  method: "PATCH",
  path: "/users/:id",
  summary: "Change some of a person's fields",
  description: "A merge patch (RFC 7396): null empties a field.",
  permission: "users:update",
  scope: "organization",
  params: one,
  body: z.strictObject(writable).extend({ email }).partial(),
  output: user,
  errors: updateErrors,
  audit: "user.updated",
  ifMatch: "optional",
  examples: { body: { title: "Head of engineering", phone: null } },
});

export const setUserStatus = contract({
  id: "users.setStatus",
  kind: "write",
  method: "PATCH",
  path: "/users/:id/status",
  summary: "Activate, deactivate or suspend a person",
  permission: "users:suspend",
  scope: "organization",
  params: one,
  body: z.strictObject({
    status: z.enum(["active", "inactive", "suspended"]).meta({ title: "Status" }),
    reason: line(500).optional().meta({ title: "Reason" }),
  }),
  output: user,
  errors: [
    "user.status_impossible", "user.self", "user.above_you", "user.last_owner", "group.above_you", "group.needs_approval", "precondition.failed",
  ], // prettier-ignore
  audit: "user.status_changed",
  ifMatch: "optional",
  examples: { body: { status: "suspended", reason: "Left the company" } },
});

export const deleteUser = contract({
  id: "users.delete",
  kind: "write",
  method: "DELETE",
  path: "/users/:id",
  summary: "Delete a person",
  description: "The person can be brought back for 30 days.",
  permission: "users:delete",
  scope: "organization",
  params: one,
  status: 204,
  errors: ["user.self", "user.above_you", "user.last_owner", "precondition.failed"],
  audit: "user.deleted",
  ifMatch: "optional",
});

export const restoreUser = contract({
  id: "users.restore",
  kind: "write",
  method: "POST",
  path: "/users/:id/restore",
  summary: "Bring a deleted person back",
  permission: "users:delete",
  scope: "organization",
  params: one,
  output: user,
  errors: [
    "user.not_deleted", "user.merged", "user.restore_expired", "user.erased", "user.email_taken", "user.external_id_taken",
    "user.employee_number_taken", "user.above_you", "group.above_you", "group.needs_approval", "limit.users",
  ], // prettier-ignore
  audit: "user.restored",
});

export const usersContracts = [
  listUsers, listUserFacets, getUser, createUser, replaceUser, updateUser, setUserStatus, deleteUser, restoreUser,
  ] as const; // prettier-ignore
