import { confirmEmail } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { makePrimary, shownAddresses, unlessTaken } from "../addresses.ts";
import type { ChangeProof, EmailDeps } from "../deps.ts";
import {
  addAddress,
  addressesOf,
  dropPending,
  dropUnprovenClaim,
  holdAccount,
  touchAccount,
} from "../queries.ts";

/** The mail proves the address, the session proves the account: who has only one of them changes nothing. */
export const confirmEmailOperation = (deps: EmailDeps) =>
  operation(confirmEmail, async ({ db, caller, now, record, fail }, { body }) => {
    const { accountId } = caller;
    if (accountId === null) return fail("auth.required");
    const outside = deps.database.asSystem();
    const seen = await deps.proofs.look<ChangeProof>(outside, "email_change", body.token, now);
    if (seen?.accountId !== accountId) return fail("link.invalid");
    const system = db.asSystem();
    await system.query(holdAccount(accountId));
    const proof = await deps.proofs.consume<ChangeProof>(system, "email_change", body.token, now);
    if (proof === null) return fail("link.invalid");
    const { email, data } = proof;
    const at = now.toISOString();
    const before = (await system.query(addressesOf(accountId))).find((address) => address.primary);
    await system.queries(dropPending(accountId), dropUnprovenClaim(email, accountId));
    await unlessTaken(system.query(addAddress(accountId, email, at)));
    if (data.makePrimary) await makePrimary(system, accountId, email, now);
    await system.query(touchAccount(accountId, at));
    // What was mailed for a reset went to where the account no longer wants it.
    await deps.proofs.dropOfAccount(system, accountId, now, ["email_revert"]);
    record({
      name: "account.email_changed",
      target: { type: "account", id: accountId, name: caller.actor.name },
      changes: data.makePrimary
        ? [{ field: "email", before: before?.email ?? null, after: email }]
        : [{ field: "emails", before: null, after: email }],
    });
    return shownAddresses(system, accountId, now);
  });
