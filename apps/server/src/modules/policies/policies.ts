import type { PasswordRules, RegistrationRule } from "@atrium/contracts";
import type { Cache } from "#kernel/cache";
import type { Reader } from "#kernel/db/reader";
import { findPolicy, policiesOfAccount, unsetPolicy, type StoredPolicy } from "./queries.ts";
import { strictest, strictestPassword, wantsSecondFactor, type Requirement } from "./requirement.ts";

export type PolicyCache = Cache<StoredPolicy>;

/** What others ask of the rules for signing in. Readers are the system's: nobody is signed in yet. */
export type Policies = {
  /** The rules of one organization, from memory where they are known. */
  policyOf: (reader: Reader, organizationId: string) => Promise<StoredPolicy>;
  /** What an account has to do at sign-in: the strictest over the organizations that its person is active in. */
  requirementOf: (reader: Reader, accountId: string, now: Date) => Promise<Requirement>;
  /** Whether an organization wants a second factor of one of its people. */
  secondFactorWanted: (
    reader: Reader,
    organizationId: string,
    roles: readonly string[],
    now: Date,
  ) => Promise<boolean>;
  /** Whether an organization lets its people in through its own identity provider alone. */
  ssoEnforced: (reader: Reader, organizationId: string) => Promise<boolean>;
  registrationRuleOf: (reader: Reader, organizationId: string) => Promise<RegistrationRule>;
  passwordRulesOf: (reader: Reader, organizationId: string) => Promise<PasswordRules>;
  /** What the organizations of an account's person ask of the password, taken together. */
  passwordRulesOfAccount: (reader: Reader, accountId: string) => Promise<PasswordRules>;
};

export function createPolicies(cache: PolicyCache): Policies {
  const policyOf: Policies["policyOf"] = (reader, organizationId) =>
    cache.get(organizationId, async () => (await reader.query(findPolicy(organizationId)))[0] ?? unsetPolicy);
  return {
    policyOf,
    requirementOf: async (reader, accountId, now) =>
      strictest(await reader.query(policiesOfAccount(accountId)), now),
    secondFactorWanted: async (reader, organizationId, roles, now) =>
      wantsSecondFactor(await policyOf(reader, organizationId), roles, now),
    ssoEnforced: async (reader, organizationId) => (await policyOf(reader, organizationId)).sso.enforced,
    registrationRuleOf: async (reader, organizationId) =>
      (await policyOf(reader, organizationId)).registration,
    passwordRulesOfAccount: async (reader, accountId) =>
      strictestPassword((await reader.query(policiesOfAccount(accountId))).map(({ policy }) => policy)),
    passwordRulesOf: async (reader, organizationId) => (await policyOf(reader, organizationId)).password,
  };
}
