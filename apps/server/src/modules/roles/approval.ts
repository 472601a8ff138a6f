import type { Reader } from "#kernel/db/reader";
import { statement } from "#kernel/db/statement";
import { flag, text } from "#kernel/db/values";
import { fail } from "#kernel/operation";

/**
 * The rules that ask two persons for something. A role stands for every role that inherits it and for whatever allows
 * as much as it does, so that a copy of it is no way around.
 */
const reached = (role: string, allowed: string): string =>
  `select a.id, coalesce(r.slug, a.permission) from approval_rules a left join roles r on r.id = a.role_id
   where a.organization_id = (select current_organization()) and a.operation is null
     and (a.permission in (${allowed})
       or a.role_id in (${role})
       or exists (select 1 from role_closure c where c.role_id in (${role}) and c.ancestor_id = a.role_id)
       or (exists (select 1 from role_allows(a.role_id))
         and not exists (select 1 from role_allows(a.role_id) p where p.permission not in (${allowed}))))
   order by 2`;

const rulesReached = statement<[roles: readonly string[], permissions: readonly string[]], string>(
  reached(
    "select unnest($1::uuid[])",
    "select unnest($2::text[]) union select p.permission from unnest($1::uuid[]) as o (id) cross join role_allows(o.id) p",
  ),
  (row) => text(row, 1),
);

/** Most organizations have none, which is quickly told. */
export const anyRules = statement<[], boolean>(
  "select exists (select 1 from approval_rules where organization_id = (select current_organization()) and operation is null)",
  (row) => flag(row, 0),
);

/** What of this nobody gives alone: the slugs of roles and the names of permissions. */
export async function wantsApproval(
  db: Reader,
  roleIds: readonly string[],
  permissions: readonly string[] = [],
): Promise<string[]> {
  const [any] = await db.query(anyRules());
  return any === true ? db.query(rulesReached(roleIds, permissions)) : [];
}

export async function refuseUnapproved(
  db: Reader,
  roleIds: readonly string[],
  permissions: readonly string[] = [],
): Promise<void> {
  const guarded = await wantsApproval(db, roleIds, permissions);
  if (guarded.length > 0)
    fail("role.needs_approval", { extra: { operation: "accessRequests.create", guarded } });
}

/** Of each role that holds or inherits one, and is held by somebody, which rules it comes under. */
export const rulesOverHeld = statement<[role: string], string>(
  `select concat_ws(' ', held.id, rule.id) from (
     select reached.id from (
       select $1::uuid as id union all select role_id from role_closure where ancestor_id = $1
     ) reached
     where exists (select 1 from grants g where g.role_id = reached.id)
   ) held cross join lateral (
     ${reached("select held.id", "select p.permission from role_allows(held.id) p")}
   ) rule`,
  (row) => text(row, 0),
);

/** What roles give nobody alone, by slug. */
const guardedRoles = statement<[slugs: readonly string[]], string>(
  `select wanted.slug from roles wanted where wanted.slug = any ($1) and exists (
     ${reached("select wanted.id", "select p.permission from role_allows(wanted.id) p")}
   )`,
  (row) => text(row, 0),
);

/** Those of the roles that may be given without a second person; for what gives roles by itself, as a sign-in does. */
export async function freelyGiven(db: Reader, slugs: readonly string[]): Promise<string[]> {
  if (slugs.length === 0) return [];
  const guarded = await db.query(guardedRoles(slugs));
  return slugs.filter((slug) => !guarded.includes(slug));
}
