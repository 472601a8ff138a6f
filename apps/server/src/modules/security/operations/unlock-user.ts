import { unlockUser } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import type { Access } from "#modules/roles";
import { takeUser } from "#modules/users";
import { findLock, unlockAccount } from "../unlock-queries.ts";

/** Every node hears of it and forgets the failed tries that it counted. */
export const unlockUserOperation = (rightsOf: Access["rightsOf"]) =>
  operation(unlockUser, async ({ db, caller, now, record, fail }, { params }) => {
    const { organizationId } = caller;
    if (organizationId === null) return fail("auth.organization_required");
    const user = await takeUser(db, params.id, { caller, ifMatch: null, rightsOf });
    // Accounts are no organization's; this one is the way in of a person that the caller may act on.
    const system = db.asSystem();
    const [lock] = await system.query(findLock(organizationId, user.uuid));
    if (lock === undefined) return fail("resource.not_found");
    if (!lock.managed) return fail("account.not_managed");
    await system.query(unlockAccount(lock.accountId, now.toISOString()));
    record({
      name: "account.unlocked",
      target: { type: "account", id: lock.accountId, name: user.displayName },
      changes: lock.locked ? [{ field: "status", before: "locked", after: "active" }] : [],
    });
  });
