import { z } from "zod";
import { listQuery, page, prose, timestamp } from "./building-blocks.ts";
import { contract } from "./contract.ts";
import { idOf, shownId } from "./id.ts";

export const attemptOutcomes = ["ok", "refused", "blocked"] as const;
export const securityEventKinds = [
  "spray",
  "brute_force",
  "success_after_failures",
  "new_device",
  "new_country",
  "unusual_hour",
  "refresh_replay",
  "passkey_copied",
] as const;
export type SecurityEventKind = (typeof securityEventKinds)[number];
export const severities = ["info", "low", "medium", "high"] as const;
export type Severity = (typeof severities)[number];
export const securityStates = ["open", "acknowledged", "resolved"] as const;

export const attempt = z.object({
  id: shownId("attempt"),
  at: timestamp,
  email: z.string().nullable().meta({ description: "As it was tried, in its canonical form" }),
  userId: shownId("user").nullable(),
  method: z.string(),
  outcome: z.enum(attemptOutcomes),
  reason: z.string().nullable(),
  ip: z.string().nullable(),
  deviceId: shownId("device").nullable(),
  agent: z.string().nullable(),
  country: z.string().nullable().meta({ description: "Only where a table of countries is configured" }),
  unusual: z.array(z.string()).meta({ description: "What was unusual about it, in words" }),
});
export type Attempt = z.output<typeof attempt>;

export const securityEvent = z.object({
  id: shownId("securityEvent"),
  kind: z.string().meta({ description: "More kinds may come", examples: [...securityEventKinds] }),
  severity: z.enum(severities),
  userId: shownId("user").nullable(),
  reasons: z.array(z.string()).meta({ description: "Why it was raised, in words" }),
  evidence: z.record(z.string(), z.json()),
  responses: z.array(z.string()).meta({ description: "What was done at once, by rule" }),
  state: z.enum(securityStates),
  occurrences: z.number().int(),
  raisedAt: timestamp,
  lastAt: timestamp,
  acknowledgedAt: timestamp.nullable(),
  acknowledgedBy: shownId("user").nullable(),
  resolvedAt: timestamp.nullable(),
  resolvedBy: shownId("user").nullable(),
  note: z.string().nullable(),
  version: z.number().int(),
});
export type SecurityEvent = z.output<typeof securityEvent>;

const attemptsQuery = listQuery(["-at", "at"], "-at").omit({ count: true });
const listErrors = ["cursor.invalid", "filter.invalid"] as const;
const listLimit = { limit: 100, windowSeconds: 60 };

export const listAttempts = contract({
  id: "security.listAttempts",
  kind: "read",
  method: "GET",
  path: "/security/attempts",
  summary: "List sign-in attempts",
  description:
    "Kept for 90 days. Tries of addresses that nobody has are seen in the platform's organization.",
  permission: "security:read",
  scope: "organization",
  query: attemptsQuery,
  output: page(attempt),
  errors: listErrors,
  audit: "none",
  limit: listLimit,
  examples: { query: { limit: "2", q: "outcome:refused" } },
});

export const listUserAttempts = contract({
  id: "users.listAttempts",
  kind: "read",
  method: "GET",
  path: "/users/:id/attempts",
  summary: "List a person's sign-in attempts",
  permission: "security:read",
  scope: "organization",
  params: z.strictObject({ id: idOf("user") }),
  query: attemptsQuery,
  output: page(attempt),
  errors: listErrors,
  audit: "none",
});

export const listOwnAttempts = contract({
  id: "accounts.listAttempts",
  kind: "read",
  method: "GET",
  path: "/me/attempts",
  summary: "List the sign-in attempts on one's own account",
  permission: "self",
  scope: "account",
  query: attemptsQuery.omit({ q: true }),
  output: page(attempt),
  errors: ["cursor.invalid"],
  audit: "none",
});

export const listSecurityEvents = contract({
  id: "security.listEvents",
  kind: "read",
  method: "GET",
  path: "/security/events",
  summary: "List security events",
  permission: "security:read",
  scope: "organization",
  query: listQuery(["-raisedAt", "raisedAt"], "-raisedAt").omit({ count: true }),
  output: page(securityEvent),
  errors: listErrors,
  audit: "none",
  limit: listLimit,
  examples: { query: { limit: "2", q: "state:open severity:high" } },
});

const one = z.strictObject({ id: idOf("securityEvent") });
const noted = z.strictObject({ note: prose(2000).optional().meta({ title: "Note" }) });

export const getSecurityEvent = contract({
  id: "security.getEvent",
  kind: "read",
  method: "GET",
  path: "/security/events/:id",
  summary: "Get one security event",
  permission: "security:read",
  scope: "organization",
  params: one,
  output: securityEvent,
  errors: [],
  audit: "none",
});

export const acknowledgeSecurityEvent = contract({
  id: "security.acknowledge",
  kind: "write",
  method: "POST",
  path: "/security/events/:id/acknowledge",
  summary: "Say that somebody looks after a security event",
  description: "One that is resolved stays resolved.",
  permission: "security:respond",
  scope: "organization",
  params: one,
  body: noted,
  output: securityEvent,
  errors: [],
  audit: "security.acknowledged",
  limit: { limit: 50, windowSeconds: 60 },
  examples: { body: { note: "Asking Ann whether it was her." } },
});

export const resolveSecurityEvent = contract({
  id: "security.resolve",
  kind: "write",
  method: "POST",
  path: "/security/events/:id/resolve",
  summary: "Close a security event",
  permission: "security:respond",
  scope: "organization",
  params: one,
  body: noted,
  output: securityEvent,
  errors: [],
  audit: "security.resolved",
  limit: { limit: 50, windowSeconds: 60 },
  examples: { body: { note: "It was her, from a new telephone." } },
});

export const unlockUser = contract({
  id: "users.unlock",
  kind: "write",
  method: "POST",
  path: "/users/:id/unlock",
  summary: "Lift the lock on a person's account and forget their failed tries",
  permission: "credentials:reset",
  scope: "organization",
  params: z.strictObject({ id: idOf("user") }),
  status: 204,
  errors: ["user.above_you", "account.not_managed"],
  audit: "account.unlocked",
});

export const securityContracts = [
  listAttempts, listUserAttempts, listOwnAttempts, listSecurityEvents, getSecurityEvent,
  acknowledgeSecurityEvent, resolveSecurityEvent, unlockUser,
] as const; // prettier-ignore
