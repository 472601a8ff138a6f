import { z } from "zod";
import { line, prose, requiredLine, timestamp } from "./building-blocks.ts";
import { contract } from "./contract.ts";
import { idOf, shownId } from "./id.ts";
import { job } from "./jobs.ts";

const person = z.strictObject({ id: idOf("user") });

export const eraseUser = contract({
  id: "users.erase",
  kind: "write",
  method: "POST",
  path: "/users/:id/erase",
  summary: "Erase a person for ever",
  description:
    "What is theirs is emptied at once; their account goes with them unless another organization knows it. A job then empties the events about them, whose chain stays whole. Nothing brings them back. Deleted people are erased by themselves when the time for bringing them back is over.",
  permission: "users:erase",
  scope: "organization",
  params: person,
  body: z.strictObject({
    confirm: line(254).meta({
      title: "Their e-mail address",
      description: "Typed again, so that nobody is erased by a slip of the hand",
    }),
    reason: line(500).optional().meta({ title: "Reason" }),
  }),
  status: 204,
  errors: ["user.self", "user.above_you", "user.last_owner", "user.erased", "user.confirmation_wrong"],
  audit: "user.erased",
  fresh: true,
  limit: { limit: 30, windowSeconds: 60 },
  examples: { body: { confirm: "ann@example.com", reason: "Asked for it by letter" } },
});

export const exportUserData = contract({
  id: "users.exportData",
  kind: "write",
  method: "POST",
  path: "/users/:id/export-data",
  summary: "Bring together all that is kept about a person",
  description:
    "A job makes a zip archive of JSON files. What belongs to the person's account alone is only in what they ask for themselves.",
  permission: "users:export_data",
  scope: "organization",
  params: person,
  output: job,
  status: 202,
  errors: ["user.above_you", "user.erased"],
  audit: "user.data_export_started",
  fresh: true,
  limit: { limit: 10, windowSeconds: 300 },
});

export const exportMyData = contract({
  id: "me.exportData",
  kind: "write",
  method: "POST",
  path: "/me/export-data",
  summary: "Bring together all that is kept about oneself here",
  description: "A job makes a zip archive of JSON files; it is one's own and is kept for seven days.",
  permission: "member",
  scope: "organization",
  output: job,
  status: 202,
  errors: ["auth.forbidden"],
  audit: "user.data_export_started",
  limit: { limit: 3, windowSeconds: 3600 },
});

export const consentPurpose = z.object({
  id: shownId("consentPurpose"),
  key: z.string(),
  title: z.string(),
  wording: z.string(),
  wordingVersion: z.number().int(),
  archivedAt: timestamp.nullable(),
  createdAt: timestamp,
  updatedAt: timestamp,
  version: z.number().int(),
});
export type ConsentPurpose = z.output<typeof consentPurpose>;

const title = requiredLine(150).meta({ title: "Title" });
const wording = prose(10_000).pipe(z.string().min(1)).meta({ title: "Wording" });
const purpose = z.strictObject({ id: idOf("consentPurpose") });

export const listConsentPurposes = contract({
  id: "consentPurposes.list",
  kind: "read",
  method: "GET",
  path: "/consent-purposes",
  summary: "List what people are asked to agree to",
  permission: "member",
  scope: "organization",
  output: z.object({ items: z.array(consentPurpose).meta({ description: "At most 100" }) }),
  errors: [],
  audit: "none",
});

export const createConsentPurpose = contract({
  id: "consentPurposes.create",
  kind: "write",
  method: "POST",
  path: "/consent-purposes",
  summary: "Add something to agree to",
  permission: "privacy:manage",
  scope: "organization",
  body: z.strictObject({
    key: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,49}$/, "use lower-case letters, digits and hyphens")
      .meta({ title: "Key" }),
    title,
    wording,
  }),
  output: consentPurpose,
  status: 201,
  errors: ["consent.key_taken", "consent.too_many", "idempotency.mismatch", "idempotency.running"],
  audit: "consent_purpose.created",
  examples: {
    body: { key: "newsletter", title: "Newsletter", wording: "You may write to me once a month." },
  },
});

