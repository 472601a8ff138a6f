import { z } from "zod";
import { permissionRef, roleSlug, scopeRef, subjectRef } from "./access-refs.ts";
import { line, timestamp } from "./building-blocks.ts";
import { contract } from "./contract.ts";
import { idOf, shownId } from "./id.ts";

const wherever = scopeRef.prefault("organization");
const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next: z.string().nullable().meta({ description: "Cursor of the next page" }) }); // prettier-ignore
const paging = {
  limit: z.coerce.number().int().min(1).max(100).default(25).meta({ description: "Rows of a page" }),
  cursor: z.string().max(200).optional().meta({ description: "From `next` of a page" }),
};
const asked = { limit: 300, windowSeconds: 60 };
const names = z.record(z.string(), z.string()).meta({
  description: "Names of everything that the answer speaks of, by its id or, of roles, by its slug",
});

const shownGrant = z.object({
  id: shownId("grant"),
  subject: z.string().meta({ description: "Who holds it" }),
  role: z.string().nullable(),
  permission: z.string().nullable(),
  scope: z.string(),
  validFrom: timestamp.nullable(),
  validUntil: timestamp.nullable(),
  grantedBy: shownId("user").nullable(),
  reason: z.string().nullable(),
  source: z.string(),
  createdAt: timestamp,
});
export type ShownGrant = z.output<typeof shownGrant>;

export const listGrants = contract({
  id: "grants.list",
  kind: "read",
  method: "GET",
  path: "/grants",
  summary: "List what somebody, or whom a role or permission, was given",
  permission: "roles:read",
  scope: "organization",
  query: z.strictObject({
    subject: subjectRef.optional(),
    role: roleSlug.optional(),
    permission: permissionRef.optional(),
    through: z
      .literal("groups")
      .optional()
      .meta({ description: "`groups`: also what reaches the subject through the groups that it is in" }),
    ...paging,
  }),
  output: pageOf(shownGrant).extend({ names }),
  errors: [],
  audit: "none",
});

export const giveGrant = contract({
  id: "grants.create",
  kind: "write",
  method: "POST",
  path: "/grants",
  summary: "Give a role or a single permission",
  description: "Nobody gives what they do not hold. With `validUntil` it ends by itself.",
  permission: "roles:assign",
  scope: "organization",
  body: z
    .strictObject({
      subject: subjectRef,
      role: roleSlug.optional().meta({ title: "Role" }),
      permission: permissionRef.optional(),
      scope: wherever,
      validFrom: timestamp.optional().meta({ title: "From" }),
      validUntil: timestamp.optional().meta({ title: "Until" }),
      reason: line(500).optional().meta({ title: "Reason" }),
    })
    .refine(({ role, permission }) => (role === undefined) !== (permission === undefined), {
      message: "name either a role or a permission",
      path: ["role"],
    }),
  output: shownGrant,
  status: 201,
  errors: [
    "role.unknown", "role.above_you", "role.needs_approval", "user.above_you", "grant.exists", "grant.subject_unknown", "grant.scope_unknown",
    "grant.period", "idempotency.mismatch", "idempotency.running",
  ], // prettier-ignore
  audit: "grant.given",
  limit: { limit: 60, windowSeconds: 60 },
  examples: { body: { subject: "usr_06bkr2c4zx7v1m9q8s3tdwnp5g", permission: "users:read" } },
});

export const endGrant = contract({
  id: "grants.end",
  kind: "write",
  method: "DELETE",
  path: "/grants/:id",
  summary: "Take a role or permission away",
  permission: "roles:assign",
  scope: "organization",
  params: z.strictObject({ id: idOf("grant") }),
  query: z.strictObject({ reason: line(500).optional().meta({ title: "Reason" }) }),
  status: 204,
  errors: ["role.above_you", "user.above_you", "user.last_owner"],
  audit: "grant.ended",
  limit: { limit: 60, windowSeconds: 60 },
});

const question = { subject: subjectRef, permission: permissionRef, scope: wherever };

export const checkAccess = contract({
  id: "access.check",
  kind: "read",
  method: "GET",
  path: "/access/check",
  summary: "Ask whether somebody may do something",
  permission: "access:read",
  scope: "organization",
  query: z.strictObject(question),
  output: z.object({ allowed: z.boolean() }),
  errors: ["grant.subject_unknown"],
  audit: "none",
  limit: { limit: 3000, windowSeconds: 60 },
  examples: { query: { subject: "usr_06bkr2c4zx7v1m9q8s3tdwnp5g", permission: "users:read" } },
});

export const checkManyAccess = contract({
  id: "access.checkMany",
  kind: "read",
  method: "POST",
  path: "/access/check-many",
  summary: "Ask up to a hundred such questions at once",
  permission: "access:read",
  scope: "organization",
  body: z.strictObject({ checks: z.array(z.strictObject(question)).min(1).max(100) }),
  output: z.object({ answers: z.array(z.object({ allowed: z.boolean() })) }),
  errors: [],
  audit: "none",
  limit: asked,
  examples: {
    body: { checks: [{ subject: "usr_06bkr2c4zx7v1m9q8s3tdwnp5g", permission: "users:read" }] },
  },
});

const step = z.object({
  kind: z.enum(["person", "group", "key", "service_account", "grant", "role", "permission"]),
  id: z.string().nullable(),
  name: z.string(),
});
export type ProofStep = z.output<typeof step>;

