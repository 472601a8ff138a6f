import { statement } from "#kernel/db/statement";
import { text, textArray, textOrNull } from "#kernel/db/values";
import type { BookRole } from "./role-book.ts";

/** Roles by slug, with all that they inherit. */
export const rolesNamed = statement<[slugs: readonly string[]], BookRole>(
  `select r.id, r.slug, r.permissions, r.template_id,
     array(select rp.parent_id from role_parents rp where rp.role_id = r.id)
   from roles r where r.slug = any($1)
     or r.id in (select c.ancestor_id from role_closure c join roles named on named.id = c.role_id where named.slug = any($1))
     or r.id in (select t.template_id from roles t where t.slug = any($1))`,
  (row) => ({
    id: text(row, 0),
    slug: text(row, 1),
    permissions: textArray(row, 2),
    templateId: textOrNull(row, 3),
    parents: textArray(row, 4),
  }),
);

/** These roles and all that inherit them. */
export const inheritorsOf = statement<[roles: readonly string[]], string>(
  `select unnest($1::uuid[]) union select role_id from role_closure where ancestor_id = any($1::uuid[])`,
  (row) => text(row, 0),
);

export type GrantSubject = { readonly id: string; readonly type: string; readonly subject: string };
export const subjectsOfGrants = statement<[grants: readonly string[]], GrantSubject>(
  "select id, subject_type, subject_id from grants where id = any($1::uuid[])",
  (row) => ({ id: text(row, 0), type: text(row, 1), subject: text(row, 2) }),
);

/** Which of these people count as which of these groups. */
export const groupsAmong = statement<
  [organization: string, people: readonly string[], groups: readonly string[]],
  { person: string; group: string }
>(
  `select p.id, held from unnest($2::uuid[]) as p (id) cross join lateral groups_of($1, p.id) held
   where held = any ($3::uuid[])`,
  (row) => ({ person: text(row, 0), group: text(row, 1) }),
);
