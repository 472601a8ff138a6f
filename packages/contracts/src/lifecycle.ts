import { z } from "zod";
import { line, prose, requiredLine, timestamp } from "./building-blocks.ts";
import { contract } from "./contract.ts";
import { idOf, shownId } from "./id.ts";

export const lifecycleStarts = ["no_sign_in", "never_signed_in", "inactive"] as const;
export const lifecycleActs = ["warn", "deactivate", "suspend", "delete", "erase"] as const;
export type LifecycleAct = (typeof lifecycleActs)[number];

export const lifecycleStep = z
  .strictObject({
    afterDays: z.number().int().min(1).max(3650).meta({
      title: "After days",
      description: "Of the first one since the rule's beginning, of the others since the one before",
    }),
    act: z.enum(lifecycleActs).meta({ title: "What is done" }),
    subject: line(200).nullable().default(null).meta({ title: "Subject of the mail" }),
    text: prose(5000).nullable().default(null).meta({ title: "Text of the mail" }),
  })
  .refine(({ act, subject, text }) => act !== "warn" || (!!subject && !!text), {
    message: "a warning needs a subject and a text",
    path: ["text"],
  });
export type LifecycleStep = z.output<typeof lifecycleStep>;

/** Harder acts come later: whoever was deleted is not warned any more. */
const inOrder = (steps: readonly { act: LifecycleAct }[]): boolean =>
  steps.every((step, at) => {
    const before = steps[at - 1];
    if (before === undefined || (step.act === "warn" && before.act === "warn")) return true;
    return lifecycleActs.indexOf(before.act) < lifecycleActs.indexOf(step.act);
  });

const writable = {
  name: requiredLine(100).meta({ title: "Name" }),
  q: line(2000).meta({
    title: "Whom",
    description: "A filter over people; empty for everybody. It may name segments.",
  }),
  starts: z.enum(lifecycleStarts).meta({ title: "What starts it" }),
  steps: z
    .array(lifecycleStep)
    .min(1)
    .max(6)
    .refine(inOrder, "each step goes further than the one before")
    .meta({ title: "Steps" }),
  dailyShare: z
    .number()
    .int()
    .min(1)
    .max(100)
    .meta({ title: "At most so many percent of all people in a day" }),
};

export const lifecycleRule = z.object({
  id: shownId("lifecycleRule"),
  name: z.string(),
  q: z.string(),
  starts: z.enum(lifecycleStarts),
  steps: z.array(
    z.object({
      afterDays: z.number().int(),
      act: z.enum(lifecycleActs),
      subject: z.string().nullable(),
      text: z.string().nullable(),
    }),
  ),
  dailyShare: z.number().int(),
  enabled: z.boolean(),
  writtenBy: shownId("user").nullable(),
  stoppedAt: timestamp.nullable().meta({ description: "It wanted to act on too many at once, and waits" }),
  stoppedCount: z.number().int().nullable(),
  ranAt: timestamp.nullable(),
  createdAt: timestamp,
  updatedAt: timestamp,
  version: z.number().int(),
});
export type LifecycleRule = z.output<typeof lifecycleRule>;

const one = z.strictObject({ id: idOf("lifecycleRule") });
const body = z.strictObject({
  ...writable,
  q: writable.q.default(""),
  dailyShare: writable.dailyShare.default(20),
});

export const listLifecycleRules = contract({
  id: "lifecycleRules.list",
  kind: "read",
  method: "GET",
  path: "/lifecycle-rules",
  summary: "List the rules for people who do not come any more",
  permission: "lifecycle:manage",
  scope: "organization",
  output: z.object({ items: z.array(lifecycleRule).meta({ description: "At most 50" }) }),
  errors: [],
  audit: "none",
});

export const getLifecycleRule = contract({
  id: "lifecycleRules.get",
  kind: "read",
  method: "GET",
  path: "/lifecycle-rules/:id",
  summary: "Get one such rule",
  permission: "lifecycle:manage",
  scope: "organization",
  params: one,
  output: lifecycleRule,
  errors: [],
  audit: "none",
});

