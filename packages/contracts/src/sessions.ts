import { z } from "zod";
import { email, line, requiredLine, timestamp } from "./building-blocks.ts";
import { contract } from "./contract.ts";
import { shownId } from "./id.ts";

const ticketText = z.string().min(20).max(100).meta({ title: "Ticket", secret: true });
const password = z.string().min(1).max(1024).meta({ title: "Password", secret: true });
/** Five in fifteen minutes. */
const signInLimit = { limit: 5, windowSeconds: 900 };

export const membership = z.object({
  organizationId: shownId("organization"),
  slug: z.string(),
  name: z.string(),
  platform: z.boolean(),
  userId: shownId("user")
    .nullable()
    .meta({ description: "Null where a platform person looks into an organization" }),
});

/** Somebody at work as the person whom the session names. */
export const impersonation = z.object({
  sessionId: shownId("session"),
  actor: z.object({ id: shownId("user"), name: z.string() }),
  subject: z.object({ id: shownId("user"), name: z.string() }),
  reason: z.string(),
  writes: z.boolean().meta({ description: "False: it can only look" }),
  startedAt: timestamp,
  expiresAt: timestamp,
});
export type Impersonation = z.output<typeof impersonation>;

export const sessionInfo = z.object({
  session: z.object({ id: shownId("session"), createdAt: timestamp, expiresAt: timestamp }),
  account: z.object({ id: shownId("account"), email: z.string(), locale: z.string().nullable() }),
  organization: membership.nullable(),
  user: z
    .object({
      id: shownId("user"),
      displayName: z.string(),
      email: z.string(),
      avatar: z.string().nullable(),
    })
    .nullable(),
  permissions: z.array(z.string()),
  memberships: z.array(membership),
  impersonation: impersonation
    .nullable()
    .meta({ description: "Who acts as this person; null where they act themselves" }),
});
export type SessionInfo = z.output<typeof sessionInfo>;

export const signInFactors = ["totp", "passkey", "recovery_code", "email_code", "sms_code"] as const;
export type FactorKind = (typeof signInFactors)[number];

/** What a sign-in comes to: a session, or a ticket and what is still wanted for one. */
export const signInAnswer = z.object({
  next: z.enum(["done", "factor", "enrol", "password"]).meta({
    description:
      "done: signed in. factor: prove one of `factors`. enrol: set up a second factor. password: choose a new one",
  }),
  ticket: z
    .string()
    .nullable()
    .meta({ secret: true, description: "Names the unfinished sign-in, for ten minutes" }),
  factors: z.array(z.enum(signInFactors)),
  token: z
    .string()
    .nullable()
    .meta({ secret: true, description: "Access token (JWT, EdDSA), for 15 minutes" }),
  refreshToken: z.string().nullable().meta({ secret: true }),
  expiresIn: z.number().int().nullable().meta({ description: "Seconds that the access token is valid" }),
  session: sessionInfo.nullable(),
});
export type SignInAnswer = z.output<typeof signInAnswer>;

export const login = contract({
  id: "sessions.create",
  kind: "write",
  method: "POST",
  path: "/auth/login",
  summary: "Sign in with e-mail and password",
  description:
    "`mode: cookie` sets an HttpOnly cookie for browsers; `mode: token` answers an access and a refresh token, shown once. " +
    "Where a second factor is wanted, the answer holds a ticket for `POST /auth/mfa/verify` instead.",
  permission: "public",
  scope: "account",
  body: z.strictObject({
    email,
    password,
    mode: z.enum(["cookie", "token"]).default("cookie"),
    remember: z.boolean().default(false).meta({ title: "Keep me signed in" }),
    trustDevice: z.boolean().default(false).meta({ title: "Do not ask for the second factor here again" }),
  }),
  output: signInAnswer,
  errors: ["auth.invalid_credentials", "auth.sso_required", "auth.busy"],
  audit: "session.started",
  // Wrong tries are counted by person, device and address besides; right ones of an office behind one address add up.
  limit: { limit: 100, windowSeconds: 900 },
  secretOutput: true,
});

export const logout = contract({
  id: "sessions.end",
  kind: "write",
  method: "POST",
  path: "/auth/logout",
  summary: "Sign out",
  permission: "self",
  scope: "account",
  thisSessionOnly: true,
  status: 204,
  errors: [],
  audit: "session.ended",
});

export const renewPassword = contract({
  id: "sessions.renewPassword",
  kind: "write",
  method: "POST",
  path: "/auth/renew-password",
  summary: "Choose a new password where the old one is too old, and go on signing in",
  permission: "public",
  scope: "account",
  body: z.strictObject({ ticket: ticketText, newPassword: password }),
  output: signInAnswer,
  errors: ["auth.ticket_invalid", "password.unfit", "password.used_before", "auth.busy"],
  audit: "account.password_changed",
  limit: signInLimit,
  secretOutput: true,
  examples: { body: { ticket: "t".repeat(43), newPassword: "a sentence of my own" } },
});

