import { z } from "zod";
import { timestamp } from "./building-blocks.ts";
import { contract } from "./contract.ts";
import { shownId } from "./id.ts";

const domain = z
  .string()
  .max(253)
  .transform((text) => text.trim().toLowerCase())
  .refine(
    (text) => /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/.test(text),
    "is not a domain such as example.com",
  );
const whole = (low: number, high: number) => z.number().int().min(low).max(high);
const distinct = <T>(values: readonly T[]): boolean => new Set(values).size === values.length;
const roleSlug = z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, "is not a role's slug");

export const factorKinds = ["passkey", "totp", "email_code", "sms_code"] as const;

/**
 * What a rule may do by itself. Locking is not offered where somebody without any credential can bring the event about:
 * a lock-out would be a weapon.
 */
export const harmlessResponses = ["notify", "step_up"] as const;
export const responses = [...harmlessResponses, "end_sessions", "lock"] as const;
export type SecurityResponse = (typeof responses)[number];

const harmless = z.array(z.enum(harmlessResponses)).max(2).refine(distinct, "names one twice");
const anyResponse = z.array(z.enum(responses)).max(4).refine(distinct, "names one twice");

const registration = z.strictObject({
  mode: z.enum(["open", "domain", "invitation", "closed"]).meta({ title: "Who may register" }),
  domains: z.array(domain).max(100).refine(distinct, "names one twice").meta({ title: "Domains" }),
});
const mfa = z.strictObject({
  mode: z.enum(["off", "optional", "required"]).meta({ title: "Second factor" }),
  requiredFrom: z.iso
    .date()
    .nullable()
    .meta({ title: "Required from", description: "Until this day (UTC) it is optional; null is at once" }),
  roles: z
    .array(roleSlug)
    .min(1)
    .max(50)
    .refine(distinct, "names one twice")
    .nullable()
    .meta({ title: "Roles", description: "Whom it is required of; null is everyone" }),
  factors: z
    .array(z.enum(factorKinds))
    .min(1)
    .max(factorKinds.length)
    .refine(distinct, "names one twice")
    .meta({ title: "Factors that may be set up" }),
});
const password = z.strictObject({
  minLength: whole(8, 128).meta({ title: "Shortest password" }),
  requireUpper: z.boolean().meta({ title: "A capital letter" }),
  requireLower: z.boolean().meta({ title: "A small letter" }),
  requireDigit: z.boolean().meta({ title: "A digit" }),
  requireSymbol: z.boolean().meta({ title: "A symbol" }),
  history: whole(0, 24).meta({ title: "Earlier passwords that may not come back" }),
  maxAgeDays: whole(1, 3650).nullable().meta({ title: "Days until it must be changed" }),
});
const session = z.strictObject({
  idleMinutes: whole(5, 43_200).meta({ title: "Minutes without use" }),
  absoluteHours: whole(1, 2160).meta({ title: "Hours at most" }),
  rememberDays: whole(0, 90).meta({ title: "Days with “keep me signed in”", description: "0 offers none" }),
});
const lockout = z.strictObject({
  attempts: whole(3, 100).meta({ title: "Failed tries" }),
  windowMinutes: whole(1, 1440).meta({ title: "Within minutes" }),
});
const sso = z.strictObject({ enforced: z.boolean().meta({ title: "Only through single sign-on" }) });
const reactions = z.strictObject({
  spray: harmless,
  brute_force: harmless,
  success_after_failures: anyResponse,
  new_device: anyResponse,
  new_country: anyResponse,
  unusual_hour: anyResponse,
  refresh_replay: anyResponse,
  passkey_copied: anyResponse,
});

export const policySettings = z.strictObject({
  registration,
  mfa,
  password,
  session,
  lockout,
  sso,
  trustedDeviceDays: whole(0, 90).meta({ title: "Days a device is trusted", description: "0 trusts none" }),
  responses: reactions,
});
export type PolicySettings = z.output<typeof policySettings>;
export type PasswordRules = PolicySettings["password"];
export type RegistrationRule = PolicySettings["registration"];

