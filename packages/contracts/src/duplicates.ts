import { z } from "zod";
import { event } from "./audit.ts";
import { listQuery, page, timestamp } from "./building-blocks.ts";
import { contract } from "./contract.ts";
import { idOf, shownId } from "./id.ts";
import { job } from "./jobs.ts";
import { user, userStatus } from "./users.ts";

export const duplicateReasons = [
  "same_address", "same_employee_number", "same_name_and_phone", "same_name_and_birth_date", "same_name_and_department",
] as const; // prettier-ignore
export type DuplicateReason = (typeof duplicateReasons)[number];

const side = z.object({
  id: shownId("user"),
  displayName: z.string(),
  email: z.string(),
  phone: z.string().nullable(),
  department: z.string().nullable(),
  employeeNumber: z.string().nullable(),
  status: userStatus,
  hasAccount: z.boolean(),
});
export const duplicate = z.object({
  id: shownId("duplicate"),
  score: z.number().int().meta({ description: "From 1 to 100: how likely they are one person" }),
  reasons: z.array(z.enum(duplicateReasons)),
  first: side,
  second: side,
  foundAt: timestamp,
  dismissedAt: timestamp.nullable(),
});
export type Duplicate = z.output<typeof duplicate>;

export const listDuplicates = contract({
  id: "duplicates.list",
  kind: "read",
  method: "GET",
  path: "/duplicates",
  summary: "List people who may be there twice",
  description: "As the last search found them. Pairs of which somebody was deleted since are left out.",
  permission: "users:merge",
  scope: "organization",
  query: listQuery(["-score", "score"], "-score")
    .omit({ q: true, count: true })
    .extend({
      dismissed: z.enum(["true", "false"]).default("false").meta({ title: "Only dismissed ones" }),
    }),
  output: page(duplicate),
  errors: ["cursor.invalid"],
  audit: "none",
});

export const findDuplicates = contract({
  id: "duplicates.find",
  kind: "write",
  method: "POST",
  path: "/duplicates/find",
  summary: "Look for people who are there twice",
  description: "A job; while one is under way it is the one that is answered.",
  permission: "users:merge",
  scope: "organization",
  output: job,
  status: 202,
  errors: [],
  audit: "duplicates.search_started",
});

export const dismissDuplicate = contract({
  id: "duplicates.dismiss",
  kind: "write",
  method: "POST",
  path: "/duplicates/:id/dismiss",
  summary: "Say that two are not the same person, or that they may be after all",
  permission: "users:merge",
  scope: "organization",
  params: z.strictObject({ id: idOf("duplicate") }),
  body: z.strictObject({ dismissed: z.boolean().default(true).meta({ title: "Dismissed" }) }),
  output: duplicate,
  errors: [],
  audit: "duplicate.dismissed",
  examples: { body: { dismissed: true } },
});

/** What may be taken from the one that goes; tags, roles and groups are always brought together. */
export const mergeFields = [
  "email", "firstName", "lastName", "displayName", "phone", "title", "department", "managerId", "employeeNumber",
  "locale", "timeZone", "address", "birthDate", "website", "bio", "externalId",
] as const; // prettier-ignore
export type MergeField = (typeof mergeFields)[number];

const survivor = z.strictObject({ id: idOf("user") });
const merged = idOf("user").meta({ title: "Who goes" });

export const previewMerge = contract({
  id: "users.previewMerge",
  kind: "read",
  method: "GET",
  path: "/users/:id/merge-preview/:with",
  summary: "See what a merge would make of two people",
  permission: "users:merge",
  scope: "organization",
  params: survivor.extend({ with: merged }),
  output: z.object({
    survivor: user,
    merged: user,
    fields: z.array(
      z.object({
        field: z.enum(mergeFields),
        survivor: z.json(),
        merged: z.json(),
        suggested: z.enum(["survivor", "merged"]),
        choosable: z.boolean().meta({ description: "Not where it follows the survivor's account" }),
      }),
    ),
    tags: z.array(z.string()),
    roles: z.array(z.string()),
    groups: z.array(z.string()).meta({ description: "By name; those that somebody put them into" }),
    refusal: z.string().nullable().meta({ description: "The code with which the merge would be refused" }),
  }),
  errors: ["user.merge_self"],
  audit: "none",
});

export const mergeUsers = contract({
  id: "users.merge",
  kind: "write",
  method: "POST",
  path: "/users/:id/merge",
  summary: "Make one person of two",
  description:
    "The other one is deleted and points at the survivor, who gets the chosen values, and all roles, groups and tags of both. Two accounts are never joined: with two the merge is refused, and who has the only one survives. It can be undone for as long as deleted people can be brought back.",
  permission: "users:merge",
  scope: "organization",
  params: survivor,
  body: z.strictObject({
    with: merged,
    take: z
      .array(z.enum(mergeFields))
      .max(mergeFields.length)
      .default([])
      .meta({ title: "Fields taken from who goes" }),
  }),
  output: user,
  errors: [
    "user.self", "user.above_you", "user.last_owner", "user.merge_self", "user.merge_two_accounts",
    "user.merge_account_goes", "user.erased", "user.email_taken", "user.external_id_taken",
    "user.employee_number_taken", "user.manager_unknown", "user.manager_cycle", "role.above_you", "role.unknown",
    "role.needs_approval", "group.unknown", "group.above_you", "group.needs_approval", "precondition.failed",
    "idempotency.mismatch", "idempotency.running",
  ],
  audit: "user.merged",
  alsoTells: ["user.updated", "user.deleted", "user.role_assigned", "group.members_added"],
  ifMatch: "optional",
  examples: { body: { with: "usr_06bkr2c4zx7v1m9q8s3tdwnp5g", take: ["phone"] } },
}); // prettier-ignore

export const unmergeUsers = contract({
  id: "users.unmerge",
  kind: "write",
  method: "POST",
  path: "/users/:id/unmerge",
  summary: "Undo a merge",
  description:
    "Names the one who went. They are back as they were, and the survivor loses what the merge gave, except where somebody changed it since.",
  permission: "users:merge",
  scope: "organization",
  params: survivor,
  output: user,
  errors: [
    "user.self", "user.above_you", "user.last_owner", "user.not_merged", "user.restore_expired", "user.erased",
    "user.email_taken", "user.external_id_taken", "user.employee_number_taken", "user.manager_unknown",
    "user.manager_cycle", "limit.users", "role.above_you", "group.unknown", "group.above_you",
    "group.needs_approval", "idempotency.mismatch", "idempotency.running",
  ],
  audit: "user.unmerged",
  alsoTells: ["user.updated", "user.restored", "user.role_removed", "group.members_removed"],
}); // prettier-ignore

export const getUserJourney = contract({
  id: "users.journey",
  kind: "read",
  method: "GET",
  path: "/users/:id/journey",
  summary: "List the states that a person went through",
  description:
    "From being added, imported or invited over the first sign-in and every change of status to steps of rules, merges, deletion and coming back.",
  permission: "users:read",
  scope: "organization",
  params: survivor,
  query: listQuery(["-occurredAt", "occurredAt"], "-occurredAt").omit({ q: true, count: true }),
  output: page(event),
  errors: ["cursor.invalid"],
  audit: "none",
});

export const duplicatesContracts = [
  listDuplicates, findDuplicates, dismissDuplicate, previewMerge, mergeUsers, unmergeUsers, getUserJourney,
] as const; // prettier-ignore
