import { formatId, whoCan } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { best } from "../best.ts";
import { readCursor } from "../cursor.ts";
import { isRunning } from "../engine/compile.ts";
import type { Engine } from "../engine/engine.ts";
import { grantsReachingPeople } from "../engine/held-grants.ts";
import { keysFor, scopeKey } from "../engine/scopes.ts";
import { namesFor } from "../names.ts";
import { peopleWho } from "../people-queries.ts";
import { placeOf } from "../place.ts";
import { shownGrant } from "../shown-grant.ts";

export const whoCanOperation = (engine: Engine) =>
  operation(whoCan, async ({ db, caller, now }, { query }) => {
    const organizationId = placeOf(caller);
    const { permission, scope, limit } = query;
    const chain = keysFor(permission, await engine.chain(organizationId, scope));
    const after = readCursor(query.cursor);
    const found = await db.query(
      peopleWho(organizationId, after, limit + 1, permission, chain, now.toISOString()),
    );
    const page = found.slice(0, limit);
    const reaching = await db.query(
      grantsReachingPeople(
        organizationId,
        page.map(({ uuid }) => uuid),
      ),
    );
    const allowing = Map.groupBy(
      reaching.filter(
        (grant) =>
          grant.permissions.includes(permission) &&
          chain.includes(scopeKey(grant.scope)) &&
          isRunning(grant, now.getTime()),
      ),
      ({ person }) => person,
    );
    const items = page.map(({ uuid, ...person }) => {
      const grants = allowing.get(uuid) ?? [];
      const proof = best(grants, uuid);
      const grant = proof === undefined ? null : shownGrant(proof);
      return { id: formatId("user", uuid), ...person, grant, others: Math.max(0, grants.length - 1) };
    });
    const grants = items.flatMap(({ grant }) => grant ?? []);
    const names = await namesFor(db, organizationId, { grants, scopes: [scope] });
    return { items, next: found.length > limit ? (items.at(-1)?.id ?? null) : null, names };
  });
