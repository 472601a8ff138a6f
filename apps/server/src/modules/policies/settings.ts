import { defaultPolicy, policySettings, type PolicyChange, type PolicySettings } from "@atrium/contracts";
import type { Json } from "#kernel/events/record";
import { fail } from "#kernel/operation";

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** `change` over `base`, one level deep: a section's fields that are left out stay, lists are replaced whole. */
function merged(base: PolicySettings, change: Fields): Fields {
  const sections = Object.entries(base).map(([name, value]) => {
    const given = change[name];
    if (given === undefined) return [name, value];
    return [name, isFields(value) && isFields(given) ? { ...value, ...defined(given) } : given];
  });
  return Object.fromEntries(sections) as Fields;
}

const defined = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** Stored settings, completed by the defaults of fields that came later. What does not fit stops the sign-in. */
export function readSettings(stored: unknown): PolicySettings {
  if (!isFields(stored)) throw new Error("a stored sign-in policy is no object");
  return policySettings.parse(merged(defaultPolicy, stored));
}

/** The policy after a change; says what makes no sense together. */
export function changed(before: PolicySettings, change: PolicyChange): PolicySettings {
  const after = policySettings.parse(merged(before, change));
  if (after.registration.mode === "domain" && after.registration.domains.length === 0) {
    const detail = "needs at least one domain while people of certain domains may register";
    fail("request.invalid", { fields: [{ pointer: "/registration/domains", code: "empty", detail }] });
  }
  return after;
}

/** A policy's fields by their path, as an event shows them. */
export function shownFields(settings: PolicySettings): Record<string, Json> {
  const fields: Record<string, Json> = {};
  for (const [section, value] of Object.entries(settings)) {
    if (typeof value === "number") fields[section] = value;
    else for (const [name, inner] of Object.entries(value)) fields[`${section}.${name}`] = inner as Json;
  }
  return fields;
}

/** A policy's settings without who set them and when. */
export function settingsOf(policy: PolicySettings): PolicySettings {
  const { registration, mfa, password, session, lockout, sso, trustedDeviceDays, responses } = policy;
  return { registration, mfa, password, session, lockout, sso, trustedDeviceDays, responses };
}