export const refresh = contract({
  id: "sessions.refresh",
  kind: "write",
  method: "POST",
  path: "/auth/refresh",
  summary: "Exchange a refresh token for a new pair",
  description:
    "Each refresh token is good for one exchange. The direct predecessor is answered with the same successor for thirty " +
    "seconds, so that a lost answer or a second tab signs nobody out; anything older ends the session.",
  permission: "public",
  scope: "account",
  body: z.strictObject({
    refreshToken: z.string().min(1).max(2000).meta({ title: "Refresh token", secret: true }),
  }),
  output: z.object({
    token: z.string().meta({ secret: true }),
    refreshToken: z.string().meta({ secret: true }),
    expiresIn: z.number().int(),
  }),
  errors: ["auth.refresh_invalid"],
  audit: "session.token_replayed",
  limit: { limit: 600, windowSeconds: 60 },
  secretOutput: true,
  examples: { body: { refreshToken: "rt_".padEnd(60, "A") } },
});

export const stepUp = contract({
  id: "sessions.stepUp",
  kind: "write",
  method: "POST",
  path: "/auth/step-up",
  summary: "Confirm that it is still you, for ten minutes",
  permission: "self",
  scope: "account",
  thisSessionOnly: true,
  body: z.strictObject({
    password: password.optional(),
    method: z.enum(["totp", "recovery_code", "email_code", "sms_code"]).optional(),
    code: line(40).optional().meta({ title: "Code", secret: true }),
  }),
  status: 204,
  errors: ["auth.invalid_credentials", "auth.code_wrong", "auth.busy"],
  audit: "session.stepped_up",
  limit: { limit: 10, windowSeconds: 900 },
  examples: { body: { password: "not the present one" } },
});

export const signingKeys = contract({
  id: "sessions.signingKeys",
  kind: "read",
  method: "GET",
  path: "/auth/jwks",
  summary: "The public keys that access tokens are signed with",
  description: "Also at `/.well-known/jwks.json`.",
  permission: "public",
  scope: "account",
  output: z.object({
    keys: z.array(
      z.object({
        kty: z.literal("OKP"),
        crv: z.literal("Ed25519"),
        alg: z.literal("EdDSA"),
        use: z.literal("sig"),
        kid: z.string(),
        x: z.string(),
      }),
    ),
  }),
  errors: [],
  audit: "none",
});

export const currentSession = contract({
  id: "sessions.current",
  kind: "read",
  method: "GET",
  path: "/auth/session",
  summary: "Who is signed in, where, and what they may do",
  permission: "self",
  scope: "account",
  thisSessionOnly: true,
  inImpersonation: true,
  output: sessionInfo,
  errors: [],
  audit: "none",
});

export const getSetup = contract({
  id: "setup.get",
  kind: "read",
  method: "GET",
  path: "/setup",
  summary: "Whether Atrium still waits for its owner",
  permission: "public",
  scope: "account",
  output: z.object({ needed: z.boolean(), codeNeeded: z.boolean() }),
  errors: [],
  audit: "none",
});

export const runSetup = contract({
  id: "setup.run",
  kind: "write",
  method: "POST",
  path: "/setup",
  summary: "Make the platform organization and its owner",
  description: "Works once. From another machine than the server's it wants the code that the start printed.",
  permission: "public",
  scope: "account",
  body: z.strictObject({
    code: line(64).optional().meta({ title: "Set-up code" }),
    organizationName: requiredLine(150).meta({ title: "Organization" }),
    firstName: line(100).optional().meta({ title: "First name" }),
    lastName: line(100).optional().meta({ title: "Last name" }),
    email,
    password,
    demo: z.boolean().default(false).meta({ title: "Add the demo company" }),
  }),
  output: sessionInfo,
  status: 201,
  errors: ["setup.done", "setup.code_wrong", "password.unfit", "auth.busy"],
  audit: "platform.set_up",
  limit: { limit: 10, windowSeconds: 300 },
  secretOutput: true,
});

export const changePassword = contract({
  id: "accounts.changePassword",
  kind: "write",
  method: "POST",
  path: "/me/password",
  summary: "Change one's own password",
  description: "Every other session of the account ends.",
  permission: "self",
  scope: "account",
  body: z.strictObject({ currentPassword: password, newPassword: password }),
  status: 204,
  errors: ["auth.invalid_credentials", "password.unfit", "password.used_before", "auth.busy"],
  audit: "account.password_changed",
  limit: signInLimit,
});

export const getAccount = contract({
  id: "accounts.get",
  kind: "read",
  method: "GET",
  path: "/me/account",
  summary: "One's own account",
  permission: "self",
  scope: "account",
  output: z.object({
    id: shownId("account"),
    emails: z.array(z.object({ email: z.string(), verified: z.boolean(), primary: z.boolean() })),
    locale: z.string().nullable(),
    passwordChangedAt: timestamp.nullable(),
    createdAt: timestamp,
    version: z.number().int(),
  }),
  errors: [],
  audit: "none",
});

export const updateAccount = contract({
  id: "accounts.update",
  kind: "write",
  method: "PATCH",
  path: "/me/account",
  summary: "Change one's own account",
  permission: "self",
  scope: "account",
  body: z.strictObject({ locale: line(35).nullable().meta({ title: "Language" }) }).partial(),
  output: getAccount.output,
  errors: [],
  audit: "account.updated",
  examples: { body: { locale: "de" } },
});

export const sessionsContracts = [
  login, logout, refresh, renewPassword, stepUp, signingKeys, currentSession, getSetup, runSetup, changePassword, getAccount, updateAccount,
] as const; // prettier-ignore
