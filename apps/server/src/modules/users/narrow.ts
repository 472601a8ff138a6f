import { foldText, type Filter } from "@atrium/filter";
import type { Cache } from "#kernel/cache";
import type { Reader } from "#kernel/db/reader";
import { statement, type Query } from "#kernel/db/statement";
import { text } from "#kernel/db/values";

/** So few that looking each of them up takes less than walking an order until a page is full. */
const few = 2000;
const wanted = few + 1;
const id = (row: Parameters<typeof text>[0]): string => text(row, 0);

const holdingRoles = statement<[slugs: readonly string[], organization: string], string>(
  `select subject_id from grants
   where organization_id = $2 and subject_type = 'user' and scope in ('platform', 'organization')
     and role_id = any (array(select r.id from roles r where r.slug = any ($1::text[])
       and (r.organization_id = $2 or r.organization_id is null))) limit ${wanted}`,
  id,
);
const keptBySegments = statement<[slugs: readonly string[], organization: string], string>(
  `select user_id from segment_members where organization_id = $2 and segment_id = any (array(
     select s.id from segments s where s.organization_id = $2 and s.slug = any ($1::text[]))) limit ${wanted}`,
  id,
);
const tagged = statement<[folded: readonly string[], organization: string], string>(
  `select users_tagged_with($2, $1, ${wanted})`,
  id,
);

/** Asked of the index that holds just these, whatever PostgreSQL thinks of how many they are. */
const withoutRole = statement<[organization: string], string>(
  `select id from users where organization_id = $1 and roles = '{}' limit ${wanted}`,
  id,
);

const inNoGroup = "select user_id from ungrouped_users where organization_id = $1";
const ungrouped = statement<[organization: string], string>(`${inNoGroup} limit ${wanted}`, id);
/** Beside them whom only deleted groups still know. */
const withoutGroup = statement<[organization: string], string>(
  `${inNoGroup}
   union all
   select distinct m.user_id from groups g
   join group_members m on m.organization_id = g.organization_id and m.group_id = g.id
   where g.organization_id = $1 and g.deleted_at is not null and not exists (
     select 1 from group_members o join groups h on h.organization_id = o.organization_id and h.id = o.group_id
     where o.organization_id = m.organization_id and o.user_id = m.user_id and h.deleted_at is null)
   limit ${wanted}`,
  id,
);

const ways: Readonly<Record<string, (values: readonly string[], organization: string) => Query<string>>> = {
  role: holdingRoles,
  segment: keptBySegments,
  tag: tagged,
  "role:none": (_values, organization) => withoutRole(organization),
  "group:none": (_values, organization) => withoutGroup(organization),
  "groupless:any": (_values, organization) => ungrouped(organization),
};

/** What of a filter has to hold for everybody and names values of a field with such a way. */
function* namedIn(filter: Filter): Generator<{ field: string; values: string[] }> {
  if (filter.kind === "and") for (const item of filter.items) yield* namedIn(item);
  if (filter.kind !== "field") return;
  const without = `${filter.field}:${filter.tests.map(({ kind }) => kind).join()}`;
  if (Object.hasOwn(ways, without)) yield { field: without, values: [] };
  if (!Object.hasOwn(ways, filter.field)) return;
  const values = filter.tests.flatMap((test) =>
    test.kind === "equals" && typeof test.value === "string" ? [foldText(test.value)] : [],
  );
  if (values.length === filter.tests.length) yield { field: filter.field, values };
}

/**
 * The only people who can fulfil a filter, where one of its parts is fulfilled by few: what rows hold in lists, or other
 * tables of them, PostgreSQL does not know the frequency of, and would look for them among everybody. Null where there
 * are many. That a value has many is remembered for a while, since to ask costs most where it helps least.
 */
export async function narrowed(
  filter: Filter,
  from: { system: Reader; organizationId: string; frequent: Cache<true> },
): Promise<readonly string[] | null> {
  for (const { field, values } of namedIn(filter)) {
    const key = [from.organizationId, field, ...values].join(" ");
    if (from.frequent.peek(key) === true) continue;
    const way = ways[field];
    if (way === undefined) continue;
    const ids = await from.system.query(way(values, from.organizationId));
    if (ids.length <= few) return ids;
    from.frequent.set(key, true);
  }
  return null;
}
