import { defaultPolicy, type PasswordRules, type PolicySettings } from "@atrium/contracts";

/** What an account has to do and may do at sign-in. */
export type Requirement = {
  readonly secondFactor: boolean;
  /** The kinds that may be set up. */
  readonly factors: readonly PolicySettings["mfa"]["factors"][number][];
  readonly shortestPassword: number;
  readonly idleSeconds: number;
  readonly absoluteSeconds: number;
  readonly rememberSeconds: number;
  readonly trustedDeviceDays: number;
  readonly passwordMaxAgeDays: number | null;
  readonly lockout: { readonly attempts: number; readonly windowSeconds: number };
};

/** Whether an organization wants a second factor of somebody with these roles. */
export function wantsSecondFactor(
  { mfa }: Pick<PolicySettings, "mfa">,
  roles: readonly string[],
  now: Date,
): boolean {
  if (mfa.mode !== "required") return false;
  if (mfa.requiredFrom !== null && Date.parse(mfa.requiredFrom) > now.getTime()) return false;
  return mfa.roles === null || mfa.roles.some((slug) => roles.includes(slug));
}

type Membership = { readonly policy: PolicySettings; readonly roles: readonly string[] };

const least = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? (one ?? other) : Math.min(one, other);

/** What all organizations ask of a password together: every one of them is satisfied. */
export function strictestPassword(policies: readonly Pick<PolicySettings, "password">[]): PasswordRules {
  const [first = defaultPolicy.password, ...others] = policies.map(({ password }) => password);
  return others.reduce(
    (one, other) => ({
      minLength: Math.max(one.minLength, other.minLength),
      requireUpper: one.requireUpper || other.requireUpper,
      requireLower: one.requireLower || other.requireLower,
      requireDigit: one.requireDigit || other.requireDigit,
      requireSymbol: one.requireSymbol || other.requireSymbol,
      history: Math.max(one.history, other.history),
      maxAgeDays: least(one.maxAgeDays, other.maxAgeDays),
    }),
    first,
  );
}

/** What all organizations allow; where they agree on nothing, what any of them does, or nobody could sign in. */
function allowedFactors(policies: readonly PolicySettings[]): Requirement["factors"] {
  const kinds = [...new Set(policies.flatMap(({ mfa }) => mfa.factors))];
  const everywhere = kinds.filter((kind) => policies.every(({ mfa }) => mfa.factors.includes(kind)));
  return everywhere.length > 0 ? everywhere : kinds;
}

/** The strictest of what all organizations want that somebody is in; who is in none has the defaults. */
export function strictest(memberships: readonly Membership[], now: Date): Requirement {
  const policies = memberships.length === 0 ? [defaultPolicy] : memberships.map(({ policy }) => policy);
  const least = (pick: (policy: PolicySettings) => number): number => Math.min(...policies.map(pick));
  const most = (pick: (policy: PolicySettings) => number): number => Math.max(...policies.map(pick));
  const ages = policies.flatMap(({ password }) => password.maxAgeDays ?? []);
  return {
    secondFactor: memberships.some(({ policy, roles }) => wantsSecondFactor(policy, roles, now)),
    factors: allowedFactors(policies),
    shortestPassword: most(({ password }) => password.minLength),
    idleSeconds: least(({ session }) => session.idleMinutes) * 60,
    absoluteSeconds: least(({ session }) => session.absoluteHours) * 3600,
    rememberSeconds: least(({ session }) => session.rememberDays) * 86_400,
    trustedDeviceDays: least(({ trustedDeviceDays }) => trustedDeviceDays),
    passwordMaxAgeDays: ages.length === 0 ? null : Math.min(...ages),
    lockout: {
      attempts: least(({ lockout }) => lockout.attempts),
      windowSeconds: most(({ lockout }) => lockout.windowMinutes) * 60,
    },
  };
}
