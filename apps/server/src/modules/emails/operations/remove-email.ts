import { removeEmail } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { shownAddresses } from "../addresses.ts";
import type { EmailDeps } from "../deps.ts";
import { addressesOf, dropPending, holdAccount, pendingOf, removeAddress, touchAccount } from "../queries.ts";

export const removeEmailOperation = (deps: EmailDeps) =>
  operation(removeEmail, async ({ db, caller, now, record, fail }, { params }) => {
    const { accountId } = caller;
    if (accountId === null) return fail("auth.required");
    const { email } = params;
    const at = now.toISOString();
    const system = db.asSystem();
    const [, addresses, [pending]] = await system.queries(
      holdAccount(accountId),
      addressesOf(accountId),
      pendingOf(accountId, at),
    );
    const address = addresses.find((each) => each.email === email);
    if (address === undefined && pending?.email !== email) return fail("resource.not_found");
    if (address?.primary === true) fail("email.last");
    if (pending?.email === email) {
      await deps.proofs.revoke(system, pending.proofId, now);
      await system.query(dropPending(accountId));
    }
    if (address !== undefined) {
      await system.queries(removeAddress(accountId, email), touchAccount(accountId, at));
      await deps.proofs.dropOfAccount(system, accountId, now, ["email_change", "email_revert"]);
    }
    record({
      name: "account.email_removed",
      target: { type: "account", id: accountId, name: caller.actor.name },
      changes: [{ field: address === undefined ? "pendingEmail" : "emails", before: email, after: null }],
    });
    return shownAddresses(system, accountId, now);
  });
