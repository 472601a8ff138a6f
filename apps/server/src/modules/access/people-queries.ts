import { statement, type Parameter, type RawRow } from "#kernel/db/statement";
import { integer, text } from "#kernel/db/values";

export type FoundPerson = { readonly uuid: string; readonly displayName: string; readonly email: string };
const readPerson = (row: RawRow): FoundPerson => ({
  uuid: text(row, 0),
  displayName: text(row, 1),
  email: text(row, 2),
});

/**
 * Active people in the order of their ids, from one on. Each role, permission and group brings the first few that it
 * has behind that one, straight from an index; so a role that a million hold costs no more than one that ten hold.
 * $1 is the organization, $2 the id to begin behind, $3 how many.
 */
function idsOf(sources: {
  roles: string;
  permission: string | null;
  groups: string;
  people: string | null;
  grants: string;
}): string {
  // A value and not a join, so that the order of the index is kept and the first few are the only ones looked at.
  const active = (id: string): string =>
    `(select u.status from users u where u.organization_id = $1 and u.id = ${id}) = 'active'`;
  const direct = (held: string): string =>
    `(select g.subject_id as id from grants g
      where g.organization_id = $1 and ${held} and g.subject_type = 'user' and g.subject_id > $2
        and (${sources.grants}) and ${active("g.subject_id")} order by g.subject_id limit $3)`;
  const holding = [`g.role_id in (select id from roles_in)`];
  if (sources.permission !== null) holding.push(`g.permission = ${sources.permission}`);
  const parts = [
    `select held.id from roles_in r cross join lateral ${direct("g.role_id = r.id")} held`,
    ...(sources.permission === null ? [] : [direct(`g.permission = ${sources.permission}`)]),
    `select held.id from (select distinct below as id from groups_in cross join lateral groups_below($1, groups_in.id) below) b
      cross join lateral (select member as id from people_of_group($1, b.id) member
        where member > $2 and ${active("member")} order by member limit $3) held`,
    ...(sources.people === null
      ? []
      : [
          `select id from unnest(${sources.people}) as named (id) where named.id > $2 and ${active("named.id")}`,
        ]),
  ];
  return `with roles_in as materialized (${sources.roles}),
    groups_in as materialized (
      select g.subject_id as id from grants g where g.organization_id = $1 and g.subject_type = 'group'
        and (${holding.join(" or ")}) and (${sources.grants})
      union ${sources.groups}
    )
    , page as (select id from (${parts.join(" union ")}) found order by id limit $3)`;
}
const peopleOf = (sources: Parameters<typeof idsOf>[0]): string =>
  `${idsOf(sources)}
   select u.id, u.display_name, u.email from page join users u on u.organization_id = $1 and u.id = page.id order by u.id`;

const keyOfGrant = `case when g.scope_id is null then g.scope when g.scope_type is null then g.scope || ':' || g.scope_id
  else g.scope || ':' || g.scope_type || ':' || g.scope_id end`;
const running = (moment: string): string =>
  `(g.valid_from is null or g.valid_from <= ${moment}) and (g.valid_until is null or g.valid_until > ${moment})`;

const find = <P extends readonly Parameter[]>(sql: string) => statement<P, FoundPerson>(sql, readPerson);

/** Who holds a permission at one of these scopes. */
export const peopleWho = find<
  [
    organization: string,
    after: string,
    limit: number,
    permission: string,
    chain: readonly string[],
    now: string,
  ]
>(
  peopleOf({
    roles: "select a as id from roles_allowing($1, $4) a",
    permission: "$4",
    groups: "select null::uuid where false",
    people: null,
    grants: `${keyOfGrant} = any ($5) and ${running("$6")}`,
  }),
);

type Touched = [
  organization: string, after: string, limit: number, roles: readonly string[], groups: readonly string[],
  people: readonly string[],
]; // prettier-ignore
const touched = {
  roles: "select id from unnest($4::uuid[]) as named (id)",
  permission: null,
  groups: "select id from unnest($5::uuid[]) as named (id)",
  people: "$6::uuid[]",
  grants: "true",
};
/** Whoever holds one of these roles, is in or below one of these groups, or is named. */
export const peopleTouched = find<Touched>(peopleOf(touched));
/** How many they are, counted up to the limit. */
export const countTouched = statement<Touched, number>(`${idsOf(touched)} select count(*) from page`, (row) =>
  integer(row, 0),
);
