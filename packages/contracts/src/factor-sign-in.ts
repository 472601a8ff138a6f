import { z } from "zod";
import { requiredLine, timestamp } from "./building-blocks.ts";
import { contract } from "./contract.ts";
import { factorCode, passkey, totpBegun } from "./factors.ts";
import { signInFactors, signInAnswer } from "./sessions.ts";

const ticketText = z.string().min(20).max(100).meta({ title: "Ticket", secret: true });
const base64url = (max: number) =>
  z.string().max(max).regex(/^[A-Za-z0-9_-]+$/, "must be base64url without padding"); // prettier-ignore

const credentialHead = {
  id: base64url(1400),
  rawId: base64url(1400),
  type: z.literal("public-key"),
  authenticatorAttachment: z.string().max(40).nullish(),
};

// What `PublicKeyCredential.toJSON()` gives in a browser; parts that browsers add later are left aside, not refused.
export const assertion = z.object({
  ...credentialHead,
  response: z.object({
    clientDataJSON: base64url(4000),
    authenticatorData: base64url(4000),
    signature: base64url(4000),
    userHandle: base64url(200).nullish(),
  }),
});
export type Assertion = z.output<typeof assertion>;

export const registration = z.object({
  ...credentialHead,
  response: z.object({
    clientDataJSON: base64url(4000),
    attestationObject: base64url(20_000),
    transports: z.array(z.string().max(20)).max(10).optional(),
  }),
});
export type Registration = z.output<typeof registration>;

const descriptor = z.object({
  id: z.string(),
  type: z.literal("public-key"),
  transports: z.array(z.string()),
});

/** For `PublicKeyCredential.parseCreationOptionsFromJSON()`. */
export const creationOptions = z.object({
  rp: z.object({ id: z.string(), name: z.string() }),
  user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
  challenge: z.string(),
  pubKeyCredParams: z.array(z.object({ type: z.literal("public-key"), alg: z.number().int() })),
  timeout: z.number().int(),
  excludeCredentials: z.array(descriptor),
  authenticatorSelection: z.object({ residentKey: z.string(), userVerification: z.string() }),
  attestation: z.literal("none"),
});

/** For `PublicKeyCredential.parseRequestOptionsFromJSON()`. */
export const requestOptions = z.object({
  rpId: z.string(),
  challenge: z.string(),
  timeout: z.number().int(),
  allowCredentials: z.array(descriptor),
  userVerification: z.string(),
});

const tries = { limit: 20, windowSeconds: 900 };
const asked = { limit: 60, windowSeconds: 60 };
const sampleTicket = "t".repeat(43);
const sampleRegistration = {
  id: "AAAA", rawId: "AAAA", type: "public-key", response: { clientDataJSON: "e30", attestationObject: "oA" },
}; // prettier-ignore
const sampleAssertion = {
  id: "AAAA", rawId: "AAAA", type: "public-key",
  response: { clientDataJSON: "e30", authenticatorData: "AAAA", signature: "AAAA" },
}; // prettier-ignore

export const verifyFactor = contract({
  id: "mfa.verify",
  kind: "write",
  method: "POST",
  path: "/auth/mfa/verify",
  summary: "Prove a second factor and finish signing in",
  description: "With `code`, or with `assertion` for a passkey. A ticket dies after five tries.",
  permission: "public",
  scope: "account",
  body: z
    .strictObject({
      ticket: ticketText,
      method: z.enum(signInFactors),
      code: factorCode.optional(),
      assertion: assertion.optional(),
    })
    .refine(({ method, code, assertion: shown }) => (method === "passkey" ? shown : code) !== undefined, {
      message: "wants an assertion for a passkey and a code for anything else",
      path: ["method"],
    }),
  output: signInAnswer,
  errors: ["auth.ticket_invalid", "auth.code_wrong", "auth.invalid_credentials", "passkey.refused"],
  audit: "session.started",
  limit: tries,
  secretOutput: true,
  examples: { body: { ticket: sampleTicket, method: "totp", code: "123456" } },
});

export const sendCode = contract({
  id: "mfa.send",
  kind: "write",
  method: "POST",
  path: "/auth/mfa/send",
  summary: "Send a code by e-mail or SMS",
  description:
    "With the ticket of an unfinished sign-in, or signed in, to step up. A newer code takes the place of the older one; each lives ten minutes.",
  permission: "public",
  scope: "account",
  body: z.strictObject({ ticket: ticketText.optional(), method: z.enum(["email_code", "sms_code"]) }),
  output: z.object({
    to: z.string().meta({ description: "Masked" }),
    expiresAt: timestamp,
  }),
  status: 202,
  errors: ["auth.ticket_invalid", "factor.unknown", "message.limit_reached"],
  audit: "account.code_sent",
  limit: tries,
  examples: { body: { ticket: sampleTicket, method: "email_code" } },
});

export const enrolTotp = contract({
  id: "mfa.enrolTotp",
  kind: "write",
  method: "POST",
  path: "/auth/mfa/enrol/totp",
  summary: "Begin with an authenticator app where signing in wants a first factor",
  permission: "public",
  scope: "account",
  body: z.strictObject({ ticket: ticketText }),
  output: totpBegun,
  status: 201,
  errors: ["factor.not_allowed", "auth.ticket_invalid", "factor.exists"],
  audit: "account.factor_begun",
  limit: tries,
  secretOutput: true,
  examples: { body: { ticket: sampleTicket } },
});