/** What an organization has that never set anything. */
export const defaultPolicy: PolicySettings = {
  registration: { mode: "invitation", domains: [] },
  mfa: { mode: "optional", requiredFrom: null, roles: null, factors: [...factorKinds] },
  // NIST SP 800-63B-4: fifteen characters where a password may be the only factor, no composition, no expiry.
  password: {
    minLength: 15,
    requireUpper: false,
    requireLower: false,
    requireDigit: false,
    requireSymbol: false,
    history: 0,
    maxAgeDays: null,
  },
  session: { idleMinutes: 43_200, absoluteHours: 168, rememberDays: 30 },
  lockout: { attempts: 5, windowMinutes: 15 },
  sso: { enforced: false },
  trustedDeviceDays: 30,
  responses: {
    spray: ["notify"],
    brute_force: ["notify"],
    success_after_failures: ["notify", "step_up"],
    new_device: [],
    new_country: ["notify"],
    unusual_hour: [],
    refresh_replay: ["notify", "end_sessions"],
    passkey_copied: ["notify", "step_up"],
  },
};

const policyChange = z.strictObject({
  registration: registration.partial().optional(),
  mfa: mfa.partial().optional(),
  password: password.partial().optional(),
  session: session.partial().optional(),
  lockout: lockout.partial().optional(),
  sso: sso.partial().optional(),
  trustedDeviceDays: policySettings.shape.trustedDeviceDays.optional(),
  responses: reactions.partial().optional(),
});
export type PolicyChange = z.output<typeof policyChange>;

export const policy = policySettings.extend({
  version: z.number().int().meta({ description: "0 while nothing was ever set" }),
  updatedAt: timestamp.nullable(),
  updatedBy: shownId("user").nullable(),
});

export const getPolicy = contract({
  id: "policies.get",
  kind: "read",
  method: "GET",
  path: "/organization/policy",
  summary: "Get the rules for signing in",
  permission: "policies:read",
  scope: "organization",
  output: policy,
  errors: [],
  audit: "none",
});

export const updatePolicy = contract({
  id: "policies.update",
  kind: "write",
  method: "PATCH",
  path: "/organization/policy",
  summary: "Change the rules for signing in",
  description:
    "A merge patch: what is left out stays. Lists are replaced whole. Shorter times hold for open sessions at once. Refused when the caller could not sign in under the new rules.",
  permission: "policies:update",
  scope: "organization",
  body: policyChange,
  output: policy,
  errors: ["policy.locks_you_out", "precondition.failed", "role.unknown", "auth.step_up_required"],
  audit: "policy.updated",
  ifMatch: "required",
  fresh: true,
  examples: { body: { mfa: { mode: "required", requiredFrom: "2027-03-01" }, session: { idleMinutes: 60 } } },
});

const affected = z.object({
  count: z.number().int(),
  atLeast: z.boolean().meta({ description: "Counted no further than this" }),
  people: z
    .array(z.object({ id: shownId("user"), displayName: z.string(), email: z.string() }))
    .meta({ description: "The first ten by name" }),
});

export const previewPolicy = contract({
  id: "policies.preview",
  kind: "read",
  method: "POST",
  path: "/organization/policy/preview",
  summary: "See whom new rules for signing in would concern",
  description: "Takes what `policies.update` takes and changes nothing.",
  permission: "policies:update",
  scope: "organization",
  body: policyChange,
  output: z.object({
    locksYouOut: z.boolean(),
    withoutFactor: affected.meta({ description: "Active people who would have to set up a factor" }),
    passwordTooOld: affected.meta({ description: "Active people who would have to change their password" }),
    sessionsEnding: affected.meta({ description: "Active people with a session that would end" }),
  }),
  errors: ["role.unknown"],
  audit: "none",
  limit: { limit: 30, windowSeconds: 60 },
  examples: { body: { mfa: { mode: "required" } } },
});

export const policiesContracts = [getPolicy, updatePolicy, previewPolicy] as const;
