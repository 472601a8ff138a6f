import { z } from "zod";
import { permissionRef, roleSlug, scopeRef, subjectRef } from "./access-refs.ts";
import { requiredLine, line, timestamp } from "./building-blocks.ts";
import { contract } from "./contract.ts";
import { idOf, shownId } from "./id.ts";

/** Operations that an organization may let nobody do alone. To lift a rule always takes two. */
export const guardedOperations = [
  "organizations.delete",
  "organizations.deleteOwn",
  "organizations.offerTransfer",
] as const;
export type GuardedOperation = (typeof guardedOperations)[number];
export const liftOperation = "approvalRules.delete" as const;

export const accessRequestStates = ["open", "approved", "denied", "withdrawn", "expired", "used"] as const;
export type AccessRequestState = (typeof accessRequestStates)[number];
/** How many requests of one person may wait at once. */
export const mostOpenRequests = 20;

const approvalRule = z.object({
  id: shownId("approvalRule"),
  role: z.string().nullable(),
  permission: z.string().nullable(),
  operation: z.string().nullable(),
  createdAt: timestamp,
  createdBy: shownId("user").nullable(),
});
export type ApprovalRule = z.output<typeof approvalRule>;

export const listApprovalRules = contract({
  id: "approvalRules.list",
  kind: "read",
  method: "GET",
  path: "/approval-rules",
  summary: "List what nobody gives or does alone here",
  permission: "roles:read",
  scope: "organization",
  output: z.object({ items: z.array(approvalRule) }),
  errors: [],
  audit: "none",
});

export const createApprovalRule = contract({
  id: "approvalRules.create",
  kind: "write",
  method: "POST",
  path: "/approval-rules",
  summary: "Want two persons for giving a role or permission, or for an operation",
  description:
    "From then on it is given by an access request alone, which another person approves. A role also stands for every role that inherits it or allows as much.",
  permission: "roles:update",
  scope: "organization",
  body: z
    .strictObject({
      role: roleSlug.optional(),
      permission: permissionRef.optional(),
      operation: z.enum(guardedOperations).optional(),
    })
    .refine(
      (body) => Object.values(body).filter((value) => value !== undefined).length === 1,
      "name one role, permission or operation",
    ),
  output: approvalRule,
  status: 201,
  errors: [
    "role.unknown", "role.above_you", "permission.unknown", "approval.exists", "approval.too_few",
    "idempotency.mismatch", "idempotency.running",
  ], // prettier-ignore
  audit: "approval.required",
  examples: { body: { role: "admin" } },
});

export const deleteApprovalRule = contract({
  id: "approvalRules.delete",
  kind: "write",
  method: "DELETE",
  path: "/approval-rules/:id",
  summary: "Want two persons for this no more",
  description: "Takes two persons itself: ask for it with `POST /access-requests`, then call this.",
  permission: "roles:update",
  scope: "organization",
  params: z.strictObject({ id: idOf("approvalRule") }),
  status: 204,
  errors: ["approval.needed", "role.above_you"],
  audit: "approval.lifted",
});

const accessRequest = z.object({
  id: shownId("accessRequest"),
  state: z.enum(accessRequestStates),
  requestedBy: shownId("user"),
  requesterName: z.string(),
  subject: z.string().nullable(),
  subjectName: z.string().nullable(),
  role: z.string().nullable(),
  permission: z.string().nullable(),
  group: shownId("group").nullable(),
  groupName: z.string().nullable(),
  operation: z.string().nullable(),
  params: z.record(z.string(), z.json()).nullable(),
  scope: z.string().nullable(),
  validUntil: timestamp.nullable(),
  reason: z.string(),
  createdAt: timestamp,
  expiresAt: timestamp,
  decidedAt: timestamp.nullable(),
  decidedBy: shownId("user").nullable(),
  deciderName: z.string().nullable(),
  decisionReason: z.string().nullable(),
  grant: shownId("grant").nullable(),
  abilities: z.object({
    decide: z.boolean().meta({ description: "You may approve or deny it" }),
    withdraw: z.boolean(),
  }),
});
export type AccessRequest = z.output<typeof accessRequest>;

const paging = {
  state: z.enum(accessRequestStates).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25).meta({ description: "Rows of a page" }),
  cursor: idOf("accessRequest").optional().meta({ description: "From `next` of a page" }),
};
const pageOfRequests = z.object({
  items: z.array(accessRequest),
  next: z.string().nullable().meta({ description: "Cursor of the next page" }),
});

export const accessRequestOptions = contract({
  id: "accessRequests.options",
  kind: "read",
  method: "GET",
  path: "/access-requests/options",
  summary: "List the roles that one may ask for",
  permission: "member",
  scope: "organization",
  output: z.object({
    roles: z.array(
      z.object({ slug: z.string(), name: z.string(), description: z.string(), held: z.boolean() }),
    ),
  }),
  errors: [],
  audit: "none",
});

