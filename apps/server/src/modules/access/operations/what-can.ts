import { readScope, showScope, whatCan } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { insideOf } from "../engine/compile.ts";
import type { Engine } from "../engine/engine.ts";
import { scopeOfKey } from "../engine/scopes.ts";
import { namesFor } from "../names.ts";
import { placeOf } from "../place.ts";

export const whatCanOperation = (engine: Engine) =>
  operation(whatCan, async ({ db, caller, fail }, { query }) => {
    const organizationId = placeOf(caller);
    const held = await engine.of(organizationId, query.subject);
    if (held === null) return fail("grant.subject_unknown");
    const { cursor = "", limit } = query;
    const found = [...held.at]
      .map(([key, set]) => ({
        scope: showScope(scopeOfKey(key)),
        permissions: (key === "platform" ? set : insideOf(set)).names(),
      }))
      .filter(({ scope, permissions }) => scope > cursor && permissions.length > 0)
      .sort((a, b) => (a.scope < b.scope ? -1 : 1));
    const items = found.slice(0, limit);
    const scopes = items.flatMap(({ scope }) => readScope(scope) ?? []);
    const names = await namesFor(db, organizationId, { subjects: [query.subject], scopes });
    return { items, next: found.length > limit ? (items.at(-1)?.scope ?? null) : null, names };
  });
