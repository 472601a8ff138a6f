import { formatId, whoCan } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { readCursor } from "../cursor.ts";
import type { Engine } from "../engine/engine.ts";
import { keysFor } from "../engine/scopes.ts";
import { peopleWho } from "../people-queries.ts";
import { placeOf } from "../place.ts";

export const whoCanOperation = (engine: Engine) =>
  operation(whoCan, async ({ db, caller, now }, { query }) => {
    const organizationId = placeOf(caller);
    const { permission, scope, limit } = query;
    const chain = keysFor(permission, await engine.chain(organizationId, scope));
    const after = readCursor(query.cursor);
    const found = await db.query(
      peopleWho(organizationId, after, limit + 1, permission, chain, now.toISOString()),
    );
    const items = found
      .slice(0, limit)
      .map(({ uuid, ...person }) => ({ id: formatId("user", uuid), ...person }));
    return { items, next: found.length > limit ? (items.at(-1)?.id ?? null) : null };
  });
