import type { Permission, ScopeRef, SubjectRef } from "@atrium/contracts";
import type { Caller } from "#kernel/caller";
import type { Reader } from "#kernel/db/reader";
import { fail } from "#kernel/operation";
import { everHeldIn, isAbove, isPlatformOnly, standingOf } from "#modules/access";
import { refuseUnapproved } from "./approval.ts";
import { isWithinReach, rolesToGive } from "./giving.ts";
import { isPlatform, roleBySlug } from "./queries.ts";

/** Who is to hold something: there, and not above the caller. */
export async function takeSubject(
  db: Reader,
  caller: Caller,
  organizationId: string,
  subject: SubjectRef,
): Promise<{ name: string }> {
  // What a key may do is said by its scopes, which its owner bounds.
  if (subject.type === "api_key") return fail("grant.subject_unknown");
  const [[standing], held] = await db.queries(
    standingOf(organizationId, subject),
    everHeldIn(organizationId, subject.id),
  );
  if (standing === undefined) return fail("grant.subject_unknown");
  if (subject.id !== caller.userId && isAbove(caller, held)) fail("user.above_you");
  return standing;
}

/** Where it is to hold; a thing that is not here is refused like one that never was. */
export async function checkScope(db: Reader, organizationId: string, scope: ScopeRef): Promise<void> {
  if (scope.kind === "organization") return;
  if (scope.kind === "platform") {
    const [platform] = await db.query(isPlatform());
    if (platform !== true) fail("grant.scope_unknown");
    return;
  }
  const type = scope.kind === "resource" ? scope.type : scope.kind;
  if ((type !== "group" && type !== "user") || scope.id === null) return fail("grant.scope_unknown");
  const [standing] = await db.query(standingOf(organizationId, { type, id: scope.id }));
  if (standing === undefined) fail("grant.scope_unknown");
}

export type Given = { roleId: string | null; scope: ScopeRef };

/** What is to be given, and where that then is: nobody gives what they do not hold, or alone what two have to give. */
export async function checkGift(
  db: Reader,
  caller: Caller,
  what: { role?: string | undefined; permission?: Permission | undefined },
  scope: ScopeRef,
  approved = false,
): Promise<Given> {
  const over = scope.kind === "platform" ? "platform" : "organization";
  if (what.role === undefined) {
    const names = what.permission === undefined ? [] : [what.permission];
    // What reaches over organizations is worth nothing at a smaller scope, so it is not given there.
    const useless = over === "organization" && names.some(isPlatformOnly);
    if (useless || !isWithinReach(caller, names, over)) fail("role.above_you");
    if (!approved) await refuseUnapproved(db, [], names);
    return { roleId: null, scope };
  }
  if (scope.kind === "organization") {
    const [gift] = await rolesToGive(db, caller, [what.role], approved);
    if (gift === undefined) return fail("role.unknown");
    return { roleId: gift.uuid, scope: { ...scope, kind: gift.scope } };
  }
  const [role] = await db.query(roleBySlug(what.role));
  if (role === undefined) return fail("role.unknown");
  if (!isWithinReach(caller, role.permissions, over)) fail("role.above_you");
  if (!approved) await refuseUnapproved(db, [role.uuid]);
  return { roleId: role.uuid, scope };
}
