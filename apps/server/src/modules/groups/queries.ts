import { formatId, type Group } from "@atrium/contracts";
import { command, statement, type RawRow } from "#kernel/db/statement";
import { flag, integer, json, text, textOrNull, time, timeOrNull } from "#kernel/db/values";
import type { ListSpec } from "#kernel/list";

export type GroupRow = Group & { uuid: string; parentUuid: string | null };
export type Above = { id: string; slug: string; name: string };

/** The longest way up is the one to the outermost group. */
const depth = `(select coalesce(max(c.depth), 0) from group_closure c
  where c.organization_id = groups.organization_id and c.descendant_id = groups.id)`;
const children = `(select count(*) from groups b
  where b.organization_id = groups.organization_id and b.parent_id = groups.id and b.deleted_at is null)`;
const members = `(select coalesce(sum(s.members), 0) from group_sizes s
  where s.organization_id = groups.organization_id and s.group_id = groups.id)`;
const membersWithin = `(select coalesce(sum(s.members), 0) from group_closure below
  join group_sizes s on s.organization_id = below.organization_id and s.group_id = below.descendant_id
  where below.organization_id = groups.organization_id and below.ancestor_id = groups.id)`;

const columns = [
  "groups.id", "groups.parent_id", "groups.kind", "groups.slug", "groups.name", "groups.description", "groups.rule",
  depth, children, members, membersWithin, "groups.created_at", "groups.updated_at", "groups.deleted_at", "groups.version",
] as const; // prettier-ignore
const all = columns.join(", ");

function read(row: RawRow): GroupRow {
  const parentUuid = textOrNull(row, 1);
  return {
    uuid: text(row, 0),
    id: formatId("group", text(row, 0)),
    parentUuid,
    parentId: parentUuid === null ? null : formatId("group", parentUuid),
    kind: text(row, 2) === "team" ? "team" : "group",
    slug: text(row, 3),
    name: text(row, 4),
    description: textOrNull(row, 5),
    rule: textOrNull(row, 6),
    depth: integer(row, 7),
    children: integer(row, 8),
    members: integer(row, 9),
    membersWithin: integer(row, 10),
    createdAt: time(row, 11),
    updatedAt: time(row, 12),
    deletedAt: timeOrNull(row, 13),
    version: integer(row, 14),
  };
}

export const groupList: ListSpec<GroupRow> = {
  name: "groups",
  from: "groups",
  columns,
  idColumn: "groups.id",
  sorts: {
    name: { sql: "groups.name_key", cast: "text" },
    createdAt: { sql: "groups.created_at", cast: "timestamptz" },
    updatedAt: { sql: "groups.updated_at", cast: "timestamptz" },
  },
  read,
};

export const countBound = 10_000;
export const countGroups = (where: string): string =>
  `select count(*) from (select 1 from groups where ${where} limit ${countBound + 1}) as counted`;

export const findGroup = statement<[string], GroupRow>(`select ${all} from groups where id = $1`, read);
/** The row for a change: nobody else changes it until the transaction ends. */
export const lockGroup = statement<[string], GroupRow>(
  `select ${all} from groups where id = $1 for no key update`,
  read,
);

type StoredAbove = { id: string; slug: string; name: string };
const shownAbove = (stored: readonly StoredAbove[]): Above[] =>
  stored.map(({ id, slug, name }) => ({ id: formatId("group", id), slug, name }));
const pathOf = (group: string): string => `(
  select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'slug', a.slug, 'name', a.name) order by c.depth desc), '[]')
  from group_closure c join groups a on a.organization_id = c.organization_id and a.id = c.ancestor_id
  where c.organization_id = ${group}.organization_id and c.descendant_id = ${group}.id and c.depth > 0)`;

/** The groups above one, from the outermost on. */
export const groupsAbove = statement<[string], Above[]>(
  `select ${pathOf("groups")} from groups where id = $1`,
  (row) => shownAbove(json<StoredAbove[]>(row, 0)),
);

type WrittenGroup = {
  id: string; parentId: string | null; kind: string; slug: string; name: string; nameKey: string;
  description: string | null; rule: string | null; now: string; by: string | null;
}; // prettier-ignore
const insert = statement<
  [
    string, string | null, string, string, string, string, string | null, string | null, string, string | null,
  ],
  string
