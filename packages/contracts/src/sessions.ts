import { z } from "zod";
import { email, line, requiredLine, timestamp } from "./building-blocks.ts";
import { contract } from "./contract.ts";
import { shownId } from "./id.ts";

const password = z.string().min(1).max(1024).meta({ title: "Password", secret: true });
/** Five tries in fifteen minutes for a person and an address alike. */
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
});
export type SessionInfo = z.output<typeof sessionInfo>;

export const login = contract({
  id: "sessions.create",
  kind: "write",
  method: "POST",
  path: "/auth/login",
  summary: "Sign in with e-mail and password",
  description:
    "`mode: cookie` sets an HttpOnly cookie for browsers; `mode: token` answers a bearer token, shown once.",
  permission: "public",
  scope: "account",
  body: z.strictObject({
    email,
    password,
    mode: z.enum(["cookie", "token"]).default("cookie"),
    remember: z.boolean().default(false).meta({ title: "Keep me signed in" }),
  }),
  output: sessionInfo.extend({ token: z.string().nullable().meta({ secret: true }) }),
  errors: ["auth.invalid_credentials", "auth.busy"],
  audit: "session.started",
  limit: signInLimit,
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
  status: 204,
  errors: [],
  audit: "session.ended",
});

export const currentSession = contract({
  id: "sessions.current",
  kind: "read",
  method: "GET",
  path: "/auth/session",
  summary: "Who is signed in, where, and what they may do",
  permission: "self",
  scope: "account",
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
  errors: ["auth.invalid_credentials", "password.unfit", "auth.busy"],
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
  login, logout, currentSession, getSetup, runSetup, changePassword, getAccount, updateAccount,
] as const; // prettier-ignore
