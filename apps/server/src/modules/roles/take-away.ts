import type { Caller } from "#kernel/caller";
import type { Reader } from "#kernel/db/reader";
import type { Happening } from "#kernel/events/record";
import { fail } from "#kernel/operation";
import { everHeldIn, isAbove } from "#modules/access";
import { isWithinReach, keepAnOwner } from "./giving.ts";
import { dropGrant, grantToEnd } from "./grant-queries.ts";
import { told } from "./told.ts";

/**
 * Ends a grant and says what to tell of it; null where there is none. Nobody takes away what they do not hold, or from
 * a person who holds more than they do, and an organization keeps an owner.
 */
export async function takeAway(db: Reader, caller: Caller, id: string): Promise<Happening | null> {
  const [grant] = await db.query(grantToEnd(id));
  if (grant === undefined) return null;
  const { holder, at, organizationId } = grant;
  const over = at.kind === "platform" ? "platform" : "organization";
  if (!isWithinReach(caller, grant.permissions, over)) fail("role.above_you");
  const held = await db.query(everHeldIn(organizationId, holder.id));
  if (holder.id !== caller.userId && isAbove(caller, held)) fail("user.above_you");
  const forEver = grant.validFrom === null && grant.validUntil === null;
  const owning = holder.type === "user" && at.id === null && grant.role === "super-admin";
  // Who owns for a time is not counted as an owner, so losing that takes none away.
  if (owning && forEver) await keepAnOwner(db, { uuid: holder.id, roles: ["super-admin"] });
  const [dropped] = await db.query(dropGrant(grant.uuid));
  if (dropped === undefined) return null;
  return { name: "grant.ended", ...ended(told(grant, null)) };
}

/** What was given, told as what is gone. */
export function ended({ changes, ...rest }: ReturnType<typeof told>) {
  return {
    ...rest,
    changes: changes.map(({ field, before, after }) => ({ field, before: after, after: before })),
  };
}
