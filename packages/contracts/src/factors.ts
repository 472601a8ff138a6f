import { z } from "zod";
import { line, requiredLine, timestamp } from "./building-blocks.ts";
import { contract } from "./contract.ts";
import { idOf, shownId } from "./id.ts";
import { signInFactors } from "./sessions.ts";

export const factorCode = line(40).pipe(z.string().min(4)).meta({ title: "Code", secret: true });
const phone = line(40).meta({ title: "Phone", examples: ["+436601234567"] });
const fewTries = { limit: 10, windowSeconds: 900 };

export const passkey = z.object({
  id: shownId("passkey"),
  name: z.string(),
  transports: z.array(z.string()),
  backedUp: z.boolean().meta({ description: "Kept by a provider, so that it survives the device" }),
  createdAt: timestamp,
  lastUsedAt: timestamp.nullable(),
});
export type Passkey = z.output<typeof passkey>;

const dates = { addedAt: timestamp, lastUsedAt: timestamp.nullable() };

export const listFactors = contract({
  id: "factors.list",
  kind: "read",
  method: "GET",
  path: "/me/factors",
  summary: "One's own second factors",
  permission: "self",
  scope: "account",
  output: z.object({
    totp: z.object(dates).nullable(),
    passkeys: z.array(passkey),
    emailCode: z.object({ ...dates, email: z.string() }).nullable(),
    smsCode: z.object({ ...dates, phone: z.string() }).nullable(),
    recoveryCodes: z.object({ left: z.number().int(), madeAt: timestamp.nullable() }),
  }),
  errors: [],
  audit: "none",
});

export const totpBegun = z.object({
  secret: z.string().meta({ secret: true, description: "For apps without a camera" }),
  uri: z.string().meta({ secret: true }),
  qr: z.string().meta({ secret: true, description: "The same as a QR code: an SVG document" }),
});

export const beginTotp = contract({
  id: "factors.beginTotp",
  kind: "write",
  method: "POST",
  path: "/me/factors/totp",
  summary: "Begin to set up an authenticator app",
  description:
    "Nothing is asked for at sign-in until a code of the app was confirmed. Beginning again makes a new secret.",
  permission: "self",
  scope: "account",
  output: totpBegun,
  status: 201,
  errors: ["factor.not_allowed", "factor.exists", "auth.step_up_required"],
  audit: "account.factor_begun",
  secretOutput: true,
  fresh: true,
});

export const confirmTotp = contract({
  id: "factors.confirmTotp",
  kind: "write",
  method: "POST",
  path: "/me/factors/totp/confirm",
  summary: "Show a code of the authenticator app and switch it on",
  description: "Every other session of the account ends, and all its addresses are told.",
  permission: "self",
  scope: "account",
  body: z.strictObject({ code: factorCode }),
  status: 204,
  errors: ["factor.unknown", "factor.exists", "auth.code_wrong", "auth.step_up_required"],
  audit: "account.factor_added",
  limit: fewTries,
  fresh: true,
  examples: { body: { code: "123456" } },
});

export const removeTotp = contract({
  id: "factors.removeTotp",
  kind: "write",
  method: "DELETE",
  path: "/me/factors/totp",
  summary: "Remove the authenticator app",
  permission: "self",
  scope: "account",
  status: 204,
  errors: ["factor.unknown", "factor.needed", "auth.step_up_required"],
  audit: "account.factor_removed",
  fresh: true,
});

export const makeRecoveryCodes = contract({
  id: "factors.makeRecoveryCodes",
  kind: "write",
  method: "POST",
  path: "/me/factors/recovery-codes",
  summary: "Make ten recovery codes",
  description:
    "Each works once in the place of another factor. They are shown now and never again; the old ones are dead.",
  permission: "self",
  scope: "account",
  output: z.object({ codes: z.array(z.string()).meta({ secret: true }) }),
  status: 201,
  errors: ["factor.unknown", "auth.step_up_required"],
  audit: "account.recovery_codes_made",
  secretOutput: true,
  fresh: true,
});

export const addEmailCode = contract({
  id: "factors.addEmailCode",
  kind: "write",
  method: "POST",
  path: "/me/factors/email",
  summary: "Ask for a code by e-mail at sign-in",
  permission: "self",
  scope: "account",
  status: 204,
  errors: ["factor.not_allowed", "factor.exists", "auth.step_up_required"],
  audit: "account.factor_added",
  fresh: true,
});

