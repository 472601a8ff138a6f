import type { Output, organizationUsage } from "@atrium/contracts";
import { command, statement } from "#kernel/db/statement";
import { flag, integer, integerOrNull, text, textOrNull } from "#kernel/db/values";
import { organizationColumns, parentName, readOrganization, type OrganizationRow } from "./queries.ts";

// What lies above and below belongs to many organizations, so every statement here runs as the system, bound by its
// arguments.

const all = organizationColumns.join(", ");

/** Nothing is made, moved or counted in the tree meanwhile. */
export const holdTree = command<[]>("select pg_advisory_xact_lock(hashtext('organizations'))");

export const findById = statement<[id: string], OrganizationRow>(
  `select ${all} from organizations where id = $1`,
  readOrganization,
);
export const lockById = statement<[id: string], OrganizationRow>(
  `select ${all} from organizations where id = $1 for no key update`,
  readOrganization,
);
export const isBelow = statement<[id: string, above: string], boolean>(
  "select exists (select 1 from organization_closure where descendant_id = $1 and ancestor_id = $2 and depth > 0)",
  (row) => flag(row, 0),
);
export const parentNameOf = statement<[id: string], string | null>(
  `select ${parentName} from organizations where id = $1`,
  (row) => textOrNull(row, 0),
);
/** Whether some that are not erased lie below it. */
export const hasBelow = statement<[id: string], boolean>(
  `select exists (select 1 from organization_closure c join organizations o on o.id = c.descendant_id
   where c.ancestor_id = $1 and c.depth > 0 and o.status <> 'deleted')`,
  (row) => flag(row, 0),
);

/** Whoever of those at and above a place allows the fewest more below. What is erased does not count. */
export const roomBelow = statement<[parent: string], { limit: number; organizations: number }>(
  `select o.organization_limit, held.organizations
   from organization_closure a join organizations o on o.id = a.ancestor_id and o.organization_limit is not null
   cross join lateral (
     select count(*) as organizations from organization_closure b join organizations below on below.id = b.descendant_id
     where b.ancestor_id = o.id and b.depth > 0 and below.status <> 'deleted') held
   where a.descendant_id = $1 order by o.organization_limit - held.organizations limit 1`,
  (row) => ({ limit: integer(row, 0), organizations: integer(row, 1) }),
);
export const sizeOfBranch = statement<[id: string], number>(
  `select count(*) from organization_closure c join organizations o on o.id = c.descendant_id
   where c.ancestor_id = $1 and o.status <> 'deleted'`,
  (row) => integer(row, 0),
);

export type NewOrganization = {
  id: string; parentId: string; slug: string; name: string; nameKey: string; plan: string;
  limits: OrganizationRow["limits"]; settings: string; now: string;
}; // prettier-ignore
type Limit = number | null;
const insert = statement<
  [string, string, string, string, string, string, Limit, Limit, Limit, Limit, string, string],
  OrganizationRow
>(
  `insert into organizations (id, parent_id, slug, name, name_key, plan, user_limit, storage_limit, call_limit,
     organization_limit, settings, created_at, updated_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12) returning ${all}`,
  readOrganization,
);
export const insertBelow = ({ id, parentId, slug, name, nameKey, plan, limits, settings, now }: NewOrganization) =>
  insert(
    id, parentId, slug, name, nameKey, plan, limits.users, limits.storageBytes, limits.callsPerMonth,
    limits.organizations, settings, now,
  ); // prettier-ignore

const edit = statement<
  [string, string, string, string, string, Limit, Limit, Limit, Limit, string, string],
  OrganizationRow
>(
  `update organizations set slug = $2, name = $3, name_key = $4, plan = $5, user_limit = $6, storage_limit = $7,
     call_limit = $8, organization_limit = $9, settings = $10, updated_at = $11, version = version + 1
   where id = $1 returning ${all}`,
  readOrganization,
);
export const editRow = (id: string, to: Omit<NewOrganization, "id" | "parentId">) =>
  edit(
    id, to.slug, to.name, to.nameKey, to.plan, to.limits.users, to.limits.storageBytes, to.limits.callsPerMonth,
    to.limits.organizations, to.settings, to.now,
  ); // prettier-ignore

export const setStatusRow = statement<
  [id: string, status: string, reason: string | null, now: string],
  OrganizationRow
>(
  `update organizations set status = $2, status_reason = $3, updated_at = $4, version = version + 1
   where id = $1 returning ${all}`,
  readOrganization,
);
export const moveRow = statement<[id: string, parent: string, now: string], OrganizationRow>(
  `update organizations set parent_id = $2, updated_at = $3, version = version + 1 where id = $1 returning ${all}`,
  readOrganization,
);
export const deleteRow = statement<[id: string, purgeAt: string, now: string], OrganizationRow>(
  `update organizations set status_before = status, status = 'deleting', purge_at = $2, updated_at = $3,
     version = version + 1
   where id = $1 returning ${all}`,
  readOrganization,
);
export const restoreRow = statement<[id: string, now: string], OrganizationRow>(
  `update organizations set status = coalesce(status_before, 'active'), status_before = null, purge_at = null,
     updated_at = $2, version = version + 1
   where id = $1 returning ${all}`,
  readOrganization,
);
/** Nothing is done any more for an organization that nobody reaches. */
export const cancelJobsOf = [
  command<[id: string, now: string]>(
    `update jobs set state = 'cancelled', finished_at = $2 where organization_id = $1 and state = 'queued'`,
  ),
  command<[id: string]>(
    `update jobs set cancel_requested = true where organization_id = $1 and state = 'running'`,
  ),
] as const;

export type Usage = Output<typeof organizationUsage>;
export const usageOf = statement<[id: string, month: string], Usage>(
  `select
     (select coalesce(sum(users), 0) from user_counts where organization_id = $1 and status <> 'deleted'),
     coalesce((select bytes from organization_storage where organization_id = $1), 0),
     coalesce((select calls from organization_calls where organization_id = $1 and month = $2), 0),
     (select count(*) from organization_closure c join organizations o on o.id = c.descendant_id
      where c.ancestor_id = $1 and c.depth > 0 and o.status <> 'deleted')`,
  (row) => ({
    users: integer(row, 0),
    storageBytes: integer(row, 1),
    callsThisMonth: integer(row, 2),
    organizations: integer(row, 3),
  }),
);
export const limitOfCalls = statement<[id: string, month: string], { limit: number | null; calls: number }>(
  `select o.call_limit, coalesce((select calls from organization_calls c where c.organization_id = o.id and c.month = $2), 0)
   from organizations o where o.id = $1`,
  (row) => ({ limit: integerOrNull(row, 0), calls: integer(row, 1) }),
);
export const addCalls = statement<
  [ids: readonly string[], month: string, calls: readonly number[]],
  { id: string; calls: number }
>(
  `insert into organization_calls as c (organization_id, month, calls)
   select o.id, $2::date, added.calls from unnest($1::uuid[], $3::bigint[]) as added (id, calls)
   join organizations o on o.id = added.id order by o.id
   on conflict (organization_id, month) do update set calls = c.calls + excluded.calls
   returning organization_id, calls`,
  (row) => ({ id: text(row, 0), calls: integer(row, 1) }),
);