export const updateConsentPurpose = contract({
  id: "consentPurposes.update",
  kind: "write",
  method: "PATCH",
  path: "/consent-purposes/:id",
  summary: "Change or archive something to agree to",
  description: "Another wording is a new version; who agreed to an older one has not agreed to it.",
  permission: "privacy:manage",
  scope: "organization",
  params: purpose,
  body: z.strictObject({ title, wording, archived: z.boolean().meta({ title: "Archived" }) }).partial(),
  output: consentPurpose,
  errors: ["precondition.failed"],
  audit: "consent_purpose.updated",
  ifMatch: "optional",
  examples: { body: { title: "Monthly newsletter" } },
});

export const consent = z.object({
  purposeId: shownId("consentPurpose"),
  key: z.string(),
  title: z.string(),
  wording: z.string(),
  wordingVersion: z.number().int().meta({ description: "The wording in force" }),
  given: z.boolean().nullable().meta({ description: "Null where nothing was answered to this wording" }),
  at: timestamp.nullable(),
  answers: z
    .array(
      z.object({
        given: z.boolean(),
        wordingVersion: z.number().int(),
        at: timestamp,
        givenBy: shownId("user").nullable(),
        evidence: z.string().nullable(),
      }),
    )
    .meta({ description: "The last twenty, the latest first" }),
});
export type Consent = z.output<typeof consent>;
const consents = z.object({ items: z.array(consent) });

export const listUserConsents = contract({
  id: "users.listConsents",
  kind: "read",
  method: "GET",
  path: "/users/:id/consents",
  summary: "List what a person agreed to, and when",
  permission: "users:read",
  scope: "organization",
  params: person,
  output: consents,
  errors: [],
  audit: "none",
});

export const listMyConsents = contract({
  id: "me.listConsents",
  kind: "read",
  method: "GET",
  path: "/me/consents",
  summary: "List what one agreed to, and when",
  permission: "member",
  scope: "organization",
  output: consents,
  errors: ["auth.forbidden"],
  audit: "none",
});

const answer = { purposeId: idOf("consentPurpose"), given: z.boolean().meta({ title: "Agreed" }) };

export const recordUserConsent = contract({
  id: "users.recordConsent",
  kind: "write",
  method: "POST",
  path: "/users/:id/consents",
  summary: "Write down what a person answered elsewhere",
  permission: "privacy:manage",
  scope: "organization",
  params: person,
  body: z.strictObject({
    ...answer,
    evidence: requiredLine(500).meta({ title: "Where they said so" }),
  }),
  output: consent,
  status: 201,
  errors: ["consent.purpose_unknown", "user.above_you", "idempotency.mismatch", "idempotency.running"],
  audit: "user.consent_recorded",
  examples: {
    body: {
      purposeId: "cpu_06bkr2c4zx7v1m9q8s3tdwnp5g", given: true, evidence: "Form signed on 3 May",
    },
  },
}); // prettier-ignore

export const answerMyConsent = contract({
  id: "me.answerConsent",
  kind: "write",
  method: "POST",
  path: "/me/consents",
  summary: "Agree to something, or no longer",
  permission: "member",
  scope: "organization",
  body: z.strictObject({
    ...answer,
    wordingVersion: z.number().int().min(1).meta({ description: "The wording that was read" }),
  }),
  output: consent,
  status: 201,
  errors: [
    "consent.purpose_unknown", "consent.wording_changed", "auth.forbidden", "idempotency.mismatch", "idempotency.running",
  ],
  audit: "user.consent_recorded",
  examples: {
    body: { purposeId: "cpu_06bkr2c4zx7v1m9q8s3tdwnp5g", given: true, wordingVersion: 1 },
  },
}); // prettier-ignore

export const privacyContracts = [
  eraseUser, exportUserData, exportMyData, listConsentPurposes, createConsentPurpose, updateConsentPurpose,
  listUserConsents, listMyConsents, recordUserConsent, answerMyConsent,
] as const; // prettier-ignore
