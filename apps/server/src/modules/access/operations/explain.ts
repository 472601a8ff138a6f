import { explainAccess, type Output, type Permission } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { compile, isRunning } from "../engine/compile.ts";
import type { Engine } from "../engine/engine.ts";
import { grantsReaching, type HeldGrant } from "../engine/held-grants.ts";
import { keysFor, isPlatformOnly, scopeKey, type ScopeKey } from "../engine/scopes.ts";
import { standingOf } from "../engine/subjects.ts";
import { askedFor } from "../asked-for.ts";
import { best } from "../best.ts";
import { rolesThatWould } from "../explain-queries.ts";
import { namesFor } from "../names.ts";
import { placeOf } from "../place.ts";
import { proofOf } from "../proof.ts";
import { shownGrant } from "../shown-grant.ts";

type Missing = NonNullable<Output<typeof explainAccess>["missing"]>;

/** Why not, and the grant that comes nearest: one still to come, one that is over, one for something else. */
function nearest(
  carrying: readonly HeldGrant[],
  chain: readonly ScopeKey[],
  permission: Permission,
  now: number,
): { reason: Missing["reason"]; grant: HeldGrant | null } {
  const here = carrying.filter(({ scope }) => chain.includes(scopeKey(scope)));
  const coming = here.find(({ validFrom }) => validFrom !== null && Date.parse(validFrom) > now);
  if (coming !== undefined) return { reason: "not_yet", grant: coming };
  const over = here.at(-1);
  if (over !== undefined) return { reason: "ended", grant: over };
  const [elsewhere] = carrying;
  if (elsewhere === undefined) return { reason: "never_given", grant: null };
  return { reason: isPlatformOnly(permission) ? "platform_only" : "elsewhere", grant: elsewhere };
}

export const explainAccessOperation = (engine: Engine) =>
  operation(explainAccess, async ({ db, caller, now, fail }, { query }) => {
    const organizationId = placeOf(caller);
    const { permission } = query;
    const asked = await askedFor(db, organizationId, query.subject, permission, now);
    if (asked === null) return fail("grant.subject_unknown");
    const { subject } = asked;
    const whole = await engine.chain(organizationId, query.scope);
    const chain = keysFor(permission, whole);
    const [[standing], grants] = await db.queries(
      standingOf(organizationId, subject),
      grantsReaching(organizationId, subject),
    );
    if (standing === undefined) return fail("grant.subject_unknown");
    const carrying = grants.filter(({ permissions }) => permissions.includes(permission));
    const at = now.getTime();
    const active = standing.active && asked.active;
    const allowing =
      active && asked.named
        ? carrying.filter((grant) => chain.includes(scopeKey(grant.scope)) && isRunning(grant, at))
        : [];
    const { changesAt } = compile(carrying, now);
    const until = changesAt === null ? null : new Date(changesAt).toISOString();
    const named = { subjects: [query.subject, subject], scopes: [query.scope] };
    const grant = best(allowing, subject.id);
    if (grant !== undefined) {
      const path = [
        ...asked.before,
        ...(await proofOf(db, { organizationId, subject, name: standing.name, grant, permission })),
      ];
      const proof = { grant: shownGrant(grant), path, others: allowing.length - 1 };
      const names = await namesFor(db, organizationId, {
        ...named,
        grants: [proof.grant],
        roles: path.flatMap(({ kind, name }) => (kind === "role" ? [name] : [])),
      });
      return { allowed: true, proof, missing: null, until, names };
    }
    const found = active
      ? nearest(asked.named ? carrying : [], chain, permission, at)
      : { reason: "not_active" as const, grant: null };
    const roles = await db.query(rolesThatWould(organizationId, permission));
    const shown = found.grant === null ? null : shownGrant(found.grant);
    const names = await namesFor(db, organizationId, { ...named, grants: shown === null ? [] : [shown] });
    const missing = { reason: found.reason, grant: shown, roles };
    return { allowed: false, proof: null, missing, until, names };
  });
