import { z } from "zod";
import { listQuery, page, timestamp } from "./building-blocks.ts";
import { contract } from "./contract.ts";
import { groupAbove, groupKinds } from "./groups.ts";
import { idOf, shownId } from "./id.ts";
import { userStatus } from "./users.ts";

/** How many people one call puts into a group or takes out of it. */
export const mostMembersAtOnce = 500;
export const memberReaches = ["own", "below", "all"] as const;
const one = z.strictObject({ id: idOf("group") });

export const groupMember = z.object({
  userId: shownId("user"),
  displayName: z.string(),
  email: z.string(),
  avatar: z.string().nullable(),
  title: z.string().nullable(),
  status: userStatus,
  byHand: z.boolean(),
  byRule: z.boolean(),
  addedAt: timestamp,
  addedBy: shownId("user").nullable(),
  through: groupAbove.nullable().meta({
    description: "The nearest group below that they are in, for whoever is not in the group itself",
  }),
});
export type GroupMember = z.output<typeof groupMember>;

export const listGroupMembers = contract({
  id: "groups.listMembers",
  kind: "read",
  method: "GET",
  path: "/groups/:id/members",
  summary: "List who belongs to a group",
  description:
    "Takes the same filters as the list of people. With `reach` it lists whom the group's roles reach: those of the groups below it too, each once and by the nearest group, in the order of their names.",
  permission: "groups:read",
  scope: "organization",
  params: one,
  query: listQuery(["name", "-name", "-addedAt", "addedAt"], "name").extend({
    reach: z.enum(memberReaches).default("own").meta({
      description: "Who is in the group itself, who is in a group below it alone, or both",
    }),
    by: z
      .enum(["hand", "rule"])
      .optional()
      .meta({ description: "Only who was put there by hand, or by the rule" }),
  }),
  output: page(groupMember),
  errors: ["cursor.invalid", "filter.invalid"],
  audit: "none",
  limit: { limit: 100, windowSeconds: 60 },
});

const people = z.strictObject({
  userIds: z.array(idOf("user")).min(1).max(mostMembersAtOnce).meta({ title: "People" }),
});
const peopleExample = { userIds: ["usr_06bkr2c4zx7v1m9q8s3tdwnp5g"] };
const changed = z.object({
  changed: z.number().int().meta({ description: "How many people this changed something for" }),
  members: z.number().int(),
});

export const addGroupMembers = contract({
  id: "groups.addMembers",
  kind: "write",
  method: "POST",
  path: "/groups/:id/members",
  summary: "Put people into a group",
  description:
    "All of them or, where one of them is nobody here, none. Nobody puts people into a group whose rights exceed their own.",
  permission: "groups:update",
  scope: "organization",
  params: one,
  body: people,
  output: changed,
  errors: [
    "group.person_unknown",
    "group.above_you",
    "group.needs_approval",
    "idempotency.mismatch",
    "idempotency.running",
  ],
  audit: "group.members_added",
  limit: { limit: 50, windowSeconds: 60 },
  examples: { body: peopleExample },
});

export const removeGroupMembers = contract({
  id: "groups.removeMembers",
  kind: "write",
  method: "POST",
  path: "/groups/:id/members/remove",
  summary: "Take people out of a group",
  description:
    "All of them or, where one of them was not put there by hand, none. Whom the rule finds stays by the rule.",
  permission: "groups:update",
  scope: "organization",
  params: one,
  body: people,
  output: changed,
  errors: ["group.person_unknown", "group.above_you", "idempotency.mismatch", "idempotency.running"],
  audit: "group.members_removed",
  limit: { limit: 50, windowSeconds: 60 },
  examples: { body: peopleExample },
});

export const listUserGroups = contract({
  id: "users.listGroups",
  kind: "read",
  method: "GET",
  path: "/users/:id/groups",
  summary: "List the groups a person belongs to",
  permission: "groups:read",
  scope: "organization",
  params: z.strictObject({ id: idOf("user") }),
  output: z.object({
    items: z.array(
      z.object({
        id: shownId("group"),
        slug: z.string(),
        name: z.string(),
        kind: z.enum(groupKinds),
        path: z.array(groupAbove),
        byHand: z.boolean(),
        byRule: z.boolean(),
        addedAt: timestamp,
        addedBy: shownId("user").nullable(),
      }),
    ),
  }),
  errors: [],
  audit: "none",
});

export const groupMembersContracts = [
  listGroupMembers, addGroupMembers, removeGroupMembers, listUserGroups,
] as const; // prettier-ignore