export const previewLifecycleRule = contract({
  id: "lifecycleRules.preview",
  kind: "read",
  method: "GET",
  path: "/lifecycle-rules/:id/preview",
  summary: "See whom each step of a rule would meet now",
  permission: "lifecycle:manage",
  scope: "organization",
  params: one,
  output: z.object({
    steps: z.array(
      z.object({
        act: z.enum(lifecycleActs),
        people: z.number().int(),
        first: z
          .array(z.object({ id: shownId("user"), displayName: z.string(), email: z.string() }))
          .meta({ description: "The first five" }),
      }),
    ),
    due: z.number().int().meta({ description: "How many it would meet now, all steps together" }),
    allowed: z.number().int().meta({ description: "How many it may act on in a day unasked" }),
  }),
  errors: ["filter.invalid", "segment.unknown", "segment.circle"],
  audit: "none",
  limit: { limit: 30, windowSeconds: 60 },
});

export const createLifecycleRule = contract({
  id: "lifecycleRules.create",
  kind: "write",
  method: "POST",
  path: "/lifecycle-rules",
  summary: "Write a rule for people who do not come any more",
  description:
    "It is switched off at first. It never reaches anybody above whoever wrote it last, and whoever writes it has to hold the permissions that its steps need.",
  permission: "lifecycle:manage",
  scope: "organization",
  body,
  output: lifecycleRule,
  status: 201,
  errors: [
    "filter.invalid", "segment.unknown", "segment.circle", "lifecycle.too_many", "lifecycle.beyond_you",
    "idempotency.mismatch", "idempotency.running",
  ],
  audit: "lifecycle_rule.created",
  examples: {
    body: {
      name: "Sleepers",
      q: "status:active",
      starts: "no_sign_in",
      steps: [
        { afterDays: 90, act: "warn", subject: "Are you still there?", text: "Sign in within two weeks." },
        { afterDays: 14, act: "deactivate" },
        { afterDays: 365, act: "erase" },
      ],
    },
  },
}); // prettier-ignore

export const updateLifecycleRule = contract({
  id: "lifecycleRules.update",
  kind: "write",
  method: "PATCH",
  path: "/lifecycle-rules/:id",
  summary: "Change a rule",
  description: "Another filter, beginning or step switches it off until somebody looked at its preview.",
  permission: "lifecycle:manage",
  scope: "organization",
  params: one,
  body: z.strictObject(writable).partial(),
  output: lifecycleRule,
  errors: [
    "filter.invalid", "segment.unknown", "segment.circle", "lifecycle.beyond_you", "precondition.failed",
  ],
  audit: "lifecycle_rule.updated",
  ifMatch: "optional",
  examples: { body: { name: "Long asleep" } },
}); // prettier-ignore

export const switchLifecycleRule = contract({
  id: "lifecycleRules.switch",
  kind: "write",
  method: "POST",
  path: "/lifecycle-rules/:id/switch",
  summary: "Switch a rule on or off",
  permission: "lifecycle:manage",
  scope: "organization",
  params: one,
  body: z.strictObject({ enabled: z.boolean().meta({ title: "Switched on" }) }),
  output: lifecycleRule,
  errors: ["lifecycle.beyond_you", "precondition.failed"],
  audit: "lifecycle_rule.switched",
  ifMatch: "optional",
  examples: { body: { enabled: true } },
});

export const confirmLifecycleRule = contract({
  id: "lifecycleRules.confirm",
  kind: "write",
  method: "POST",
  path: "/lifecycle-rules/:id/confirm",
  summary: "Let a rule that stopped itself act on so many",
  description: "Good for a day and for that number of people; more than it stop the rule again.",
  permission: "lifecycle:manage",
  scope: "organization",
  params: one,
  body: z.strictObject({ people: z.number().int().min(1).max(100_000_000).meta({ title: "People" }) }),
  output: lifecycleRule,
  errors: ["lifecycle.not_stopped", "lifecycle.beyond_you"],
  audit: "lifecycle_rule.confirmed",
  fresh: true,
  examples: { body: { people: 240 } },
});

export const deleteLifecycleRule = contract({
  id: "lifecycleRules.delete",
  kind: "write",
  method: "DELETE",
  path: "/lifecycle-rules/:id",
  summary: "Delete a rule",
  permission: "lifecycle:manage",
  scope: "organization",
  params: one,
  status: 204,
  errors: ["precondition.failed"],
  audit: "lifecycle_rule.deleted",
  ifMatch: "optional",
});

export const lifecycleContracts = [
  listLifecycleRules, getLifecycleRule, previewLifecycleRule, createLifecycleRule, updateLifecycleRule,
  switchLifecycleRule, confirmLifecycleRule, deleteLifecycleRule,
] as const; // prettier-ignore
