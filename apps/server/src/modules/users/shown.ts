import type { User } from "@atrium/contracts";
import type { Caller } from "#kernel/caller";
import type { Reader } from "#kernel/db/reader";
import { fail } from "#kernel/operation";
import { everHeld, isAbove, type RightsOfRoles } from "#modules/access";
import { abilitiesFor } from "./policy.ts";
import { lockUser, type UserRow } from "./queries.ts";

/** A person as the caller sees them: the row with what the caller may do with it. */
export async function shown(
  row: UserRow,
  caller: Caller,
  from: { db: Reader; rightsOf: RightsOfRoles },
): Promise<User> {
  const abilities = await abilitiesFor(caller, { ...from, rows: [row] });
  return { ...row, abilities: abilities(row) };
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
  const [[row], held] = await db.queries(lockUser(id), everHeld(id));
  if (row === undefined || (row.status === "deleted") !== (from.deleted ?? false)) {
    return row !== undefined && from.deleted === true ? fail("user.not_deleted") : fail("resource.not_found");
  }
  if (row.uuid !== from.caller.userId && isAbove(from.caller, held)) fail("user.above_you");
  if (from.ifMatch !== null && from.ifMatch !== row.version) {
    fail("precondition.failed", {
      extra: { current: await shown(row, from.caller, { db, rightsOf: from.rightsOf }) },
    });
  }
  return row;
}

export function userTarget(row: Pick<UserRow, "uuid" | "displayName">) {
  return { type: "user", id: row.uuid, name: row.displayName };
}
