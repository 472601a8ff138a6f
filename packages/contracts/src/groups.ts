import { z } from "zod";
import { listQuery, page, prose, requiredLine, timestamp } from "./building-blocks.ts";
import { contract } from "./contract.ts";
import { idOf, shownId } from "./id.ts";

export const groupKinds = ["group", "team"] as const;

const slug = z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, "is not a slug such as sales-europe");
const one = z.strictObject({ id: idOf("group") });
const writable = {
  name: requiredLine(200).meta({ title: "Name" }),
  kind: z.enum(groupKinds).meta({ title: "Kind" }),
  description: prose(2000).nullable().meta({ title: "Description" }),
  rule: z.string().max(2000).nullable().meta({
    title: "Rule",
    description: "A filter over people; whoever it finds belongs to the group for as long as it finds them",
  }),
};

export const group = z.object({
  id: shownId("group"),
  parentId: shownId("group").nullable(),
  kind: z.enum(groupKinds),
  slug: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  rule: z.string().nullable(),
  depth: z.number().int().meta({ description: "How many groups lie above it" }),
  children: z.number().int().meta({ description: "How many groups lie right below it" }),
  members: z.number().int().meta({ description: "How many people belong to the group itself" }),
  membersWithin: z.number().int().meta({
    description: "The same with all groups below it, added up: who is in two of them counts twice",
  }),
  createdAt: timestamp,
  updatedAt: timestamp,
  deletedAt: timestamp.nullable(),
  version: z.number().int(),
});
export type Group = z.output<typeof group>;

export const groupAbove = z.object({ id: shownId("group"), slug: z.string(), name: z.string() });
export const groupInTree = group.extend({
  path: z.array(groupAbove).meta({ description: "The groups above it, from the outermost on" }),
});

export const listGroups = contract({
  id: "groups.list",
  kind: "read",
  method: "GET",
  path: "/groups",
  summary: "List groups and teams",
  description:
    "The outermost level with `parent:none`, the level below a group with `parent:` and its id, everything below it with `under:` and its id.",
  permission: "groups:read",
  scope: "organization",
  query: listQuery(["name", "-name", "-createdAt", "createdAt", "-updatedAt", "updatedAt"], "name"),
  output: page(group),
  errors: ["cursor.invalid", "filter.invalid"],
  audit: "none",
  limit: { limit: 100, windowSeconds: 60 },
  examples: { query: { limit: "2", q: "kind:team" } },
});

export const getGroup = contract({
  id: "groups.get",
  kind: "read",
  method: "GET",
  path: "/groups/:id",
  summary: "Get one group",
  permission: "groups:read",
  scope: "organization",
  params: one,
  output: groupInTree,
  errors: [],
  audit: "none",
});

const placing = [
  "group.parent_unknown",
  "group.cycle",
  "group.too_deep",
  "group.above_you",
  "group.needs_approval",
] as const;

export const createGroup = contract({
  id: "groups.create",
  kind: "write",
  method: "POST",
  path: "/groups",
  summary: "Make a group",
  description:
    "Its slug is made from its name where none is given, and stays as it is. Roles of the groups above it count for its members too, so nobody makes one below a group whose rights exceed their own.",
  permission: "groups:create",
  scope: "organization",
  body: z.strictObject({
    name: writable.name,
    slug: slug.optional().meta({ title: "Slug" }),
    kind: writable.kind.default("group"),
    description: writable.description.optional(),
    rule: writable.rule.optional(),
    parentId: idOf("group").nullable().optional().meta({ title: "Belongs to" }),
  }),
  output: groupInTree,
  status: 201,
  errors: [
    "group.slug_taken", "group.rule_unfit", "filter.invalid", ...placing, "idempotency.mismatch", "idempotency.running",
  ], // prettier-ignore
  audit: "group.created",
  limit: { limit: 30, windowSeconds: 60 },
  examples: { body: { name: "Sales Europe", kind: "team", rule: "department:sales" } },
});

