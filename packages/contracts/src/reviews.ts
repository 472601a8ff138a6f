import { z } from "zod";
import { roleSlug } from "./access-refs.ts";
import { line, requiredLine, timestamp } from "./building-blocks.ts";
import { contract } from "./contract.ts";
import { idOf, shownId } from "./id.ts";

export const reviewStates = ["preparing", "open", "closing", "closed", "cancelled"] as const;
export type ReviewState = (typeof reviewStates)[number];
export const reviewScopes = ["all", "group", "role", "filter"] as const;
export const reviewRecurrences = ["none", "monthly", "quarterly", "yearly"] as const;
export const reviewDecisions = ["keep", "revoke"] as const;
export type ReviewDecision = (typeof reviewDecisions)[number];
/** What makes a second look at a grant worth it. */
export const reviewHints = ["inactive_90_days", "never_signed_in", "suspended", "powerful"] as const;
/** How many items one call decides. */
export const mostDecisionsAtOnce = 200;

const scope = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("all") }),
  z.strictObject({ kind: z.literal("group"), group: idOf("group") }),
  z.strictObject({ kind: z.literal("role"), role: roleSlug }),
  z.strictObject({ kind: z.literal("filter"), q: requiredLine(2000) }),
]);
const reviewers = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("managers") }),
  z.strictObject({ kind: z.literal("role"), role: roleSlug }),
  z.strictObject({ kind: z.literal("people"), people: z.array(idOf("user")).min(1).max(50) }),
]);

const accessReview = z.object({
  id: shownId("accessReview"),
  name: z.string(),
  state: z.enum(reviewStates),
  scope: z.object({ kind: z.enum(reviewScopes), value: z.string().nullable(), name: z.string().nullable() }),
  reviewers: z.object({
    kind: z.enum(["managers", "role", "people"]),
    role: z.string().nullable(),
    people: z.array(shownId("user")),
  }),
  undecided: z.enum(reviewDecisions).meta({ description: "What becomes of items that nobody decided" }),
  recurrence: z.enum(reviewRecurrences),
  startsAt: timestamp,
  dueAt: timestamp,
  nextAt: timestamp.nullable().meta({ description: "When the next one of its kind begins" }),
  createdAt: timestamp,
  createdBy: shownId("user"),
  creatorName: z.string(),
  closedAt: timestamp.nullable(),
  closerName: z.string().nullable(),
  digest: z.string().nullable(),
  version: z.number().int(),
});
const counted = accessReview.extend({
  counts: z.object({
    items: z.number().int(),
    kept: z.number().int(),
    revoked: z.number().int(),
    waiting: z.number().int(),
    removed: z.number().int().meta({ description: "Taken away when it was closed" }),
    stayed: z.number().int().meta({ description: "Were to be taken away and could not be" }),
  }),
});
export type AccessReview = z.output<typeof counted>;

const paging = {
  limit: z.coerce.number().int().min(1).max(200).default(25).meta({ description: "Rows of a page" }),
};
const next = z.string().nullable().meta({ description: "Cursor of the next page" });

export const listReviews = contract({
  id: "reviews.list",
  kind: "read",
  method: "GET",
  path: "/reviews",
  summary: "List access reviews, the latest first",
  permission: "reviews:read",
  scope: "organization",
  query: z.strictObject({
    ...paging,
    cursor: idOf("accessReview").optional().meta({ description: "From `next` of a page" }),
  }),
  output: z.object({ items: z.array(accessReview.extend({ items: z.number().int() })), next }),
  errors: [],
  audit: "none",
});

export const listMyReviews = contract({
  id: "reviews.listMine",
  kind: "read",
  method: "GET",
  path: "/reviews/mine",
  summary: "List the open access reviews in which one has something to decide",
  permission: "member",
  scope: "organization",
  output: z.object({
    items: z.array(
      z.object({
        id: shownId("accessReview"),
        name: z.string(),
        dueAt: timestamp,
        waiting: z.number().int(),
      }),
    ),
  }),
  errors: [],
  audit: "none",
});

const one = z.strictObject({ id: idOf("accessReview") });

export const getReview = contract({
  id: "reviews.get",
  kind: "read",
  method: "GET",
  path: "/reviews/:id",
  summary: "Get an access review with how far it is",
  permission: "reviews:read",
  scope: "organization",
  params: one,
  output: counted,
  errors: [],
  audit: "none",
});

export const createReview = contract({
  id: "reviews.create",
  kind: "write",
  method: "POST",
  path: "/reviews",
  summary: "Begin an access review",
  description:
    "A job writes down what everybody in its scope holds; then the reviewers are told. At its end whatever was revoked is taken away, in the name and within the rights of who closes it.",
  permission: "reviews:manage",
  scope: "organization",
  body: z.strictObject({
    name: requiredLine(120).meta({ title: "Name" }),
    scope: scope.prefault({ kind: "all" }),
    reviewers: reviewers.prefault({ kind: "managers" }),
    undecided: z.enum(reviewDecisions).default("keep"),
    recurrence: z.enum(reviewRecurrences).default("none"),
    dueAt: timestamp.meta({ title: "Due" }),
  }),
  output: counted,
  status: 202,
  errors: [
    "role.unknown", "group.unknown", "filter.invalid", "review.reviewer_unknown", "review.due",
    "access_request.in_person", "idempotency.mismatch", "idempotency.running",
  ], // prettier-ignore
  audit: "review.created",
  examples: { body: { name: "Everybody, this quarter", dueAt: "2099-01-31T12:00:00Z" } },
});

