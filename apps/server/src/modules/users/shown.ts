import type { User } from "@atrium/contracts";
import type { Caller } from "#kernel/caller";
import type { Reader } from "#kernel/db/reader";
import { fail } from "#kernel/operation";
import { abilitiesFor, isAboveCaller, type RightsOfRoles } from "./policy.ts";
import { lockUser, type UserRow } from "./queries.ts";

/** A person as the caller sees them: the row with what the caller may do with it. */
export function shown(row: UserRow, caller: Caller, rightsOf: RightsOfRoles): User {
  return { ...row, abilities: abilitiesFor(caller, rightsOf)(row) };
}

/**
 * Takes a person's row for a change: there, not deleted unless wanted, of the version the caller saw, and not above
 * the caller.
 */
export async function takeUser(
  db: Reader,
  id: string,
  from: { caller: Caller; ifMatch: number | null; rightsOf: RightsOfRoles; deleted?: boolean },
): Promise<UserRow> {
  const [row] = await db.query(lockUser(id));
  if (row === undefined || (row.status === "deleted") !== (from.deleted ?? false)) {
    return row !== undefined && from.deleted === true ? fail("user.not_deleted") : fail("resource.not_found");
  }
  if (isAboveCaller(from.caller, row, from.rightsOf)) fail("user.above_you");
  if (from.ifMatch !== null && from.ifMatch !== row.version) {
    fail("precondition.failed", { extra: { current: shown(row, from.caller, from.rightsOf) } });
  }
  return row;
}

export function userTarget(row: Pick<UserRow, "uuid" | "displayName">) {
  return { type: "user", id: row.uuid, name: row.displayName };
}
