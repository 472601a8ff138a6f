import { listIdentities, unlinkIdentity } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import type { ConnectionDeps } from "../deps.ts";
import { deleteIdentity, identitiesOf, lockAccount, usableIdentities } from "../identity-queries.ts";

export const listIdentitiesOperation = operation(listIdentities, async ({ asSystem, caller, fail }) => {
  if (caller.accountId === null) return fail("auth.required");
  return { items: await asSystem().query(identitiesOf(caller.accountId)) };
});

export const unlinkIdentityOperation = (deps: ConnectionDeps) =>
  operation(unlinkIdentity, async ({ db, caller, record, fail }, { params }) => {
    const { accountId } = caller;
    if (accountId === null) return fail("auth.required");
    const system = db.asSystem();
    const [account] = await system.query(lockAccount(accountId));
    const [gone] = await system.query(deleteIdentity(params.id, accountId));
    if (account === undefined || gone === undefined) return fail("resource.not_found");
    const left = await system.query(usableIdentities(accountId));
    if (!account.hasPassword && left.length === 0 && !(await deps.otherWayIn(system, accountId)))
      fail("identity.last");
    record({
      name: "identity.unlinked",
      target: { type: "account", id: accountId, name: caller.actor.name },
      data: { connection: gone.connectionId, issuer: gone.issuer },
    });
  });
