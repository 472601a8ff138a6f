import type { Reader } from "#kernel/db/reader";
import { command, statement } from "#kernel/db/statement";
import { flag, integer, text } from "#kernel/db/values";
import { fail } from "#kernel/operation";
import { lockOwners } from "./queries.ts";

/** Over how many steps a role may inherit. */
export const mostSteps = 10;

const dropParents = command<[role: string]>("delete from role_parents where role_id = $1");
const insertParents = command<[role: string, parents: readonly string[]]>(
  `insert into role_parents (organization_id, role_id, parent_id)
   select (select current_organization()), $1, parent from unnest($2::uuid[]) parent`,
);
/** The roles that inherit one, by the longest way to it: each comes after all that it depends on. */
const inheritors = statement<[role: string], { id: string; depth: number }>(
  "select role_id, depth from role_closure where ancestor_id = $1 order by depth",
  (row) => ({ id: text(row, 0), depth: integer(row, 1) }),
);
const dropClosure = command<[roles: readonly string[]]>(
  "delete from role_closure where role_id = any($1::uuid[])",
);
const insertClosure = statement<[roles: readonly string[]], number>(
  `insert into role_closure (organization_id, role_id, ancestor_id, depth)
   select (select current_organization()), rp.role_id, up.id, max(up.depth)
   from role_parents rp
   cross join lateral (
     select rp.parent_id as id, 1 as depth
     union all select c.ancestor_id, c.depth + 1 from role_closure c where c.role_id = rp.parent_id
   ) up
   where rp.role_id = any($1::uuid[])
   group by rp.role_id, up.id
   returning depth`,
  (row) => integer(row, 0),
);
const isBelow = statement<[role: string, parents: readonly string[]], boolean>(
  `select $1::uuid = any($2::uuid[])
     or exists (select 1 from role_closure where role_id = any($2::uuid[]) and ancestor_id = $1)`,
  (row) => flag(row, 0),
);

/** Whether a role would come to inherit itself. */
export async function closesCircle(db: Reader, roleId: string, parents: readonly string[]): Promise<boolean> {
  const [circle] = await db.query(isBelow(roleId, parents));
  return circle === true;
}

/**
 * Writes what a role inherits and all that follows from it, level by level, so that the work grows with the roles
 * concerned and never with the number of ways between them.
 */
export async function setParents(db: Reader, roleId: string, parents: readonly string[]): Promise<void> {
  // Two edits at once could each be right and close a circle together.
  await db.query(lockOwners());
  const [[circle], below] = await db.queries(isBelow(roleId, parents), inheritors(roleId));
  if (circle === true) fail("role.cycle");
  await db.queries(dropParents(roleId), insertParents(roleId, parents));
  const levels = Map.groupBy([{ id: roleId, depth: 0 }, ...below], ({ depth }) => depth);
  for (const roles of levels.values()) {
    const ids = roles.map(({ id }) => id);
    await db.query(dropClosure(ids));
    const depths = await db.query(insertClosure(ids));
    if (depths.some((depth) => depth > mostSteps)) fail("role.too_deep", { extra: { mostSteps } });
  }
}
