import { statement } from "#kernel/db/statement";
import { flag, integer, text } from "#kernel/db/values";

export type GroupStep = { readonly id: string; readonly name: string };
/** The groups from the one that a person is in up to one above it, by the shortest way. */
export const groupsBetween = statement<[organization: string, person: string, group: string], GroupStep>(
  `select g.id, g.name
   from (select m.group_id from group_members m
         join group_closure c on c.organization_id = m.organization_id and c.descendant_id = m.group_id and c.ancestor_id = $3
         where m.organization_id = $1 and m.user_id = $2 order by c.depth, m.group_id limit 1) member
   join group_closure up on up.organization_id = $1 and up.descendant_id = member.group_id
   join group_closure rest on rest.organization_id = $1 and rest.descendant_id = up.ancestor_id and rest.ancestor_id = $3
   join groups g on g.organization_id = $1 and g.id = up.ancestor_id
   order by up.depth`,
  (row) => ({ id: text(row, 0), name: text(row, 1) }),
);
/** The groups from one up to one above it. */
export const groupsUpTo = statement<[organization: string, from: string, to: string], GroupStep>(
  `select g.id, g.name from group_closure up
   join group_closure rest on rest.organization_id = $1 and rest.descendant_id = up.ancestor_id and rest.ancestor_id = $3
   join groups g on g.organization_id = $1 and g.id = up.ancestor_id
   where up.organization_id = $1 and up.descendant_id = $2 order by up.depth`,
  (row) => ({ id: text(row, 0), name: text(row, 1) }),
);

export type RoleStep = { readonly id: string; readonly slug: string; readonly itself: boolean };
/** A role and all that it inherits, with whether each itself holds a permission. */
export const rolesAround = statement<[role: string, permission: string], RoleStep>(
  `select r.id, r.slug, exists (select 1 from role_allows($1) a where a.via = r.id and a.permission = $2)
   from (select $1::uuid as id union select ancestor_id from role_closure where role_id = $1) reached
   join roles r on r.id = reached.id`,
  (row) => ({ id: text(row, 0), slug: text(row, 1), itself: flag(row, 2) }),
);
export const edgesAround = statement<[role: string], { role: string; parent: string }>(
  `select rp.role_id, rp.parent_id from role_parents rp
   where rp.role_id = $1 or rp.role_id in (select ancestor_id from role_closure where role_id = $1)`,
  (row) => ({ role: text(row, 0), parent: text(row, 1) }),
);

/** Roles that would allow it, those that allow the least first. */
export const rolesThatWould = statement<
  [organization: string, permission: string],
  { slug: string; name: string; allows: number }
>(
  `select r.slug, r.name, count(distinct a.permission)
   from roles_allowing($1, $2) allowing join roles r on r.id = allowing cross join lateral role_allows(r.id) a
   group by r.id order by count(distinct a.permission), r.slug limit 5`,
  (row) => ({ slug: text(row, 0), name: text(row, 1), allows: integer(row, 2) }),
);
