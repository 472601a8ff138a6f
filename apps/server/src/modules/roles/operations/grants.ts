import { endGrant, giveGrant, listGrants, parseId, type ShownGrant } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { namesFor } from "#modules/access";
import { checkGift, checkScope, takeSubject } from "../give.ts";
import { findGrant, grantsBy, grantsReachingBy, insertGrant } from "../grant-queries.ts";
import { takeAway } from "../take-away.ts";
import { told } from "../told.ts";

export const listGrantsOperation = operation(listGrants, async ({ db, caller, fail }, { query }) => {
  const { organizationId } = caller;
  if (organizationId === null) return fail("auth.organization_required");
  const { subject, role = null, permission = null, through, limit } = query;
  const after = query.cursor === undefined ? null : parseId("grant", query.cursor);
  const find = through === "groups" && subject !== undefined ? grantsReachingBy : grantsBy;
  const found = await db.query(find(subject?.id ?? null, role, permission, after, limit + 1));
  const items: ShownGrant[] = found.slice(0, limit);
  const names = await namesFor(db, organizationId, {
    grants: items,
    ...(subject !== undefined && { subjects: [subject] }),
  });
  return { items, next: found.length > limit ? (items.at(-1)?.id ?? null) : null, names };
});

export const giveGrantOperation = operation(
  giveGrant,
  async ({ db, caller, now, newId, record, fail }, { body }) => {
    const { organizationId } = caller;
    if (organizationId === null) return fail("auth.organization_required");
    const { subject, validFrom = null, validUntil = null, reason = null } = body;
    if (
      validUntil !== null &&
      Date.parse(validUntil) <= Math.max(now.getTime(), Date.parse(validFrom ?? "") || 0)
    )
      fail("grant.period");
    const { name } = await takeSubject(db, caller, organizationId, subject);
    await checkScope(db, organizationId, body.scope);
    const { roleId, scope } = await checkGift(db, caller, body, body.scope);
    const [id] = await db.query(
      insertGrant(
        newId(), subject.type, subject.id, roleId, body.permission ?? null, scope.kind, scope.type, scope.id,
        validFrom, validUntil, caller.userId, reason, now.toISOString(), "manual",
      ),
    ); // prettier-ignore
    if (id === undefined) return fail("grant.exists");
    const [grant] = await db.query(findGrant(id));
    if (grant === undefined) throw new Error("the grant was not stored");
    record({ name: "grant.given", ...told(grant, name), reason });
    return grant;
  },
);

export const endGrantOperation = operation(
  endGrant,
  async ({ db, caller, record, fail }, { params, query }) => {
    const ended = await takeAway(db, caller, params.id);
    if (ended === null) return fail("resource.not_found");
    record({ ...ended, reason: query.reason ?? null });
  },
);