export const removeEmailCode = contract({
  id: "factors.removeEmailCode",
  kind: "write",
  method: "DELETE",
  path: "/me/factors/email",
  summary: "Stop asking for a code by e-mail",
  permission: "self",
  scope: "account",
  status: 204,
  errors: ["factor.unknown", "factor.needed", "auth.step_up_required"],
  audit: "account.factor_removed",
  fresh: true,
});

export const beginPhone = contract({
  id: "factors.beginPhone",
  kind: "write",
  method: "POST",
  path: "/me/factors/phone",
  summary: "Send a code to a phone number that is to receive codes",
  permission: "self",
  scope: "account",
  body: z.strictObject({ phone }),
  output: z.object({ phone: z.string(), expiresAt: timestamp }),
  status: 202,
  errors: [
    "factor.not_allowed",
    "phone.refused",
    "factor.exists",
    "message.limit_reached",
    "auth.step_up_required",
  ],
  audit: "account.factor_begun",
  fresh: true,
  examples: { body: { phone: "+436601234567" } },
});

export const confirmPhone = contract({
  id: "factors.confirmPhone",
  kind: "write",
  method: "POST",
  path: "/me/factors/phone/confirm",
  summary: "Show the code that reached the phone and switch codes by SMS on",
  description: "A new number takes the place of the old one.",
  permission: "self",
  scope: "account",
  body: z.strictObject({ code: factorCode }),
  status: 204,
  errors: ["auth.code_wrong", "auth.step_up_required"],
  audit: "account.factor_added",
  limit: fewTries,
  fresh: true,
  examples: { body: { code: "123456" } },
});

export const removePhone = contract({
  id: "factors.removePhone",
  kind: "write",
  method: "DELETE",
  path: "/me/factors/phone",
  summary: "Stop sending codes by SMS and forget the number",
  permission: "self",
  scope: "account",
  status: 204,
  errors: ["factor.unknown", "factor.needed", "auth.step_up_required"],
  audit: "account.factor_removed",
  fresh: true,
});

export const renamePasskey = contract({
  id: "passkeys.rename",
  kind: "write",
  method: "PATCH",
  path: "/me/factors/passkeys/:id",
  summary: "Give a passkey another name",
  permission: "self",
  scope: "account",
  params: z.strictObject({ id: idOf("passkey") }),
  body: z.strictObject({ name: requiredLine(60).meta({ title: "Name" }) }),
  output: passkey,
  errors: ["resource.not_found"],
  audit: "account.factor_renamed",
  examples: { body: { name: "Key on my ring" } },
});

export const removePasskey = contract({
  id: "passkeys.remove",
  kind: "write",
  method: "DELETE",
  path: "/me/factors/passkeys/:id",
  summary: "Remove a passkey",
  permission: "self",
  scope: "account",
  params: z.strictObject({ id: idOf("passkey") }),
  status: 204,
  errors: ["resource.not_found", "factor.needed", "auth.step_up_required"],
  audit: "account.factor_removed",
  fresh: true,
});

export const listUserFactors = contract({
  id: "users.listFactors",
  kind: "read",
  method: "GET",
  path: "/users/:id/factors",
  summary: "Which second factors a person has",
  description: "Kinds and dates alone; `managed` says whether the organization may reset them.",
  permission: "credentials:reset",
  scope: "organization",
  params: z.strictObject({ id: idOf("user") }),
  output: z.object({
    managed: z.boolean(),
    items: z.array(z.object({ kind: z.enum(signInFactors), ...dates })),
  }),
  errors: ["resource.not_found"],
  audit: "none",
});

export const resetUserFactors = contract({
  id: "users.resetFactors",
  kind: "write",
  method: "DELETE",
  path: "/users/:id/factors",
  summary: "Remove all second factors of a person who lost them",
  description:
    "Only for accounts that are in no other organization. The person is told at all addresses and signed out everywhere.",
  permission: "credentials:reset",
  scope: "organization",
  params: z.strictObject({ id: idOf("user") }),
  status: 204,
  errors: [
    "resource.not_found",
    "user.above_you",
    "user.self",
    "account.not_managed",
    "factor.unknown",
    "auth.step_up_required",
  ],
  audit: "account.factors_reset",
  fresh: true,
});

export const factorsContracts = [
  listFactors, beginTotp, confirmTotp, removeTotp, makeRecoveryCodes, addEmailCode, removeEmailCode,
  beginPhone, confirmPhone, removePhone, renamePasskey, removePasskey, listUserFactors, resetUserFactors,
] as const; // prettier-ignore
