import { formatId, simulateAccess } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { readCursor } from "../cursor.ts";
import { grantsReachingPeople } from "../engine/held-grants.ts";
import { peopleTouched } from "../people-queries.ts";
import { placeOf } from "../place.ts";
import { bookAfter, compareGrants, grantsAfter } from "../simulate.ts";
import { planOf } from "../simulate-plan.ts";
import { groupsAmong, rolesNamed } from "../simulate-queries.ts";

export const simulateAccessOperation = operation(simulateAccess, async ({ db, caller, now }, { body }) => {
  const organizationId = placeOf(caller);
  const plan = await planOf(db, body.changes);
  const { limit } = body;
  const found = await db.query(
    peopleTouched(organizationId, readCursor(body.cursor), limit + 1, plan.roles, plan.groups, plan.people),
  );
  const people = found.slice(0, limit);
  const ids = people.map(({ uuid }) => uuid);
  const [grants, memberships] = await db.queries(
    grantsReachingPeople(organizationId, ids),
    groupsAmong(organizationId, ids, plan.groups),
  );
  const slugs = new Set([...plan.slugs, ...grants.flatMap(({ role }) => (role === null ? [] : [role]))]);
  const book = bookAfter(await db.query(rolesNamed([...slugs])), plan);
  const items = people.flatMap(({ uuid, displayName }) => {
    const countsAs = new Set([uuid]);
    for (const { person, group } of memberships) if (person === uuid) countsAs.add(group);
    const before = grants.filter(({ person }) => person === uuid);
    const gifts = plan.given.filter(({ subject }) => countsAs.has(subject.id));
    const at = compareGrants(before, grantsAfter(before, plan, book, gifts), now);
    return at.length === 0 ? [] : [{ subject: formatId("user", uuid), name: displayName, at }];
  });
  const last = people.at(-1);
  const more = found.length > limit && last !== undefined;
  return { items, next: more ? formatId("user", last.uuid) : null };
});
