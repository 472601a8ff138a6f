import { previewPolicy } from "@atrium/contracts";
import type { Query } from "#kernel/db/statement";
import { operation } from "#kernel/operation";
import { locksOut, type Ways } from "../lock-out.ts";
import {
  findPolicy,
  isCapped,
  peopleWithEndingSession,
  peopleWithOldPassword,
  peopleWithoutFactor,
  timesOf,
  unsetPolicy,
  type AccountFacts,
  type Affected,
} from "../queries.ts";
import { requireKnownRoles } from "../roles.ts";
import { changed, settingsOf } from "../settings.ts";

const nobody: Affected = { count: 0, people: [] };
const shown = ({ count, people }: Affected) => ({ count, atLeast: isCapped(count), people });

export const previewPolicyOperation = (deps: { ways: Ways; facts: AccountFacts }) => {
  const withoutFactor = peopleWithoutFactor(deps.facts);
  return operation(previewPolicy, async ({ db, asSystem, caller, now, fail }, { body }) => {
    const { organizationId } = caller;
    if (organizationId === null) return fail("auth.organization_required");
    const [stored] = await db.query(findPolicy(organizationId));
    const settings = changed(settingsOf(stored ?? unsetPolicy), body);
    await requireKnownRoles(db, body);
    // Accounts and their sessions are no organization's; each statement names the organization it asks for.
    const system = asSystem();
    const ask = async (wanted: boolean, query: () => Query<Affected>): Promise<Affected> =>
      wanted ? ((await system.query(query()))[0] ?? nobody) : nobody;
    const { mfa, password } = settings;
    const { maxAgeDays } = password;
    const tooOld = new Date(now.getTime() - (maxAgeDays ?? 0) * 86_400_000).toISOString();
    const [factors, passwords, sessions, locksYouOut] = await Promise.all([
      // A day to come counts as well: these are the people to tell.
      ask(mfa.mode === "required", () => withoutFactor(organizationId, mfa.roles)),
      ask(maxAgeDays !== null, () => peopleWithOldPassword(organizationId, tooOld)),
      ask(true, () => peopleWithEndingSession(organizationId, now.toISOString(), ...timesOf(settings))),
      locksOut(system, deps.ways, { caller, organizationId, settings, now }),
    ]);
    return {
      locksYouOut,
      withoutFactor: shown(factors),
      passwordTooOld: shown(passwords),
      sessionsEnding: shown(sessions),
    };
  });
};
