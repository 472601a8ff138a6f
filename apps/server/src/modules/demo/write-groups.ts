import { foldText } from "@atrium/filter";
import type { ClientBase } from "pg";
import { eventFieldsOf, type Story } from "./story.ts";
import { plannedGroups } from "./planned-groups.ts";
import { createRandom } from "./random.ts";
import { uuidAt } from "./uuid-at.ts";
import { isoTime } from "./write-people.ts";

/** The groups of a company, by slug. */
export type GroupIds = ReadonlyMap<string, string>;

/** The tree of departments and their teams. What is there already stays; it is answered with the rest. */
async function makeGroups(client: ClientBase, story: Story): Promise<GroupIds> {
  const { organization, run, begin } = story;
  const random = createRandom(run.seed, organization.company.slug, "groups");
  const { rows: held } = await client.query<{ department: string }>(
    `select department from users where organization_id = $1 and department is not null
     group by department order by count(*) desc, department`,
    [organization.id],
  );
  const { rows: there } = await client.query<{ slug: string; id: string }>(
    "select slug, id from groups where organization_id = $1 and deleted_at is null",
    [organization.id],
  );
  const ids = new Map(there.map(({ slug, id }) => [slug, id]));
  const by = organization.owner?.id ?? null;
  for (const [n, group] of plannedGroups(held.map(({ department }) => department)).entries()) {
    if (ids.has(group.slug)) continue;
    const at = Math.floor(begin + n * 60_000);
    const id = uuidAt(at, random);
    const parentId = group.above === null ? null : (ids.get(group.above) ?? null);
    const { slug, name, kind, description, rule } = group;
    await client.query(
      `insert into groups (organization_id, id, parent_id, kind, slug, name, name_key, description, rule,
         rule_checked_at, rule_swept_at, created_at, created_by, updated_at, updated_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11, $12, $11, $12)`,
      [
        organization.id, id, parentId, kind, slug, name, foldText(name), description, rule,
        rule === null ? null : isoTime(run.now), isoTime(at), by,
      ],
    ); // prettier-ignore
    ids.set(slug, id);
    const changes = eventFieldsOf({ name, kind, slug, description, rule });
    story.tell(at, { name: "group.created", target: { type: "group", id, name }, changes });
  }
  return ids;
}

/**
 * Everybody's groups in one statement: heads in the group of their department, all others evenly in its teams. In the
 * order of the table's key, so that its index grows at its end.
 */
async function fillDepartments(client: ClientBase, story: Story, ids: GroupIds): Promise<void> {
  const { organization, begin } = story;
  const planned = plannedGroups([...new Set(await departmentsOf(client, organization.id))]);
  const places = planned.flatMap(({ slug, department, kind }) => {
    const id = ids.get(slug);
    return department === null || id === undefined ? [] : [{ id, department, kind }];
  });
  await client.query(
    `with places as (
       select department, (array_agg(id) filter (where kind = 'group'))[1] as whole,
         array_agg(id order by id) filter (where kind = 'team') as teams
       from jsonb_to_recordset($2) as place (id uuid, department text, kind text) group by department
     ) insert into group_members (organization_id, group_id, user_id, by_hand, by_rule, added_at, added_by)
     select u.organization_id,
       case when u.manager_id = $3 or p.teams is null then p.whole
         else p.teams[1 + (uuid_hash(u.id) & 2147483647) % cardinality(p.teams)] end,
       u.id, true, false, greatest(u.created_at, $4::timestamptz), u.created_by
     from users u join places p on p.department = u.department
     where u.organization_id = $1 and u.deleted_at is null order by u.id
     on conflict do nothing`,
    [organization.id, JSON.stringify(places), organization.owner?.id ?? null, isoTime(begin)],
  );
}

async function departmentsOf(client: ClientBase, organizationId: string): Promise<string[]> {
  const { rows } = await client.query<{ department: string }>(
    "select distinct department from users where organization_id = $1 and department is not null",
    [organizationId],
  );
  return rows.map(({ department }) => department);
}

/** Who belongs to the groups across departments; those with a rule hold whom the rule finds. */
async function fillAcross(client: ClientBase, { organization, begin }: Story, ids: GroupIds): Promise<void> {
  const byRule = "false, true";
  const owner = organization.owner?.id ?? null;
  const groups = [
    { slug: "leadership", how: "true, false", who: "(u.id = $4 or u.manager_id = $4)" },
    { slug: "first-aiders", how: byRule, who: "u.tags @> '{first-aider}' and u.status = 'active' and $4::uuid is not null" },
    { slug: "contractors", how: byRule, who: "u.tags @> '{contractor}' and $4::uuid is not null" },
  ]; // prettier-ignore
  for (const { slug, how, who } of groups) {
    const id = ids.get(slug);
    if (id === undefined || owner === null) continue;
    await client.query(
      `insert into group_members (organization_id, group_id, user_id, by_hand, by_rule, added_at)
       select u.organization_id, $2, u.id, ${how}, greatest(u.created_at, $3::timestamptz)
       from users u where u.organization_id = $1 and u.deleted_at is null and ${who} order by u.id
       on conflict do nothing`,
      [organization.id, id, isoTime(begin), owner],
    );
  }
}

/** Gives a company its groups and everybody in it a place in them. Belongs into a transaction. */
export async function writeGroups(client: ClientBase, story: Story): Promise<GroupIds> {
  const ids = await makeGroups(client, story);
  await fillDepartments(client, story, ids);
  await fillAcross(client, story, ids);
  return ids;
}
