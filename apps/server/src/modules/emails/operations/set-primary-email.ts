import { setPrimaryEmail } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { makePrimary, shownAddresses } from "../addresses.ts";
import type { EmailDeps } from "../deps.ts";
import { mailRevert } from "../mails.ts";
import { addressesOf, holdAccount, touchAccount } from "../queries.ts";

export const setPrimaryEmailOperation = (deps: EmailDeps) =>
  operation(setPrimaryEmail, async ({ db, caller, now, record, unchanged, fail }, { body }) => {
    const { accountId } = caller;
    if (accountId === null) return fail("auth.required");
    const system = db.asSystem();
    const [[account], addresses] = await system.queries(holdAccount(accountId), addressesOf(accountId));
    const primary = addresses.find((address) => address.primary);
    const wanted = addresses.find((address) => address.email === body.email && address.verified);
    if (account === undefined || primary === undefined) return fail("auth.required");
    if (wanted === undefined) return fail("resource.not_found");
    if (wanted.primary) {
      unchanged();
      return shownAddresses(system, accountId, now);
    }
    await makePrimary(system, accountId, wanted.email, now);
    await system.query(touchAccount(accountId, now.toISOString()));
    await deps.proofs.dropOfAccount(system, accountId, now, ["email_change", "email_revert"]);
    const { locale } = account;
    await mailRevert(db, deps, { accountId, primary: primary.email, newEmail: wanted.email, locale, now });
    record({
      name: "account.email_changed",
      target: { type: "account", id: accountId, name: caller.actor.name },
      changes: [{ field: "email", before: primary.email, after: wanted.email }],
    });
    return shownAddresses(system, accountId, now);
  });
