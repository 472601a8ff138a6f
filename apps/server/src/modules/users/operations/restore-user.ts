import { restoreUser } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { checkLimit } from "../limit.ts";
import type { RightsOfRoles } from "#modules/access";
import { isErased, setStatus } from "../queries.ts";
import { shown, takeUser, userTarget } from "../shown.ts";
import { withTableRules } from "../write.ts";

const restoreWindowMs = 30 * 24 * 60 * 60 * 1000;

export const restoreUserOperation = (rightsOf: RightsOfRoles) =>
  operation(restoreUser, async ({ db, caller, request, now, record, fail }, { params }) => {
    const row = await takeUser(db, params.id, { caller, ifMatch: request.ifMatch, rightsOf, deleted: true });
    if ((await db.query(isErased(row.uuid)))[0] === true) fail("user.erased");
    if (row.mergedInto !== null) fail("user.merged");
    const deletedAt = Date.parse(row.deletedAt ?? now.toISOString());
    if (now.getTime() - deletedAt > restoreWindowMs) fail("user.restore_expired");
    await checkLimit(db);
    const status = row.statusBeforeDeletion ?? "inactive";
    const [updated] = await withTableRules(
      db.query(setStatus(row.uuid, status, row.statusReason, now.toISOString(), caller.userId)),
    );
    if (updated === undefined) throw new Error("the person was not stored");
    record({
      name: "user.restored",
      target: userTarget(updated),
      changes: [{ field: "status", before: "deleted", after: updated.status }],
    });
    return shown(updated, caller, { db, rightsOf });
  });
