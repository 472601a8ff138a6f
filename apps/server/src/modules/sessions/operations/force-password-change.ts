import { forcePasswordChange } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { forcePasswordChange as forceChange } from "#modules/accounts";
import type { Access } from "#modules/roles";
import { takeUser, userTarget } from "#modules/users";
import { accountOfUser, isElsewhere } from "../owned.ts";

/** An admin never chooses a password: the person does, before they are let in again. */
export const forcePasswordChangeOperation = (rightsOf: Access["rightsOf"]) =>
  operation(forcePasswordChange, async ({ db, caller, now, record, fail }, { params }) => {
    const { organizationId } = caller;
    if (organizationId === null) return fail("auth.organization_required");
    const user = await takeUser(db, params.id, { caller, ifMatch: null, rightsOf });
    const system = db.asSystem();
    const [account] = await system.query(accountOfUser(organizationId, params.id));
    if (account === undefined) return fail("account.not_managed");
    const [elsewhere] = await system.query(isElsewhere(account, organizationId));
    if (elsewhere === true) return fail("account.not_managed");
    await system.query(forceChange(account, now.toISOString()));
    record({
      name: "account.password_change_forced",
      target: { ...userTarget(user), type: "account", id: account },
      changes: [{ field: "mustChangePassword", before: null, after: true }],
      data: { user: params.id },
    });
  });
