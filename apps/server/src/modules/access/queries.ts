import { statement } from "#kernel/db/statement";
import { flag, text } from "#kernel/db/values";

/** What roles that are no system roles allow, by their slugs. */
export const permissionsOfRoles = statement<[organization: string | null, slugs: readonly string[]], string>(
  `select distinct a.permission from roles r cross join lateral role_allows(r.id) a
   where r.slug = any ($2)
     and (r.template or r.organization_id = coalesce($1::uuid, (select current_organization())))`,
  (row) => text(row, 0),
);

/** A permission that reaches somebody by any grant, whenever it begins. */
export type HeldPermission = { readonly permission: string; readonly overPlatform: boolean };

const everHeldAt = <P extends readonly string[]>(organization: string, subject: string) =>
  statement<P, HeldPermission>(
    `select held.permission, held.over_platform from ever_held(${organization}, ${subject}) held`,
    (row) => ({ permission: text(row, 0), overPlatform: flag(row, 1) }),
  );
/** Bound to the reader's organization. */
export const everHeld = everHeldAt<[person: string]>("(select current_organization())", "$1");
export const everHeldIn = everHeldAt<[organization: string, person: string]>("$1", "$2");
