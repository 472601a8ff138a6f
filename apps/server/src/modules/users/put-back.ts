import type { User } from "@atrium/contracts";
import type { Caller } from "#kernel/caller";
import type { Transaction } from "#kernel/db/transaction";
import { diff } from "#kernel/events/diff";
import type { Happening } from "#kernel/events/record";
import { fail } from "#kernel/operation";
import { keepAnOwner } from "#modules/roles";
import type { RightsOfRoles } from "#modules/access";
import { setStatus } from "./queries.ts";
import { takeUser, userTarget } from "./shown.ts";

/** Gives a person the status back that they had, `pending` too, which no other way leads to again. */
export async function putBackStatus(
  db: Transaction,
  id: string,
  to: { status: Exclude<User["status"], "deleted">; reason: string | null },
  by: { caller: Caller; now: Date; rightsOf: RightsOfRoles },
): Promise<Happening> {
  const row = await takeUser(db, id, { caller: by.caller, ifMatch: null, rightsOf: by.rightsOf });
  if (row.uuid === by.caller.userId) fail("user.self");
  if (to.status !== "active") await keepAnOwner(db, row);
  const [updated] = await db.query(
    setStatus(row.uuid, to.status, to.reason, by.now.toISOString(), by.caller.userId),
  );
  if (updated === undefined) throw new Error("the person was not stored");
  return {
    name: "user.status_changed",
    target: userTarget(updated),
    reason: to.reason,
    changes: diff(
      { status: row.status, statusReason: row.statusReason },
      { status: updated.status, statusReason: updated.statusReason },
    ),
  };
}
