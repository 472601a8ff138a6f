import { formatId, showScope, showSubject, type ScopeRef, type SubjectType } from "@atrium/contracts";
import { statement } from "#kernel/db/statement";
import { integer, integerOrNull, text, textArray, textOrNull, time, timeOrNull } from "#kernel/db/values";

/** A value and not a join, so that a million grants to people are not gone through for a few service accounts. */
const holdsOne = (role: string): string => `(select g.id from grants g
  where g.organization_id = s.organization_id and g.subject_id = s.id and ${role} limit 1) is not null`;

export const countBound = 10_000;
export type Touched = { people: number; peopleAtLeast: boolean; others: number; roles: string[] };
/**
 * Whom a change of a role touches: whoever holds it or a role that inherits it, and the people of groups that do.
 * Looks at no more than the bound of each, however many there are; service accounts are few and looked at from their side.
 * The order is that of the index: without it the planner goes through all grants for a role that nobody holds.
 */
export const touchedBy = statement<[role: string], Touched>(
  `with reached as materialized (select $1::uuid as id union all select role_id from role_closure where ancestor_id = $1),
     holding as materialized (
       select distinct g.organization_id, g.subject_id from reached join grants g on g.role_id = reached.id
       where g.subject_type = 'group'
     ),
     people as (
       select held.id from reached cross join lateral (
         select g.subject_id as id from grants g where g.role_id = reached.id and g.subject_type = 'user'
         order by g.subject_id limit ${countBound + 1}
       ) held
       union
       select held.id from (
         select distinct h.organization_id, below from holding h
         cross join lateral groups_below(h.organization_id, h.subject_id) below
       ) b cross join lateral (
         select member as id from people_of_group(b.organization_id, b.below) member limit ${countBound + 1}
       ) held
     )
   select (select count(*) from (select 1 from people limit ${countBound + 1}) counted),
     (select count(*) from holding) + (select count(*) from service_accounts s where ${holdsOne("g.role_id in (select id from reached)")}),
     array(select r.slug from role_closure c join roles r on r.id = c.role_id where c.ancestor_id = $1
       union select slug from roles where template_id = $1 order by 1 limit 100)`,
  (row) => {
    const people = integer(row, 0);
    return {
      people: Math.min(people, countBound),
      peopleAtLeast: people > countBound,
      others: integer(row, 1),
      roles: textArray(row, 2),
    };
  },
);

const listBound = 1000;
export type Details = { people: number; peopleAtLeast: boolean; others: number; allows: string[] };
/** To whom roles were given, and all that they allow. */
export const detailsOf = statement<[slugs: readonly string[]], Details & { slug: string }>(
  `select r.slug, array(select distinct a.permission from role_allows(r.id) a),
     (select count(*) from (
       select 1 from grants g where g.organization_id = (select current_organization()) and g.role_id = r.id
         and g.subject_type = 'user'
         order by g.subject_id limit ${listBound + 1}) people),
     (select count(distinct g.subject_id) from grants g where g.organization_id = (select current_organization())
        and g.role_id = r.id and g.subject_type = 'group')
     + (select count(*) from service_accounts s where ${holdsOne("g.role_id = r.id")})
   from roles r where r.slug = any($1)`,
  (row) => {
    const people = integer(row, 2);
    return {
      slug: text(row, 0),
      allows: textArray(row, 1),
      people: Math.min(people, listBound),
      peopleAtLeast: people > listBound,
      others: integer(row, 3),
    };
  },
);

/** Where a page of holders begins: groups come first, then service accounts, then people. */
export type HolderPlace = { readonly rank: number; readonly subject: string; readonly grant: string };
export type Holder = ReturnType<typeof readHolder>;

const columns = `g.id, g.subject_type, g.subject_id, reached.slug, g.scope, g.scope_type, g.scope_id, g.valid_from,
  g.valid_until, g.reason, g.source, g.created_at`;
const behind = (rank: number): string => `g.organization_id = (select current_organization())
  and g.subject_id >= (select case when $2 = ${rank} then $3::uuid else '00000000-0000-0000-0000-000000000000' end)
  and (${rank}, g.subject_id, g.id) > ($2::integer, $3::uuid, $4::uuid)`;
const some = (rank: number, type: SubjectType): string =>
  `(select ${rank} as rank, held.* from reached cross join lateral (
     select ${columns} from grants g where g.role_id = reached.id and g.subject_type = '${type}' and ${behind(rank)}
     order by g.subject_id, g.id limit $5) held)`;

function readHolder(row: readonly (string | null)[]) {
  const kind = text(row, 2) as SubjectType;
  const at = { kind: text(row, 5) as ScopeRef["kind"], type: textOrNull(row, 6), id: textOrNull(row, 7) };
  return {
    place: { rank: integer(row, 0), subject: text(row, 3), grant: text(row, 1) } satisfies HolderPlace,
    grant: formatId("grant", text(row, 1)),
    kind,
    subject: showSubject({ type: kind, id: text(row, 3) }),
    role: text(row, 4),
    scope: showScope(at),
    validFrom: timeOrNull(row, 8),
    validUntil: timeOrNull(row, 9),
    reason: textOrNull(row, 10),
    source: text(row, 11),
    createdAt: time(row, 12),
    name: textOrNull(row, 13),
    people: integerOrNull(row, 14),
  };
}

/** Grants of a role and of those that inherit it, a page straight from the index, however many hold it. */
export const holdersOf = statement<
  [role: string, rank: number, subject: string, grant: string, limit: number],
  Holder
>(
  `with reached as materialized (
     select r.id, r.slug from roles r
     where r.id = $1 or r.id in (select role_id from role_closure where ancestor_id = $1)
   ),
   page as materialized (
     select * from (${some(0, "group")} union all
       (select 1 as rank, ${columns} from service_accounts s
        join grants g on g.organization_id = s.organization_id and g.subject_id = s.id
        join reached on reached.id = g.role_id where ${behind(1)} order by g.subject_id, g.id limit $5)
       union all ${some(2, "user")}) found
     order by rank, subject_id, id limit $5
   )
   select p.rank, p.id, p.subject_type, p.subject_id, p.slug, p.scope, p.scope_type, p.scope_id, p.valid_from,
     p.valid_until, p.reason, p.source, p.created_at, coalesce(u.display_name, t.name, s.name),
     case when p.rank = 0 then (select count(*) from (
       select distinct member from groups_below((select current_organization()), p.subject_id) below
       cross join lateral people_of_group((select current_organization()), below) member limit ${listBound + 1}) members) end
   from page p
   left join users u on p.rank = 2 and u.organization_id = (select current_organization()) and u.id = p.subject_id
   left join groups t on p.rank = 0 and t.organization_id = (select current_organization()) and t.id = p.subject_id
   left join service_accounts s on p.rank = 1 and s.organization_id = (select current_organization()) and s.id = p.subject_id
   order by p.rank, p.subject_id, p.id`,
  readHolder,
);

/** Roles around one, with how many steps lie between: what it inherits, what inherits it, and templates. */
export const rolesAround = statement<[role: string, limit: number], string>(
  `select r.slug from (
     select id, min(steps) as steps from (
       select $1::uuid as id, 0 as steps
       union all select ancestor_id, depth from role_closure where role_id = $1
       union all select role_id, depth from role_closure where ancestor_id = $1
       union all select template_id, 1 from roles where id = $1 and template_id is not null
       union all select id, 1 from roles where template_id = $1
     ) ways group by id
   ) near join roles r on r.id = near.id order by near.steps, r.slug limit $2`,
  (row) => text(row, 0),
);