export const listMyAccessRequests = contract({
  id: "accessRequests.listMine",
  kind: "read",
  method: "GET",
  path: "/access-requests/mine",
  summary: "List what one asked for, the latest first",
  permission: "member",
  scope: "organization",
  query: z.strictObject(paging),
  output: pageOfRequests,
  errors: [],
  audit: "none",
});

export const listAccessRequests = contract({
  id: "accessRequests.list",
  kind: "read",
  method: "GET",
  path: "/access-requests",
  summary: "List what people asked for, the latest first",
  permission: "requests:read",
  scope: "organization",
  query: z.strictObject(paging),
  output: pageOfRequests,
  errors: [],
  audit: "none",
});

const one = z.strictObject({ id: idOf("accessRequest") });

export const getAccessRequest = contract({
  id: "accessRequests.get",
  kind: "read",
  method: "GET",
  path: "/access-requests/:id",
  summary: "Get one request: one's own, or any with `requests:read`",
  permission: "member",
  scope: "organization",
  params: one,
  output: accessRequest,
  errors: [],
  audit: "none",
});

export const createAccessRequest = contract({
  id: "accessRequests.create",
  kind: "write",
  method: "POST",
  path: "/access-requests",
  summary: "Ask for a role, a permission, a place in a group or a guarded operation",
  description:
    "For oneself, or with `roles:assign` for another. Whoever approves it must hold what is asked for and be neither who asks nor whom it is for.",
  permission: "member",
  scope: "organization",
  body: z
    .strictObject({
      subject: subjectRef.optional().meta({ title: "For whom" }),
      role: roleSlug.optional().meta({ title: "Role" }),
      permission: permissionRef.optional(),
      group: idOf("group").optional(),
      operation: z.enum([...guardedOperations, liftOperation]).optional(),
      params: z.record(z.string().max(60), z.string().max(200)).optional(),
      scope: scopeRef.prefault("organization"),
      validUntil: timestamp.optional().meta({ title: "Until" }),
      reason: requiredLine(500).meta({ title: "Reason" }),
    })
    .refine(
      ({ role, permission, group, operation }) =>
        [role, permission, group, operation].filter((value) => value !== undefined).length === 1,
      { message: "name one role, permission, group or operation", path: ["role"] },
    ),
  output: accessRequest,
  status: 201,
  errors: [
    "role.unknown", "permission.unknown", "group.unknown", "grant.subject_unknown", "grant.scope_unknown",
    "grant.period", "grant.exists", "access_request.exists", "access_request.too_many", "access_request.in_person",
    "idempotency.mismatch", "idempotency.running",
  ], // prettier-ignore
  audit: "access_request.created",
  limit: { limit: 20, windowSeconds: 60 },
  examples: { body: { role: "editor", reason: "I look after the pages while Ann is away" } },
});

export const approveAccessRequest = contract({
  id: "accessRequests.approve",
  kind: "write",
  method: "POST",
  path: "/access-requests/:id/approve",
  summary: "Give what was asked for",
  permission: "requests:decide",
  scope: "organization",
  params: one,
  body: z.strictObject({ reason: line(500).optional().meta({ title: "Note" }) }),
  output: accessRequest,
  errors: [
    "access_request.not_open", "access_request.own", "access_request.in_person", "auth.forbidden", "role.unknown",
    "role.above_you", "user.above_you", "group.above_you", "group.unknown", "grant.subject_unknown",
    "grant.scope_unknown", "grant.period", "idempotency.mismatch", "idempotency.running",
  ], // prettier-ignore
  audit: "access_request.approved",
  alsoTells: ["grant.given", "group.members_added"],
  limit: { limit: 60, windowSeconds: 60 },
  examples: { body: {} },
});

export const denyAccessRequest = contract({
  id: "accessRequests.deny",
  kind: "write",
  method: "POST",
  path: "/access-requests/:id/deny",
  summary: "Refuse what was asked for",
  permission: "requests:decide",
  scope: "organization",
  params: one,
  body: z.strictObject({ reason: requiredLine(500).meta({ title: "Reason" }) }),
  output: accessRequest,
  errors: [
    "access_request.not_open", "access_request.own", "access_request.in_person",
    "idempotency.mismatch", "idempotency.running",
  ], // prettier-ignore
  audit: "access_request.denied",
  limit: { limit: 60, windowSeconds: 60 },
  examples: { body: { reason: "Ask your manager for the smaller role" } },
});

export const withdrawAccessRequest = contract({
  id: "accessRequests.withdraw",
  kind: "write",
  method: "POST",
  path: "/access-requests/:id/withdraw",
  summary: "Take back what one asked for",
  permission: "member",
  scope: "organization",
  params: one,
  output: accessRequest,
  errors: ["access_request.not_open", "idempotency.mismatch", "idempotency.running"],
  audit: "access_request.withdrawn",
});

export const approvalsContracts = [
  listApprovalRules, createApprovalRule, deleteApprovalRule, accessRequestOptions, listMyAccessRequests,
  listAccessRequests, getAccessRequest, createAccessRequest, approveAccessRequest, denyAccessRequest,
  withdrawAccessRequest,
] as const; // prettier-ignore
