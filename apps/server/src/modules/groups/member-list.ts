import { formatId, type GroupMember, type memberReaches } from "@atrium/contracts";
import { statement, type RawRow } from "#kernel/db/statement";
import { flag, integer, json, text, textOrNull, time } from "#kernel/db/values";
import type { ListSpec } from "#kernel/list";

type Reach = (typeof memberReaches)[number];
type StoredGroup = { id: string; slug: string; name: string };

function read(row: RawRow): GroupMember {
  const addedBy = textOrNull(row, 9);
  const through = row[10] === null ? null : json<StoredGroup>(row, 10);
  return {
    userId: formatId("user", text(row, 0)),
    displayName: text(row, 1),
    email: text(row, 2),
    avatar: textOrNull(row, 3),
    title: textOrNull(row, 4),
    // The column's check constraint lists the same states.
    status: text(row, 5) as GroupMember["status"],
    byHand: flag(row, 6),
    byRule: flag(row, 7),
    addedAt: time(row, 8),
    addedBy: addedBy === null ? null : formatId("user", addedBy),
    through: through === null ? null : { ...through, id: formatId("group", through.id) },
  };
}

const columns = [
  "users.id", "users.display_name", "users.email", "users.avatar", "users.title", "users.status", "belongs.by_hand",
  "belongs.by_rule", "belongs.added_at", "belongs.added_by",
] as const; // prettier-ignore
const through = `(select jsonb_build_object('id', g.id, 'slug', g.slug, 'name', g.name) from groups g
  where g.organization_id = users.organization_id and g.id = belongs.in_group and belongs.depth > 0)`;

const place = `m.user_id, m.by_hand, m.by_rule, m.added_at, m.added_by, m.group_id as in_group, c.depth`;
const nearest = `c.depth, m.added_at, m.group_id`;

/** Up to so many places, whoever is in them is gathered first; beyond, people are walked by name until a page is full. */
export const gathered = 5000;

function fromReach(groupAt: string, places: number): string {
  const within = `c.organization_id = m.organization_id and c.descendant_id = m.group_id and c.ancestor_id = ${groupAt}`;
  return places <= gathered
    ? `(select distinct on (m.user_id) ${place} from group_closure c join group_members m on ${within}
         order by m.user_id, ${nearest}) belongs
       join users on users.organization_id = (select current_organization()) and users.id = belongs.user_id`
    : `users join lateral (select ${place} from group_members m join group_closure c on ${within}
         where m.organization_id = users.organization_id and m.user_id = users.id
         order by ${nearest} limit 1) belongs on true`;
}

/** The people of a group, which stands at a parameter, or whom its roles reach. */
export function memberList(
  groupAt: string,
  { reach, places }: { reach: Reach; places: number },
): { spec: ListSpec<GroupMember>; where: string } {
  const own = reach === "own";
  return {
    spec: {
      name: "group members",
      from: own
        ? `group_members belongs
           join users on users.organization_id = belongs.organization_id and users.id = belongs.user_id`
        : fromReach(groupAt, places),
      columns: [...columns, own ? "null" : through],
      idColumn: "users.id",
      sorts: {
        name: { sql: "users.name_key", cast: "text" },
        ...(own && { addedAt: { sql: "belongs.added_at", cast: "timestamptz" } as const }),
      },
      read,
    },
    where: { own: `belongs.group_id = ${groupAt}`, below: "belongs.depth > 0", all: "true" }[reach],
  };
}

export const countBound = 10_000;
export const countMembers = (from: string, where: string): string =>
  `select count(*) from (select 1 from ${from} where ${where} limit ${countBound + 1}) as counted`;

/** Places looked at to count who has one: enough to pass the bound where hardly anybody has two. */
const looked = 11_000;

/** Counts people by so many of their places; walking everybody by name for it would take as long as there are people. */
export const countReached = {
  all: countPlaces("true"),
  below: countPlaces(`c.depth > 0 and not exists (select 1 from group_members o
    where o.organization_id = m.organization_id and o.user_id = m.user_id and o.group_id = $1)`),
} as const;

function countPlaces(condition: string) {
  return statement<[string], { people: number; whole: boolean }>(
    `select count(distinct taken.user_id) filter (where u.deleted_at is null), count(*) <= ${looked}
     from (select m.organization_id, m.user_id from group_closure c join group_members m
             on m.organization_id = c.organization_id and m.group_id = c.descendant_id
           where c.ancestor_id = $1 and ${condition} limit ${looked + 1}) taken
     join users u on u.organization_id = taken.organization_id and u.id = taken.user_id`,
    (row) => ({ people: integer(row, 0), whole: flag(row, 1) }),
  );
}

/** How many places there are in a group and in all below it; nothing where it is gone. */
export const placesOf = statement<[string], { own: number; within: number }>(
  `select coalesce(sum(s.members) filter (where c.depth = 0), 0), coalesce(sum(s.members), 0)
   from group_closure c left join group_sizes s
     on s.organization_id = c.organization_id and s.group_id = c.descendant_id
   where c.ancestor_id = $1 having count(*) > 0`,
  (row) => ({ own: integer(row, 0), within: integer(row, 1) }),
);
