import type { UserSummary } from "@atrium/contracts";
import type { Caller } from "#kernel/caller";
import type { Reader } from "#kernel/db/reader";
import { noPermissions, type PermissionSet } from "#kernel/permission-set";
import type { RightsOfRoles } from "#modules/access";

export type Ability = UserSummary["abilities"][number];
/** What somebody with these roles may do. A list judges by roles, not by grants, which is what it can afford. */
type JudgedRoles = (roles: readonly string[]) => PermissionSet;

type Row = { uuid: string; roles: readonly string[]; status: string };

/** Nobody acts on a person who holds a right that they do not hold themselves. */
function isAboveCaller(caller: Caller, row: Row, rightsOf: JudgedRoles): boolean {
  if (row.uuid === caller.userId || row.roles.length === 0) return false;
  return !caller.permissions.covers(rightsOf(row.roles));
}

/** What the caller may do with each of these rows. */
export async function abilitiesFor(
  caller: Caller,
  from: { db: Reader; rightsOf: RightsOfRoles; rows: readonly Row[] },
): Promise<(row: Row) => Ability[]> {
  const rights = new Map<string, PermissionSet>();
  for (const { roles } of from.rows) {
    const key = roles.join(" ");
    if (!rights.has(key)) rights.set(key, await from.rightsOf(from.db, caller.organizationId, roles));
  }
  const rightsOf: JudgedRoles = (roles) => rights.get(roles.join(" ")) ?? noPermissions;
  const { permissions } = caller;
  const onDeleted: Ability[] = permissions.has("users:delete") ? ["restore"] : [];
  const onSelf: Ability[] = permissions.has("users:update") ? ["update"] : [];
  const onOthers: Ability[] = [];
  if (permissions.has("users:update")) onOthers.push("update");
  if (permissions.has("users:suspend")) onOthers.push("suspend");
  if (permissions.has("users:delete")) onOthers.push("delete");
  if (permissions.has("roles:assign")) onOthers.push("assign_roles");
  const onActive: Ability[] = permissions.has("impersonation:start")
    ? [...onOthers, "impersonate"]
    : onOthers;
  const none: Ability[] = [];
  // Rows of a page hold few different sets of roles; each set is judged once.
  const judged = new Map<string, boolean>();
  return (row) => {
    if (row.uuid === caller.userId) return onSelf;
    const key = row.roles.join(" ");
    let above = judged.get(key);
    if (above === undefined) judged.set(key, (above = isAboveCaller(caller, row, rightsOf)));
    if (above) return none;
    if (row.status === "active") return onActive;
    return row.status === "deleted" ? onDeleted : onOthers;
  };
}
