import { platformOnly } from "@atrium/contracts";
import type { Caller } from "#kernel/caller";
import type { Reader } from "#kernel/db/reader";
import { statement } from "#kernel/db/statement";
import { flag, text, textArray } from "#kernel/db/values";
import { fail } from "#kernel/operation";
import { permissionSet } from "#kernel/permission-set";
import { wantsApproval } from "#modules/roles";

/**
 * What being in these groups allows, now or later: their own grants and those of every group above. A right at one
 * thing alone counts like one everywhere, so that a ceiling errs on the strict side.
 */
const rightsOfGroups = statement<[readonly string[], string], { permission: string; platform: boolean }>(
  `select distinct allowed.permission, g.scope = 'platform'
   from (select distinct c.ancestor_id as id from group_closure c where c.descendant_id = any($1::uuid[])
         union select unnest($1::uuid[])) held
   join grants g on g.subject_id = held.id and g.subject_type = 'group'
   cross join lateral (
     select g.permission where g.permission is not null
     union all select r.permission from role_allows(g.role_id) r where g.role_id is not null
   ) allowed
   where g.valid_until is null or g.valid_until > $2`,
  (row) => ({ permission: text(row, 0), platform: flag(row, 1) }),
);

/** Whether one of these groups gives its members a right that the caller does not hold. */
export async function areAbove(
  db: Reader,
  caller: Caller,
  groupIds: readonly string[],
  now: Date,
): Promise<boolean> {
  if (groupIds.length === 0) return false;
  const rights = await db.query(rightsOfGroups(groupIds, now.toISOString()));
  const inside = rights.filter(({ permission }) => !platformOnly.some((other) => other === permission));
  const platform = rights.filter((right) => right.platform);
  return !(
    caller.permissions.covers(permissionSet(inside.map(({ permission }) => permission))) &&
    caller.platformPermissions.covers(permissionSet(platform.map(({ permission }) => permission)))
  );
}

/** Nobody decides who is in a group, or below what it lies, that holds rights beyond their own. */
export async function refuseAbove(
  db: Reader,
  caller: Caller,
  groupIds: readonly string[],
  now: Date,
): Promise<void> {
  if (await areAbove(db, caller, groupIds, now)) fail("group.above_you");
}

const givenByGroups = statement<[readonly string[], string], { roles: string[]; permissions: string[] }>(
  `select coalesce(array_agg(distinct g.role_id) filter (where g.role_id is not null), '{}'),
     coalesce(array_agg(distinct g.permission) filter (where g.permission is not null), '{}')
   from (select distinct c.ancestor_id as id from group_closure c where c.descendant_id = any($1::uuid[])
         union select unnest($1::uuid[])) held
   join grants g on g.subject_id = held.id and g.subject_type = 'group'
   where g.valid_until is null or g.valid_until > $2`,
  (row) => ({ roles: textArray(row, 0), permissions: textArray(row, 1) }),
);

/** Whether being in one of these groups gives what nobody gives alone. */
export async function wantApproval(db: Reader, groupIds: readonly string[], now: Date): Promise<boolean> {
  if (groupIds.length === 0) return false;
  const [given] = await db.query(givenByGroups(groupIds, now.toISOString()));
  if (given === undefined || given.roles.length + given.permissions.length === 0) return false;
  return (await wantsApproval(db, given.roles, given.permissions)).length > 0;
}

/** Putting somebody into such a group, by hand, by a rule or with their own group, is giving what it holds. */
export async function refuseUnapproved(db: Reader, groupIds: readonly string[], now: Date): Promise<void> {
  if (await wantApproval(db, groupIds, now)) {
    fail("group.needs_approval", { extra: { operation: "accessRequests.create" } });
  }
}
