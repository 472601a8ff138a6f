import { whoGives } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { compile, holds } from "../engine/compile.ts";
import { grantsReachingPeople } from "../engine/held-grants.ts";
import { keysFor, wholeOrganization } from "../engine/scopes.ts";
import { peopleWho } from "../people-queries.ts";

const shown = 3;
/** How many of those who may give something are looked at: the first few hold what they may give, as a rule. */
const looked = 30;

/** Whoever comes to a closed door is told who could open it; not who still has to prove who they are. */
export const whoGivesOperation = operation(whoGives, async ({ db, caller, now, fail }, { query }) => {
  const { organizationId, lacksFactor, lacksSso } = caller;
  if (organizationId === null) return fail("auth.organization_required");
  if (lacksFactor || lacksSso) return { items: [] };
  const chain = keysFor("roles:assign", wholeOrganization);
  const nobody = "00000000-0000-0000-0000-000000000000";
  const givers = await db.query(
    peopleWho(organizationId, nobody, looked, "roles:assign", chain, now.toISOString()),
  );
  const ids = givers.map(({ uuid }) => uuid);
  const grants = Map.groupBy(
    await db.query(grantsReachingPeople(organizationId, ids)),
    ({ person }) => person,
  );
  const items = givers
    .filter(({ uuid }) => holds(compile(grants.get(uuid) ?? [], now), query.permission))
    .slice(0, shown)
    .map(({ displayName }) => ({ displayName }));
  return { items };
});
