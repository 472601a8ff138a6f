import { statement } from "#kernel/db/statement";
import { text, textArray, textOrNull } from "#kernel/db/values";
import type { BookRole } from "./role-book.ts";
import type { Membership, Over } from "./simulate-moves.ts";

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

/** Which of these people count as which of these groups. */
export const groupsAmong = statement<
  [organization: string, people: readonly string[], groups: readonly string[]],
  { person: string; group: string }
>(
  `select p.id, held from unnest($2::uuid[]) as p (id) cross join lateral groups_of($1, p.id) held
   where held = any ($3::uuid[])`,
  (row) => ({ person: text(row, 0), group: text(row, 1) }),
);

/** The groups that people are in themselves, each with what it counts as. */
export const membershipsOf = statement<[organization: string, people: readonly string[]], Membership>(
  `select m.user_id, m.group_id, above from group_members m cross join lateral groups_above($1, m.group_id) above
   where m.organization_id = $1 and m.user_id = any ($2::uuid[])`,
  (row) => ({ person: text(row, 0), group: text(row, 1), above: text(row, 2) }),
);
export const groupsOver = statement<[organization: string, groups: readonly string[]], Over>(
  `select g.id, above from unnest($2::uuid[]) as g (id) cross join lateral groups_above($1, g.id) above`,
  (row) => ({ group: text(row, 0), above: text(row, 1) }),
);
