import type { PolicySettings } from "@atrium/contracts";
import type { Caller } from "#kernel/caller";
import type { Reader } from "#kernel/db/reader";
import { personOf } from "./queries.ts";
import { wantsSecondFactor } from "./requirement.ts";

/** What the owners of factors and connections know of an account. */
export type Ways = {
  readonly factorsOf: (reader: Reader, accountId: string) => Promise<readonly string[]>;
  /** Whether the account can come in through an identity provider of the organization. */
  readonly hasConnection: (reader: Reader, accountId: string, organizationId: string) => Promise<boolean>;
};

/** Whether the caller could not sign in any more under these rules. Who only looks in from the platform always can. */
export async function locksOut(
  system: Reader,
  ways: Ways,
  from: { caller: Caller; organizationId: string; settings: PolicySettings; now: Date },
): Promise<boolean> {
  const { caller, organizationId, settings, now } = from;
  const { accountId } = caller;
  if (accountId === null) return false;
  const [person] = await system.query(personOf(organizationId, accountId));
  if (person === undefined) return false;
  if (settings.sso.enforced && !(await ways.hasConnection(system, accountId, organizationId))) return true;
  if (!wantsSecondFactor(settings, person.roles, now)) return false;
  const held = await ways.factorsOf(system, accountId);
  return !settings.mfa.factors.some((kind) => held.includes(kind));
}