export const confirmEnrolledTotp = contract({
  id: "mfa.confirmTotp",
  kind: "write",
  method: "POST",
  path: "/auth/mfa/enrol/totp/confirm",
  summary: "Show a code of the authenticator app and finish signing in",
  permission: "public",
  scope: "account",
  body: z.strictObject({ ticket: ticketText, code: factorCode }),
  output: signInAnswer,
  errors: [
    "factor.not_allowed",
    "auth.ticket_invalid",
    "auth.code_wrong",
    "auth.invalid_credentials",
    "factor.unknown",
    "factor.exists",
  ],
  audit: "session.started",
  alsoTells: ["account.factor_added"],
  limit: tries,
  secretOutput: true,
  examples: { body: { ticket: sampleTicket, code: "123456" } },
});

export const enrolPasskeyOptions = contract({
  id: "mfa.enrolPasskeyOptions",
  kind: "read",
  method: "POST",
  path: "/auth/mfa/enrol/passkey/options",
  summary: "What a browser needs to make a first passkey while signing in",
  permission: "public",
  scope: "account",
  body: z.strictObject({ ticket: ticketText }),
  output: creationOptions,
  errors: ["factor.not_allowed", "auth.ticket_invalid", "passkey.refused"],
  audit: "none",
  limit: asked,
  examples: { body: { ticket: sampleTicket } },
});

export const enrolPasskey = contract({
  id: "mfa.enrolPasskey",
  kind: "write",
  method: "POST",
  path: "/auth/mfa/enrol/passkey",
  summary: "Keep the first passkey and finish signing in",
  permission: "public",
  scope: "account",
  body: z.strictObject({ ticket: ticketText, credential: registration, name: requiredLine(60).optional() }),
  output: signInAnswer,
  errors: ["factor.not_allowed", "auth.ticket_invalid", "auth.invalid_credentials", "passkey.refused"],
  audit: "session.started",
  alsoTells: ["account.factor_added"],
  limit: tries,
  secretOutput: true,
  examples: { body: { ticket: sampleTicket, credential: sampleRegistration } },
});

export const passkeyOptions = contract({
  id: "passkeys.options",
  kind: "read",
  method: "POST",
  path: "/auth/passkeys/options",
  summary: "What a browser needs to ask for a passkey",
  description:
    "Names nobody and asks for nobody's name. With a ticket, or signed in, it names that account's passkeys. The challenge is good once, for five minutes.",
  permission: "public",
  scope: "account",
  body: z.strictObject({ ticket: ticketText.optional() }),
  output: requestOptions,
  errors: ["auth.ticket_invalid", "passkey.refused"],
  audit: "none",
  limit: asked,
  examples: { body: {} },
});

export const passkeyLogin = contract({
  id: "passkeys.login",
  kind: "write",
  method: "POST",
  path: "/auth/passkeys/login",
  summary: "Sign in with a passkey alone",
  description:
    "The passkey must have checked its user (fingerprint, face or PIN): so it counts as two factors.",
  permission: "public",
  scope: "account",
  body: z.strictObject({
    assertion,
    mode: z.enum(["cookie", "token"]).default("cookie"),
    remember: z.boolean().default(false).meta({ title: "Keep me signed in" }),
  }),
  output: signInAnswer,
  errors: ["passkey.refused", "auth.invalid_credentials", "auth.sso_required"],
  audit: "session.started",
  limit: tries,
  secretOutput: true,
  examples: { body: { assertion: sampleAssertion } },
});

export const passkeyStepUp = contract({
  id: "passkeys.stepUp",
  kind: "write",
  method: "POST",
  path: "/auth/step-up/passkey",
  summary: "Confirm with a passkey that it is still you, for ten minutes",
  permission: "self",
  scope: "account",
  body: z.strictObject({ assertion }),
  status: 204,
  errors: ["passkey.refused"],
  audit: "session.stepped_up",
  limit: tries,
  examples: { body: { assertion: sampleAssertion } },
});

export const newPasskeyOptions = contract({
  id: "passkeys.begin",
  kind: "read",
  method: "POST",
  path: "/me/factors/passkeys/options",
  summary: "What a browser needs to make a passkey",
  permission: "self",
  scope: "account",
  output: creationOptions,
  errors: ["factor.not_allowed", "passkey.refused", "auth.step_up_required"],
  audit: "none",
  limit: asked,
  fresh: true,
});

export const addPasskey = contract({
  id: "passkeys.add",
  kind: "write",
  method: "POST",
  path: "/me/factors/passkeys",
  summary: "Keep a passkey that the browser made",
  permission: "self",
  scope: "account",
  body: z.strictObject({
    credential: registration,
    name: requiredLine(60).optional().meta({ title: "Name" }),
  }),
  output: passkey,
  status: 201,
  errors: ["factor.not_allowed", "passkey.refused", "auth.step_up_required"],
  audit: "account.factor_added",
  fresh: true,
  examples: { body: { credential: sampleRegistration, name: "Laptop" } },
});

export const factorSignInContracts = [
  verifyFactor, sendCode, enrolTotp, confirmEnrolledTotp, enrolPasskeyOptions, enrolPasskey,
  passkeyOptions, passkeyLogin, passkeyStepUp, newPasskeyOptions, addPasskey,
] as const; // prettier-ignore
