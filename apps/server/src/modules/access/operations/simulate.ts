import { formatId, simulateAccess } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { readCursor } from "../cursor.ts";
import { compile, holds } from "../engine/compile.ts";
import type { Engine } from "../engine/engine.ts";
import type { HeldGrant } from "../engine/held-grants.ts";
import { standingOf } from "../engine/subjects.ts";
import { namesFor } from "../names.ts";
import { countTouched, peopleTouched } from "../people-queries.ts";
import { placeOf } from "../place.ts";
import { shownGrant } from "../shown-grant.ts";
import { difference } from "../simulate.ts";
import { planOf } from "../simulate-plan.ts";
import { namedIn } from "../simulate-named.ts";
import { worldOf } from "../simulate-world.ts";

/** How many people one page looks at, at most. */
const looks = 250;
const countBound = 10_000;

export const simulateAccessOperation = (engine: Engine) =>
  operation(simulateAccess, async ({ db, caller, now }, { body }) => {
    const organizationId = placeOf(caller);
    const plan = await planOf(db, organizationId, body.changes);
    const { limit, cursor, question } = body;
    const { roles, groups, people } = plan;
    const after = readCursor(cursor);
    const [found, [touched = 0]] = await db.queries(
      peopleTouched(organizationId, after, looks + 1, roles, groups, people),
      countTouched(organizationId, after, cursor === undefined ? countBound + 1 : 0, roles, groups, people),
    );
    const looked = found.slice(0, looks);
    const asked = question?.subject.type === "user" ? question : undefined;
    const ids = new Set(looked.map(({ uuid }) => uuid));
    if (asked !== undefined) ids.add(asked.subject.id);
    const world = await worldOf(db, organizationId, plan, [...ids]);

    const differing = looked.flatMap(({ uuid, displayName }) => {
      const at = difference(compile(world.before(uuid), now), compile(world.after(uuid), now));
      return at.length === 0 ? [] : [{ uuid, subject: formatId("user", uuid), name: displayName, at }];
    });
    const items = differing.slice(0, limit);
    const last = differing.length > limit ? items.at(-1) : found.length > looks ? looked.at(-1) : undefined;

    let answer: { before: boolean; after: boolean } | null = null;
    if (asked !== undefined) {
      const { subject, permission, scope } = asked;
      const chain = await engine.chain(organizationId, scope);
      const [standing] = await db.query(standingOf(organizationId, subject));
      const may = (grants: readonly HeldGrant[]): boolean =>
        standing?.active === true && holds(compile(grants, now), permission, chain);
      answer = { before: may(world.before(subject.id)), after: may(world.after(subject.id)) };
    }

    const ends = plan.ended.map(shownGrant);
    const names = await namesFor(db, organizationId, { grants: ends, ...namedIn(body.changes, items) });
    return {
      items: items.map(({ subject, name, at }) => ({ subject, name, at })),
      next: last === undefined ? null : formatId("user", last.uuid),
      counts: {
        looked: looked.length,
        gaining: differing.filter(({ at }) => at.some(({ gains }) => gains.length > 0)).length,
        losing: differing.filter(({ at }) => at.some(({ loses }) => loses.length > 0)).length,
        touched: cursor === undefined ? Math.min(touched, countBound) : null,
        touchedAtLeast: touched > countBound,
      },
      answer,
      ends,
      names,
    };
  });