export const reviewItem = z.object({
  id: shownId("reviewItem"),
  subject: z.string(),
  subjectName: z.string(),
  subjectEmail: z.string().nullable(),
  role: z.string().nullable(),
  permission: z.string().nullable(),
  group: z.string().nullable().meta({ description: "The group that it is a place in" }),
  scope: z.string(),
  source: z.string(),
  grantedAt: timestamp,
  validUntil: timestamp.nullable(),
  lastUsedAt: timestamp.nullable().meta({ description: "When the person was last seen" }),
  hints: z.array(z.string()),
  reviewer: shownId("user").nullable(),
  reviewerName: z.string().nullable(),
  decision: z.enum(reviewDecisions).nullable(),
  comment: z.string().nullable(),
  decidedAt: timestamp.nullable(),
  deciderName: z.string().nullable(),
  outcome: z.enum(["kept", "revoked", "gone", "stayed"]).nullable(),
  outcomeReason: z.string().nullable(),
});
export type ReviewItem = z.output<typeof reviewItem>;

export const listReviewItems = contract({
  id: "reviews.listItems",
  kind: "read",
  method: "GET",
  path: "/reviews/:id/items",
  summary: "List what is looked at: one's own items, or with `reviews:read` all of them",
  permission: "member",
  scope: "organization",
  params: one,
  query: z.strictObject({
    ...paging,
    whose: z.enum(["mine", "all"]).default("mine"),
    decision: z.enum(["waiting", ...reviewDecisions]).optional(),
    cursor: idOf("reviewItem").optional().meta({ description: "From `next` of a page" }),
  }),
  output: z.object({
    items: z.array(reviewItem.extend({ abilities: z.object({ decide: z.boolean() }) })),
    next,
    review: z.object({ name: z.string(), state: z.enum(reviewStates), dueAt: timestamp }),
  }),
  errors: ["auth.forbidden"],
  audit: "none",
});

export const decideReviewItems = contract({
  id: "reviews.decide",
  kind: "write",
  method: "POST",
  path: "/reviews/:id/decisions",
  summary: "Keep or revoke",
  description:
    "All of them or none. Nobody decides about themselves. A decision may be changed until the review is closed.",
  permission: "member",
  scope: "organization",
  params: one,
  body: z.strictObject({
    items: z.array(idOf("reviewItem")).min(1).max(mostDecisionsAtOnce),
    decision: z.enum(reviewDecisions),
    comment: line(500).optional().meta({ title: "Comment" }),
  }),
  output: z.object({ decided: z.number().int(), waiting: z.number().int() }),
  errors: [
    "review.not_open", "review.not_reviewer", "review.own", "access_request.in_person",
    "idempotency.mismatch", "idempotency.running",
  ], // prettier-ignore
  audit: "review.decided",
  limit: { limit: 300, windowSeconds: 60 },
  examples: { body: { items: ["rvi_06bkr2c4zx7v1m9q8s3tdwnp5g"], decision: "keep" } },
});

export const closeReview = contract({
  id: "reviews.close",
  kind: "write",
  method: "POST",
  path: "/reviews/:id/close",
  summary: "Close an access review and take away what was revoked",
  permission: "reviews:manage",
  scope: "organization",
  params: one,
  output: counted,
  status: 202,
  errors: ["review.not_open", "access_request.in_person", "idempotency.mismatch", "idempotency.running"],
  audit: "review.closing",
});

export const cancelReview = contract({
  id: "reviews.cancel",
  kind: "write",
  method: "POST",
  path: "/reviews/:id/cancel",
  summary: "Cancel an access review, or the ones to come",
  description:
    "Nothing is taken away. A closed one stays as it is; only the next ones of its kind do not begin.",
  permission: "reviews:manage",
  scope: "organization",
  params: one,
  output: counted,
  errors: ["review.not_open", "idempotency.mismatch", "idempotency.running"],
  audit: "review.cancelled",
});

const evidence = {
  kind: "read",
  method: "GET",
  permission: "reviews:read",
  scope: "organization",
  params: one,
  file: true,
  errors: ["review.not_closed"],
  audit: "none",
  limit: { limit: 5, windowSeconds: 300 },
} as const;

export const reviewEvidence = contract({
  ...evidence,
  id: "reviews.evidence",
  path: "/reviews/:id/evidence.json",
  summary: "Download who decided what, with its digest and place in the audit log",
});
export const reviewEvidenceTable = contract({
  ...evidence,
  id: "reviews.evidenceTable",
  path: "/reviews/:id/evidence.csv",
  summary: "Download who decided what as a table",
});

export const reviewsContracts = [
  listReviews, listMyReviews, getReview, createReview, listReviewItems, decideReviewItems, closeReview, cancelReview,
  reviewEvidence, reviewEvidenceTable,
] as const; // prettier-ignore