>(
  `insert into groups (organization_id, id, parent_id, kind, slug, name, name_key, description, rule,
     created_at, created_by, updated_at, updated_by)
   values (current_organization(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $9, $10) returning id`,
  (row) => text(row, 0),
); // prettier-ignore
export const insertGroup = (group: WrittenGroup) =>
  insert(
    group.id, group.parentId, group.kind, group.slug, group.name, group.nameKey, group.description, group.rule,
    group.now, group.by,
  ); // prettier-ignore

/** A rule that changed is held against everybody again. */
export const updateGroupRow = statement<
  [string, string, string, string, string | null, string | null, string, string | null],
  GroupRow
>(
  `update groups set kind = $2, name = $3, name_key = $4, description = $5, rule = $6,
     rule_checked_at = case when rule is not distinct from $6 then rule_checked_at end,
     updated_at = $7, updated_by = $8, version = version + 1
   where id = $1 returning ${all}`,
  read,
);

export const placeGroup = command<[string, string | null, string, string | null]>(
  `update groups set parent_id = $2, updated_at = $3, updated_by = $4, version = version + 1 where id = $1`,
);
/** What lay right below one group comes to lie below another. */
export const rehang = command<[string, string | null, string, string | null]>(
  `update groups set parent_id = $2, updated_at = $3, updated_by = $4, version = version + 1
   where parent_id = $1 and deleted_at is null`,
);
export const markDeleted = command<[string, string, string | null]>(
  `update groups set deleted_at = $2, updated_at = $2, updated_by = $3, version = version + 1 where id = $1`,
);
export const markRestored = command<[string, string | null, string, string | null]>(
  `update groups set deleted_at = null, parent_id = $2, rule_checked_at = null, updated_at = $3, updated_by = $4,
     version = version + 1
   where id = $1`,
);
export const isAlive = statement<[string], boolean>(
  "select exists (select 1 from groups where id = $1 and deleted_at is null)",
  (row) => flag(row, 0),
);
export const isBelow = statement<[ancestor: string, descendant: string], boolean>(
  "select exists (select 1 from group_closure where ancestor_id = $1 and descendant_id = $2)",
  (row) => flag(row, 0),
);

/** Slugs that begin like this one, to find one that is free. */
export const slugsLike = statement<[string], string>(
  `select slug from groups where deleted_at is null and (slug = $1 or (slug >= $1 || '-' and slug < $1 || '.'))`,
  (row) => text(row, 0),
);

/** For all organizations at once, so the system runs it: with its grants, a group that nobody brought back in time. */
export const purgeGroups = statement<[string], string>(
  `with gone as (
     select organization_id, id from groups g where deleted_at < $1
       and not exists (select 1 from groups b where b.organization_id = g.organization_id and b.parent_id = g.id)
     limit 200
   ), given as (
     delete from grants g using gone
     where g.organization_id = gone.organization_id and g.subject_type = 'group' and g.subject_id = gone.id
   ) delete from groups g using gone where g.organization_id = gone.organization_id and g.id = gone.id returning g.id`,
  (row) => text(row, 0),
);

export const groupsOfUser = statement<
  [string],
  {
    id: string; slug: string; name: string; kind: "group" | "team"; path: Above[]; byHand: boolean; byRule: boolean;
    addedAt: string; addedBy: string | null;
  }
>(
  `select g.id, g.slug, g.name, g.kind, ${pathOf("g")}, m.by_hand, m.by_rule, m.added_at, m.added_by
   from group_members m join groups g on g.organization_id = m.organization_id and g.id = m.group_id
   where m.user_id = $1 and g.deleted_at is null order by g.name_key, g.id`,
  (row) => {
    const addedBy = textOrNull(row, 8);
    return {
      id: formatId("group", text(row, 0)),
      slug: text(row, 1),
      name: text(row, 2),
      kind: text(row, 3) === "team" ? "team" : "group",
      path: shownAbove(json<StoredAbove[]>(row, 4)),
      byHand: flag(row, 5),
      byRule: flag(row, 6),
      addedAt: time(row, 7),
      addedBy: addedBy === null ? null : formatId("user", addedBy),
    };
  },
); // prettier-ignore
