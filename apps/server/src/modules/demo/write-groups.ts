import { foldText } from "@atrium/filter";
import type { ClientBase } from "pg";
import { copyRows, type CopyValue } from "./copy.ts";
import type { Person } from "./person.ts";
import { plannedGroups, slugOf } from "./planned-groups.ts";
import { createRandom } from "./random.ts";
import { eventFieldsOf, type Story } from "./story.ts";
import { uuidAt } from "./uuid-at.ts";
import { isoTime } from "./write-people.ts";

/** The groups of a company, by slug. */
export type GroupIds = ReadonlyMap<string, string>;

export async function groupsOf(client: ClientBase, organizationId: string): Promise<Map<string, string>> {
  const { rows } = await client.query<{ slug: string; id: string }>(
    "select slug, id from groups where organization_id = $1 and deleted_at is null",
    [organizationId],
  );
  return new Map(rows.map(({ slug, id }) => [slug, id]));
}

/** The tree of these departments and their teams. What is there already stays; it is answered with the rest. */
export async function makeGroups(
  client: ClientBase,
  story: Story,
  departments: readonly string[],
): Promise<GroupIds> {
  const { organization, run, begin } = story;
  const random = createRandom(run.seed, organization.company.slug, "groups");
  const ids = await groupsOf(client, organization.id);
  const by = organization.owner?.id ?? null;
  for (const [n, group] of plannedGroups(departments).entries()) {
    const at = Math.floor(begin + n * 60_000);
    const id = uuidAt(at, random);
    if (ids.has(group.slug)) continue;
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

type Place = { group: string; byRule: boolean };

/** Where somebody belongs: heads in the group of their department, others evenly in its teams, and who fits a rule there. */
function placesOf(person: Person, ownerId: string | null, teams: ReadonlyMap<string, string[]>): Place[] {
  const { department, managerId, tags, status, id } = person;
  const places: Place[] = [];
  if (department !== null) {
    const some = teams.get(department) ?? [];
    const leads = managerId === ownerId && ownerId !== null;
    const team = some[Number.parseInt(id.slice(-6), 16) % Math.max(1, some.length)];
    places.push({ group: leads || team === undefined ? slugOf(department) : team, byRule: false });
    if (leads) places.push({ group: "leadership", byRule: false });
  }
  if (tags.includes("first-aider") && status === "active")
    places.push({ group: "first-aiders", byRule: true });
  if (tags.includes("contractor")) places.push({ group: "contractors", byRule: true });
  return places;
}

const columns = ["organization_id", "group_id", "user_id", "by_hand", "by_rule", "added_at", "added_by"];

/** Puts people who have just been stored into the groups of their company. */
export async function fillGroups(
  client: ClientBase,
  { organization, begin }: Story,
  from: { people: readonly Person[]; ids: GroupIds },
): Promise<void> {
  const departments = [...new Set(from.people.flatMap(({ department }) => department ?? []))];
  const teams = new Map(
    departments.map((department) => [
      department,
      plannedGroups([department])
        .filter((group) => group.department === department && group.kind === "team")
        .map(({ slug }) => slug),
    ]),
  );
  const owner = organization.owner?.id ?? null;
  function* rows(): Generator<CopyValue[]> {
    for (const person of from.people) {
      const at = isoTime(Math.max(person.createdAt, begin));
      for (const { group, byRule } of placesOf(person, owner, teams)) {
        const id = from.ids.get(group);
        if (id !== undefined)
          yield [organization.id, id, person.id, !byRule, byRule, at, byRule ? null : owner];
      }
    }
  }
  await copyRows(client, "group_members", columns, rows());
}

/** Owners are stored before there are groups: this puts one where a batch would have. */
export async function placeOwner(client: ClientBase, { organization, begin }: Story): Promise<void> {
  await client.query(
    `insert into group_members (organization_id, group_id, user_id, by_hand, by_rule, added_at)
     select u.organization_id, g.id, u.id, g.rule is null, g.rule is not null, $3 from users u
     join groups g on g.organization_id = u.organization_id and g.deleted_at is null
       and (g.slug = 'leadership' or g.slug = 'contractors' and u.tags @> '{contractor}'
         or g.slug = 'first-aiders' and u.tags @> '{first-aider}' and u.status = 'active')
     where u.organization_id = $1 and u.id = $2 on conflict do nothing`,
    [organization.id, organization.owner?.id ?? null, isoTime(begin)],
  );
}

/** The groups of a batch's departments, with the batch's people in them. */
export async function writeGroups(client: ClientBase, story: Story, people: readonly Person[]) {
  const departments = [...new Set(people.flatMap(({ department }) => department ?? []))].sort();
  const ids = await makeGroups(client, story, departments);
  await fillGroups(client, story, { people, ids });
}