export const explainAccess = contract({
  id: "access.explain",
  kind: "read",
  method: "GET",
  path: "/access/explain",
  summary: "Ask why somebody may do something, or what is missing",
  permission: "access:read",
  scope: "organization",
  query: z.strictObject(question),
  output: z.object({
    allowed: z.boolean(),
    proof: z
      .object({
        grant: shownGrant,
        path: z.array(step).meta({ description: "From who asks, over groups, the grant and roles, to it" }),
        others: z.number().int().meta({ description: "Further grants that allow the same" }),
      })
      .nullable(),
    missing: z
      .object({
        reason: z.enum(["not_active", "not_yet", "ended", "elsewhere", "never_given", "platform_only"]),
        grant: shownGrant.nullable().meta({ description: "The one that comes nearest" }),
        roles: z
          .array(z.object({ slug: z.string(), name: z.string(), allows: z.number().int() }))
          .meta({ description: "Roles that would allow it, those that allow the least first" }),
      })
      .nullable(),
    until: timestamp.nullable().meta({ description: "When this answer may change by itself" }),
    names,
  }),
  errors: ["grant.subject_unknown"],
  audit: "none",
  limit: asked,
  examples: { query: { subject: "usr_06bkr2c4zx7v1m9q8s3tdwnp5g", permission: "users:read" } },
});

export const whoCan = contract({
  id: "access.whoCan",
  kind: "read",
  method: "GET",
  path: "/access/who-can",
  summary: "Ask who may do something",
  description: "Active people of the organization, in the order of their ids.",
  permission: "access:read",
  scope: "organization",
  query: z.strictObject({ permission: permissionRef, scope: wherever, ...paging }),
  output: pageOf(
    z.object({
      id: shownId("user"),
      displayName: z.string(),
      email: z.string(),
      grant: shownGrant.nullable().meta({ description: "What proves it, the one that lasts longest" }),
      others: z.number().int().meta({ description: "Further grants that allow the same" }),
    }),
  ).extend({ names }),
  errors: ["cursor.invalid"],
  audit: "none",
  limit: asked,
  examples: { query: { permission: "users:read" } },
});

export const whatCan = contract({
  id: "access.whatCan",
  kind: "read",
  method: "GET",
  path: "/access/what-can",
  summary: "Ask what somebody may do, and where",
  permission: "access:read",
  scope: "organization",
  query: z.strictObject({ subject: subjectRef, ...paging }),
  output: pageOf(
    z.object({
      scope: z.string(),
      permissions: z.array(z.string()),
    }),
  ).extend({ names }),
  errors: ["grant.subject_unknown", "cursor.invalid"],
  audit: "none",
  limit: asked,
  examples: { query: { subject: "usr_06bkr2c4zx7v1m9q8s3tdwnp5g" } },
});

const change = z.discriminatedUnion("do", [
  z.strictObject({
    do: z.literal("role.update"),
    role: roleSlug,
    permissions: z.array(permissionRef).max(500).optional(),
    inherits: z.array(roleSlug).max(20).optional(),
  }),
  z.strictObject({ do: z.literal("role.delete"), role: roleSlug, replacement: roleSlug.optional() }),
  z.strictObject({
    do: z.literal("grant.give"),
    subject: subjectRef,
    role: roleSlug.optional(),
    permission: permissionRef.optional(),
    scope: wherever,
  }),
  z.strictObject({ do: z.literal("grant.end"), grant: idOf("grant") }),
  z.strictObject({ do: z.literal("group.join"), group: idOf("group"), person: idOf("user") }),
  z.strictObject({ do: z.literal("group.leave"), group: idOf("group"), person: idOf("user") }),
]);
export type AccessChange = z.output<typeof change>;

const gainsAndLosses = z.object({ scope: z.string(), gains: z.array(z.string()), loses: z.array(z.string()) }); // prettier-ignore
export const simulateAccess = contract({
  id: "access.simulate",
  kind: "read",
  method: "POST",
  path: "/access/simulate",
  summary: "Ask who would gain and lose what by a change",
  description:
    "Changes nothing. Pages go through whoever the changes could touch, some hundreds at a time; a page may be short.",
  permission: "access:read",
  scope: "organization",
  body: z.strictObject({
    changes: z.array(change).min(1).max(20),
    question: z
      .strictObject({ subject: subjectRef, permission: permissionRef, scope: wherever })
      .optional()
      .meta({ description: "A question about a person, to be answered as it is and as it would be" }),
    limit: paging.limit,
    cursor: paging.cursor,
  }),
  output: pageOf(
    z.object({
      subject: z.string(),
      name: z.string(),
      at: z.array(gainsAndLosses),
    }),
  ).extend({
    counts: z.object({
      looked: z.number().int().meta({ description: "How many people this page looked at" }),
      gaining: z.number().int().meta({ description: "How many of them would gain something" }),
      losing: z.number().int().meta({ description: "How many of them would lose something" }),
      touched: z.number().int().nullable().meta({
        description: "How many people the changes could touch, counted on the first page, up to 10,000",
      }),
      touchedAtLeast: z.boolean(),
    }),
    answer: z.object({ before: z.boolean(), after: z.boolean() }).nullable(),
    ends: z.array(shownGrant).meta({ description: "The grants that the changes would end" }),
    names,
  }),
  errors: ["access.change_unknown", "cursor.invalid"],
  audit: "none",
  limit: { limit: 60, windowSeconds: 60 },
  examples: { body: { changes: [{ do: "role.delete", role: "support", replacement: "user" }] } },
});

export const accessContracts = [
  listGrants, giveGrant, endGrant, checkAccess, checkManyAccess, explainAccess, whoCan, whatCan, simulateAccess,
] as const; // prettier-ignore
