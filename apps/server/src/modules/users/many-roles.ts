import type { Caller } from "#kernel/caller";
import type { Transaction } from "#kernel/db/transaction";
import { Problem } from "#kernel/problem";
import type { RightsOfRoles } from "#modules/access";
import { findRole, giftsOf, giveMany, takeFromMany } from "#modules/roles";
import { aboveCaller, type ManyOutcome } from "./many.ts";
import { everHeldByMany, lockUsers, touchMany } from "./many-queries.ts";
import type { UserRow } from "./queries.ts";
import { userTarget } from "./shown.ts";

export type RoleChange = { readonly verb: "assignRole" | "removeRole"; readonly role: string };
type By = {
  readonly caller: Caller;
  readonly now: Date;
  readonly newId: () => string;
  readonly rightsOf: RightsOfRoles;
  /** Rules of groups above the caller may find whoever is changed, which each change is then held against by itself. */
  readonly ruled: boolean;
};

/** Gives the role to these people, or takes it; else what speaks against that for all of them. */
async function write(
  db: Transaction,
  rows: readonly UserRow[],
  { verb, role }: RoleChange,
  by: By,
): Promise<ManyOutcome | null> {
  const { caller } = by;
  const ids = rows.map(({ uuid }) => uuid);
  if (verb === "assignRole") {
    const gift = (await giftsOf(db, caller, [role])).get(role) ?? new Problem("role.unknown");
    if (gift instanceof Problem) return { kind: "refused", problem: gift };
    const grants = ids.map((userId) => ({ id: by.newId(), userId, gift }));
    await giveMany(db, grants, by);
    return null;
  }
  // That an owner is left is asked with a lock, owner by owner.
  if (role === "super-admin") return { kind: "single" };
  const [found] = await db.query(findRole(role));
  if (found === undefined) return { kind: "unchanged" };
  const rights = await by.rightsOf(db, caller.organizationId, [role]);
  if (!caller.permissions.covers(rights)) return { kind: "refused", problem: new Problem("role.above_you") };
  await db.query(takeFromMany(found.uuid, ids));
  return null;
}

/** Gives one role to many people in a few statements, or takes it, by the rules of the operations for one. */
export async function changeRoleOfMany(
  db: Transaction,
  ids: readonly string[],
  change: RoleChange,
  by: By,
): Promise<ReadonlyMap<string, ManyOutcome>> {
  if (by.ruled) return new Map(ids.map((id) => [id, { kind: "single" }]));
  const outcomes = new Map<string, ManyOutcome>();
  const [rows, held] = await db.queries(lockUsers(ids), everHeldByMany(ids));
  const above = aboveCaller(by.caller, held);
  const found = new Map(rows.map((row) => [row.uuid, row]));
  const concerned: UserRow[] = [];
  for (const id of ids) {
    const row = found.get(id);
    if (row === undefined || row.status === "deleted") {
      outcomes.set(id, { kind: "refused", problem: new Problem("resource.not_found") });
    } else if (row.uuid !== by.caller.userId && above(row.uuid)) {
      outcomes.set(id, { kind: "refused", problem: new Problem("user.above_you") });
    } else if (row.roles.includes(change.role) === (change.verb === "assignRole")) {
      outcomes.set(id, { kind: "unchanged" });
    } else concerned.push(row);
  }
  if (concerned.length === 0) return outcomes;
  const obstacle = await write(db, concerned, change, by);
  if (obstacle !== null) {
    for (const { uuid } of concerned) outcomes.set(uuid, obstacle);
    return outcomes;
  }
  const name = change.verb === "assignRole" ? "user.role_assigned" : "user.role_removed";
  const touched = concerned.map(({ uuid }) => uuid);
  for (const after of await db.query(touchMany(touched, by.now.toISOString(), by.caller.userId))) {
    const changes = [{ field: "roles", before: found.get(after.uuid)?.roles ?? [], after: after.roles }];
    const told = { name, target: userTarget(after), changes, data: { role: change.role } } as const;
    outcomes.set(after.uuid, { kind: "done", told, version: after.version });
  }
  return outcomes;
}
