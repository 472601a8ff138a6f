import { z } from "zod";
import { line, prose, requiredLine, timestamp } from "./building-blocks.ts";
import { contract } from "./contract.ts";
import { idOf, shownId } from "./id.ts";

/** The first five are read off the facts; the last two somebody ticks. */
export const onboardingKinds = [
  "verify_email", "set_password", "second_factor", "complete_profile", "agree", "manual", "manual_by_admin",
] as const; // prettier-ignore
export type OnboardingKind = (typeof onboardingKinds)[number];

/** What of a profile can be asked for. */
export const onboardingFields = [
  "firstName", "lastName", "phone", "title", "department", "managerId", "employeeNumber", "locale",
  "timeZone", "address", "birthDate", "website", "bio",
] as const; // prettier-ignore
export type OnboardingField = (typeof onboardingFields)[number];

/** A path of the console, or an address that is encrypted and carries nobody's password. */
function isLink(text: string): boolean {
  if (text.startsWith("/")) return /^\/(?!\/)[\w\-./?=&%#:~+,@]*$/.test(text);
  if (!/^https:\/\/[^\s\\]+$/.test(text) || !URL.canParse(text)) return false;
  const { username, password } = new URL(text);
  return username === "" && password === "";
}

const stepBody = z
  .strictObject({
    id: idOf("onboardingStep").optional().meta({
      description:
        "Of a step that is there already, so that it stays ticked for whom it is; none for a new one",
    }),
    title: requiredLine(150).meta({ title: "Title" }),
    help: prose(2000).nullable().default(null).meta({ title: "Help" }),
    link: line(500)
      .refine((text) => text === "" || isLink(text), "is neither an https address nor a path of the console")
      .nullable()
      .default(null)
      .meta({
        title: "Link",
        description: "An https address, or a path of the console such as /me/security",
      }),
    kind: z.enum(onboardingKinds).meta({ title: "How it gets done" }),
    fields: z
      .array(z.enum(onboardingFields))
      .max(onboardingFields.length)
      .default([])
      .meta({ title: "Fields", description: "Of `complete_profile`: what has to be filled" }),
    purposeId: idOf("consentPurpose").nullable().default(null).meta({
      title: "What to agree to",
      description: "Of `agree`: what has to be agreed to, in the wording in force",
    }),
  })
  .refine(({ kind, fields }) => (kind === "complete_profile") === fields.length > 0, {
    message: "fields belong to complete_profile, which needs some",
    path: ["fields"],
  })
  .refine(({ kind, purposeId }) => (kind === "agree") === (purposeId !== null), {
    message: "a purpose belongs to agree, which needs one",
    path: ["purposeId"],
  });
export type OnboardingStepBody = z.output<typeof stepBody>;

const writable = {
  name: requiredLine(100).meta({ title: "Name" }),
  description: prose(2000).nullable().meta({ title: "Description" }),
  enabled: z.boolean().meta({ title: "Switched on" }),
  forWhom: line(2000).meta({
    title: "For whom",
    description: "A filter over people; empty for everybody. It may name segments.",
  }),
  dueDays: z.number().int().min(1).max(3650).nullable().meta({
    title: "Days to do it in",
    description:
      "Counted from when a person was added, or from when the checklist was switched on where that is later",
  }),
  steps: z.array(stepBody).min(1).max(20).meta({ title: "Steps" }),
};

const step = z.object({
  id: shownId("onboardingStep"),
  title: z.string(),
  help: z.string().nullable(),
  link: z.string().nullable(),
  kind: z.enum(onboardingKinds),
  fields: z.array(z.enum(onboardingFields)),
  purposeId: shownId("consentPurpose").nullable(),
});
export type OnboardingStep = z.output<typeof step>;

export const onboardingChecklist = z.object({
  id: shownId("onboardingChecklist"),
  name: z.string(),
  description: z.string().nullable(),
  enabled: z.boolean(),
  enabledAt: timestamp.nullable().meta({ description: "Since when it is on" }),
  forWhom: z.string(),
  dueDays: z.number().int().nullable(),
  steps: z.array(step),
  createdAt: timestamp,
  updatedAt: timestamp,
  version: z.number().int(),
});
export type OnboardingChecklist = z.output<typeof onboardingChecklist>;

export const personalStep = z.object({
  id: shownId("onboardingStep"),
  title: z.string(),
  help: z.string().nullable(),
  link: z.string().nullable(),
  kind: z.enum(onboardingKinds),
  done: z.boolean(),
  doneAt: timestamp
    .nullable()
    .meta({ description: "When it was ticked; null for what is read off the facts" }),
  missing: z.array(z.enum(onboardingFields)).meta({ description: "What of the profile is not filled yet" }),
});
export type PersonalStep = z.output<typeof personalStep>;

export const personalChecklist = z.object({
  id: shownId("onboardingChecklist"),
  name: z.string(),
  description: z.string().nullable(),
  dueAt: timestamp.nullable(),
  overdue: z.boolean(),
  done: z.number().int().meta({ description: "How many of the steps are done" }),
  steps: z.array(personalStep),
});
export type PersonalChecklist = z.output<typeof personalChecklist>;
const personal = z.object({
  items: z.array(personalChecklist).meta({ description: "Those that are on and meant for the person" }),
});

const one = z.strictObject({ id: idOf("onboardingChecklist") });
const filterErrors = ["filter.invalid", "segment.unknown", "segment.circle"] as const;

export const listOnboardingChecklists = contract({
  id: "onboardingChecklists.list",
  kind: "read",
  method: "GET",
  path: "/onboarding-checklists",
  summary: "List the checklists for people who are new",
  permission: "onboarding:read",
  scope: "organization",
  output: z.object({ items: z.array(onboardingChecklist).meta({ description: "At most 20" }) }),
  errors: [],
  audit: "none",
});

export const getOnboardingChecklist = contract({
  id: "onboardingChecklists.get",
  kind: "read",
  method: "GET",
  path: "/onboarding-checklists/:id",
  summary: "Get one checklist",
  permission: "onboarding:read",
  scope: "organization",
  params: one,
  output: onboardingChecklist,
  errors: [],
  audit: "none",
});

export const createOnboardingChecklist = contract({
  id: "onboardingChecklists.create",
  kind: "write",
  method: "POST",
  path: "/onboarding-checklists",
  summary: "Write a checklist for people who are new",
  description:
    "Steps that Atrium can see for itself are never ticked: they are done as soon as the facts say so, and undone where the facts change.",
  permission: "onboarding:manage",
  scope: "organization",
  body: z.strictObject({
    ...writable,
    description: writable.description.default(null),
    enabled: writable.enabled.default(false),
    forWhom: writable.forWhom.default(""),
    dueDays: writable.dueDays.default(null),
  }),
  output: onboardingChecklist,
  status: 201,
  errors: [
    ...filterErrors, "onboarding.name_taken", "onboarding.too_many", "onboarding.step_unknown",
    "consent.purpose_unknown", "idempotency.mismatch", "idempotency.running",
  ],
  audit: "onboarding_checklist.created",
  examples: {
    body: {
      name: "First days",
      forWhom: "status:active",
      dueDays: 14,
      enabled: true,
      steps: [
        { title: "Confirm your address", kind: "verify_email" },
        { title: "Add a second factor", kind: "second_factor", link: "/me/security" },
        { title: "Meet your team", kind: "manual" },
      ],
    },
  },
}); // prettier-ignore

export const updateOnboardingChecklist = contract({
  id: "onboardingChecklists.update",
  kind: "write",
  method: "PATCH",
  path: "/onboarding-checklists/:id",
  summary: "Change a checklist, or switch it on or off",
  description: "Steps that keep their id keep their ticks; ticks of steps that are gone go with them.",
  permission: "onboarding:manage",
  scope: "organization",
  params: one,
  body: z.strictObject(writable).partial(),
  output: onboardingChecklist,
  errors: [
    ...filterErrors, "onboarding.name_taken", "onboarding.step_unknown", "consent.purpose_unknown",
    "precondition.failed",
  ],
  audit: "onboarding_checklist.updated",
  ifMatch: "optional",
  examples: { body: { name: "First weeks" } },
}); // prettier-ignore

export const deleteOnboardingChecklist = contract({
  id: "onboardingChecklists.delete",
  kind: "write",
  method: "DELETE",
  path: "/onboarding-checklists/:id",
  summary: "Delete a checklist with all its ticks",
  permission: "onboarding:manage",
  scope: "organization",
  params: one,
  status: 204,
  errors: ["precondition.failed"],
  audit: "onboarding_checklist.deleted",
  ifMatch: "optional",
});

export const getOnboardingProgress = contract({
  id: "onboardingChecklists.progress",
  kind: "read",
  method: "GET",
  path: "/onboarding-checklists/:id/progress",
  summary: "Count who is done with a checklist",
  description:
    "Looks at the 5,000 people it is meant for who were added last, and says whether there are more. It counts for a checklist that is off, too, as if it were on.",
  permission: "onboarding:read",
  scope: "organization",
  params: one,
  output: z.object({
    people: z.number().int().meta({ description: "How many were looked at" }),
    more: z.boolean().meta({ description: "Whether it is meant for more people than were looked at" }),
    done: z.number().int(),
    underWay: z.number().int(),
    overdue: z.number().int(),
  }),
  errors: [...filterErrors],
  audit: "none",
  limit: { limit: 60, windowSeconds: 60 },
});

export const listOnboardingUnfinished = contract({
  id: "onboardingChecklists.listUnfinished",
  kind: "read",
  method: "GET",
  path: "/onboarding-checklists/:id/unfinished",
  summary: "List who is not done with a checklist",
  description:
    "Those added last come first. A call looks at no more than 1,000 people, so that a page may be short, or even empty, and yet not the last: the last has no `next`.",
  permission: "onboarding:read",
  scope: "organization",
  params: one,
  query: z.strictObject({
    limit: z.coerce.number().int().min(1).max(200).default(25).meta({ description: "Rows of a page" }),
    after: idOf("user").optional().meta({ description: "From `next` of a page" }),
  }),
  output: z.object({
    items: z.array(
      z.object({
        id: shownId("user"),
        displayName: z.string(),
        email: z.string(),
        done: z.number().int(),
        steps: z.number().int(),
        dueAt: timestamp.nullable(),
        overdue: z.boolean(),
      }),
    ),
    next: shownId("user").nullable().meta({ description: "Behind whom the next page begins" }),
  }),
  errors: [...filterErrors],
  audit: "none",
  limit: { limit: 100, windowSeconds: 60 },
});

const person = z.strictObject({ id: idOf("user") });
const tick = z.strictObject({
  stepId: idOf("onboardingStep").meta({ title: "Step" }),
  done: z.boolean().meta({ title: "Done" }),
});

export const getUserOnboarding = contract({
  id: "users.getOnboarding",
  kind: "read",
  method: "GET",
  path: "/users/:id/onboarding",
  summary: "Get a person's checklists, with what they have done",
  permission: "onboarding:read",
  scope: "organization",
  params: person,
  output: personal,
  errors: [],
  audit: "none",
});

export const tickUserOnboarding = contract({
  id: "users.tickOnboarding",
  kind: "write",
  method: "POST",
  path: "/users/:id/onboarding",
  summary: "Tick a step for a person, or take the tick back",
  permission: "users:update",
  scope: "organization",
  params: person,
  body: tick,
  output: z.object({ done: z.boolean() }),
  errors: [
    "onboarding.step_unknown", "onboarding.automatic", "user.above_you", "idempotency.mismatch",
    "idempotency.running",
  ],
  audit: "user.onboarding_ticked",
  limit: { limit: 60, windowSeconds: 60 },
  examples: { body: { stepId: "obs_06bkr2c4zx7v1m9q8s3tdwnp5g", done: true } },
}); // prettier-ignore

export const getMyOnboarding = contract({
  id: "me.getOnboarding",
  kind: "read",
  method: "GET",
  path: "/me/onboarding",
  summary: "Get one's own checklists",
  permission: "member",
  scope: "organization",
  output: personal,
  errors: [],
  audit: "none",
});

export const tickMyOnboarding = contract({
  id: "me.tickOnboarding",
  kind: "write",
  method: "POST",
  path: "/me/onboarding",
  summary: "Tick a step of one's own, or take the tick back",
  permission: "member",
  scope: "organization",
  body: tick,
  output: z.object({ done: z.boolean() }),
  errors: [
    "onboarding.step_unknown", "onboarding.automatic", "onboarding.not_yours", "auth.forbidden",
    "idempotency.mismatch", "idempotency.running",
  ],
  audit: "user.onboarding_ticked",
  limit: { limit: 60, windowSeconds: 60 },
  examples: { body: { stepId: "obs_06bkr2c4zx7v1m9q8s3tdwnp5g", done: true } },
}); // prettier-ignore

export const onboardingContracts = [
  listOnboardingChecklists, getOnboardingChecklist, createOnboardingChecklist, updateOnboardingChecklist,
  deleteOnboardingChecklist, getOnboardingProgress, listOnboardingUnfinished, getUserOnboarding,
  tickUserOnboarding, getMyOnboarding, tickMyOnboarding,
] as const; // prettier-ignore