export const updateGroup = contract({
  id: "groups.update",
  kind: "write",
  method: "PATCH",
  path: "/groups/:id",
  summary: "Change a group's name, description, kind or rule",
  description: "A rule of null leaves who was put there by hand and lets everybody else go.",
  permission: "groups:update",
  scope: "organization",
  params: one,
  body: z.strictObject(writable).partial(),
  output: groupInTree,
  errors: [
    "group.rule_unfit",
    "filter.invalid",
    "group.above_you",
    "group.needs_approval",
    "precondition.failed",
  ],
  audit: "group.updated",
  ifMatch: "required",
  examples: { body: { name: "Sales Europe and Africa" } },
});

export const deleteGroup = contract({
  id: "groups.delete",
  kind: "write",
  method: "DELETE",
  path: "/groups/:id",
  summary: "Delete a group",
  description:
    "What its roles allowed ends at once. Its subgroups move up to the group above. For 30 days it can be brought back with its members and its roles.",
  permission: "groups:delete",
  scope: "organization",
  params: one,
  status: 204,
  errors: ["group.above_you", "precondition.failed"],
  audit: "group.deleted",
  ifMatch: "optional",
});

export const restoreGroup = contract({
  id: "groups.restore",
  kind: "write",
  method: "POST",
  path: "/groups/:id/restore",
  summary: "Bring a deleted group back",
  description: "Where it was, or outermost when the group above it is gone.",
  permission: "groups:delete",
  scope: "organization",
  params: one,
  output: groupInTree,
  errors: ["group.not_deleted", "group.restore_expired", "group.slug_taken", ...placing],
  audit: "group.restored",
});

export const moveGroup = contract({
  id: "groups.move",
  kind: "write",
  method: "POST",
  path: "/groups/:id/move",
  summary: "Put a group below another one",
  description: "Everything below it moves along. A parentId of null makes it an outermost one.",
  permission: "groups:update",
  scope: "organization",
  params: one,
  body: z.strictObject({ parentId: idOf("group").nullable().meta({ title: "Belongs to" }) }),
  output: groupInTree,
  errors: [...placing, "precondition.failed"],
  audit: "group.moved",
  ifMatch: "optional",
  examples: { body: { parentId: null } },
});

export const mergeGroup = contract({
  id: "groups.merge",
  kind: "write",
  method: "POST",
  path: "/groups/:id/merge",
  summary: "Merge a group into another one",
  description:
    "Who was put there by hand and the subgroups go over to the other group; the group itself, its rule and its roles are deleted.",
  permission: "groups:delete",
  scope: "organization",
  params: one,
  body: z.strictObject({ into: idOf("group").meta({ title: "Into" }) }),
  output: groupInTree,
  errors: [...placing, "group.unknown", "precondition.failed"],
  audit: "group.merged",
  ifMatch: "optional",
  examples: { body: { into: "grp_06bkr2c4zx7v1m9q8s3tdwnp5g" } },
});

export const previewGroupRule = contract({
  id: "groups.previewRule",
  kind: "read",
  method: "POST",
  path: "/groups/preview-rule",
  summary: "See whom a rule would find",
  permission: "groups:update",
  scope: "organization",
  body: z.strictObject({ rule: z.string().min(1).max(2000) }),
  output: z.object({
    total: z.number().int(),
    totalKind: z.enum(["exact", "at_least"]),
    items: z.array(z.object({ id: shownId("user"), displayName: z.string(), email: z.string() })),
  }),
  errors: ["filter.invalid", "group.rule_unfit"],
  audit: "none",
  limit: { limit: 60, windowSeconds: 60 },
  examples: { body: { rule: "department:sales status:active" } },
});

export const groupsContracts = [
  listGroups, getGroup, createGroup, updateGroup, deleteGroup, restoreGroup, moveGroup, mergeGroup, previewGroupRule,
] as const; // prettier-ignore
