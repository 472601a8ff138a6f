import { z } from "zod";
import { line, prose, requiredLine } from "./building-blocks.ts";
import { contract } from "./contract.ts";
import { idOf, shownId } from "./id.ts";
import { job } from "./jobs.ts";
import { createUser, updateUser } from "./users.ts";

export const mostAtOnce = 1000;

const mode = z
  .enum(["all", "each"])
  .default("all")
  .meta({ description: "`all`: everything or nothing. `each`: what can be done is done, the rest is told." });

const outcome = z.object({
  done: z.number().int(),
  failed: z.number().int(),
  items: z.array(
    z.object({
      index: z.number().int().meta({ description: "Its place among what was sent, from 0" }),
      id: shownId("user").nullable(),
      code: z.string().nullable().meta({ description: "Why it was not done; null where it was" }),
      detail: z.string().nullable(),
    }),
  ),
});
export type BulkOutcome = z.output<typeof outcome>;

const limit = { limit: 10, windowSeconds: 60 };
const said =
  "With `all`, the first that cannot be done undoes everything and the answer is 422 with a pointer to each. With `each`, whoever is not there and whoever may not be touched are told one by one.";

// Each item is read by the operation for one, so that one that does not fit is told like one that cannot be done.
const raw = z.record(z.string().max(100), z.json());

export const bulkCreateUsers = contract({
  id: "users.bulkCreate",
  kind: "write",
  method: "POST",
  path: "/users/bulk",
  summary: "Add up to a thousand people",
  description: `Each item is a body of \`${createUser.id}\` and held to the same rules. ${said}`,
  permission: "users:create",
  scope: "organization",
  body: z.strictObject({ mode, items: z.array(raw).min(1).max(mostAtOnce).meta({ title: "People" }) }),
  output: outcome,
  errors: ["bulk.failed", "idempotency.mismatch", "idempotency.running"],
  audit: "users.bulk_done",
  alsoTells: ["user.created"],
  limit,
  examples: { body: { mode: "each", items: [{ email: "bulk.one@example.com", firstName: "One" }] } },
});

export const bulkUpdateUsers = contract({
  id: "users.bulkUpdate",
  kind: "write",
  method: "PUT",
  path: "/users/bulk",
  summary: "Change up to a thousand people",
  description: `Each item has an \`id\` and the fields of \`${updateUser.id}\`. ${said}`,
  permission: "users:update",
  scope: "organization",
  body: z.strictObject({
    mode,
    items: z
      .array(z.object({ id: idOf("user") }).catchall(z.json()))
      .min(1)
      .max(mostAtOnce)
      .meta({ title: "People" }),
  }),
  output: outcome,
  errors: ["bulk.failed"],
  audit: "users.bulk_done",
  alsoTells: ["user.updated"],
  limit,
  examples: { body: { mode: "each", items: [{ id: "usr_06bkr2c4zx7v1m9q8s3tdwnp5g", title: "Engineer" }] } },
});

export const bulkDeleteUsers = contract({
  id: "users.bulkDelete",
  kind: "write",
  method: "DELETE",
  path: "/users/bulk",
  summary: "Delete up to a thousand people",
  description: `They can be brought back for 30 days. ${said}`,
  permission: "users:delete",
  scope: "organization",
  body: z.strictObject({ mode, ids: z.array(idOf("user")).min(1).max(mostAtOnce).meta({ title: "People" }) }),
  output: outcome,
  errors: ["bulk.failed"],
  audit: "users.bulk_done",
  alsoTells: ["user.deleted"],
  limit,
  examples: { body: { mode: "each", ids: ["usr_06bkr2c4zx7v1m9q8s3tdwnp5g"] } },
});

export const bulkVerbs = [
  "update", "setStatus", "assignRole", "removeRole", "addToGroup", "removeFromGroup", "delete", "restore", "message",
] as const; // prettier-ignore
export type BulkVerb = (typeof bulkVerbs)[number];

/** What fits all of many: what is each one's own, such as the address, is not among it. */
const common = updateUser.body
  .pick({
    title: true,
    department: true,
    managerId: true,
    locale: true,
    timeZone: true,
    address: true,
    website: true,
    bio: true,
    attributes: true,
  })
  .extend({
    addTags: z.array(requiredLine(50)).max(20).optional().meta({ title: "Add tags" }),
    removeTags: z.array(requiredLine(50)).max(20).optional().meta({ title: "Remove tags" }),
  });

export const bulkAct = contract({
  id: "users.bulkAct",
  kind: "write",
  method: "POST",
  path: "/users/bulk/acts",
  summary: "Do one thing to everybody in a selection",
  description:
    "A job. Everybody is held to the rules of the operation for one; whoever cannot be done is told in a file. `POST /jobs/:id/undo` puts back what it changed.",
  permission: "users:read",
  scope: "organization",
  body: z.strictObject({
    selection: idOf("selection").meta({ title: "Selection" }),
    size: z
      .number()
      .int()
      .min(0)
      .meta({ title: "How many", description: "As it was confirmed; another number is refused" }),
    verb: z.enum(bulkVerbs).meta({ title: "What to do" }),
    fields: common.optional(),
    status: z.enum(["active", "inactive", "suspended"]).optional().meta({ title: "Status" }),
    reason: line(500).optional().meta({ title: "Reason" }),
    role: z.string().max(63).optional().meta({ title: "Role" }),
    group: idOf("group").optional().meta({ title: "Group" }),
    subject: requiredLine(200).optional().meta({ title: "Subject" }),
    text: prose(10_000).optional().meta({ title: "Message" }),
  }),
  output: job,
  status: 202,
  errors: ["selection.unknown", "bulk.other_size", "bulk.incomplete", "auth.forbidden"],
  audit: "users.bulk_started",
  limit: { limit: 20, windowSeconds: 60 },
  examples: {
    body: {
      selection: "sel_06bkr2c4zx7v1m9q8s3tdwnp5g",
      size: 214,
      verb: "update",
      fields: { department: "Sales" },
    },
  },
});

export const bulkContracts = [bulkCreateUsers, bulkUpdateUsers, bulkDeleteUsers, bulkAct] as const;
