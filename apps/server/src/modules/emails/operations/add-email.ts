import { addEmail } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { shownAddresses } from "../addresses.ts";
import { confirmSeconds, type ChangeProof, type EmailDeps } from "../deps.ts";
import { mailRevert } from "../mails.ts";
import { addressesOf, holdAccount, pendingOf, putPending } from "../queries.ts";

export const addEmailOperation = (deps: EmailDeps) =>
  operation(addEmail, async ({ db, caller, now, record, unchanged, fail }, { body }) => {
    const { accountId } = caller;
    if (accountId === null) return fail("auth.required");
    const { email, makePrimary } = body;
    const mayMail = await deps.messages.mayMail(email);
    const system = db.asSystem();
    const [[account], addresses, [before]] = await system.queries(
      holdAccount(accountId),
      addressesOf(accountId),
      pendingOf(accountId, now.toISOString()),
    );
    const primary = addresses.find((address) => address.primary)?.email;
    if (account === undefined || primary === undefined) return fail("auth.required");
    if (addresses.some((address) => address.email === email && address.verified)) {
      unchanged();
      return shownAddresses(system, accountId, now);
    }
    if (before !== undefined) await deps.proofs.revoke(system, before.proofId, now);
    const data: ChangeProof = { makePrimary };
    const made = await deps.proofs.make(system, {
      purpose: "email_change", email, accountId, data, lifetimeSeconds: confirmSeconds, now,
    }); // prettier-ignore
    const { id: proofId, token, expiresAt } = made;
    await system.query(
      putPending(accountId, email, makePrimary, proofId, now.toISOString(), expiresAt.toISOString()),
    );
    const { locale } = account;
    // Whether somebody else has the address is not looked at here: its owner learns it, with the link in hand.
    if (mayMail) {
      await deps.messages.queueMail(db, {
        template: "email_change_new", to: email, locale, organizationId: null, expiresAt, data: { token },
      }); // prettier-ignore
    }
    await mailRevert(db, deps, { accountId, primary, newEmail: email, locale, now });
    record({
      name: "account.email_change_requested",
      target: { type: "account", id: accountId, name: caller.actor.name },
      changes: [{ field: "pendingEmail", before: before?.email ?? null, after: email }],
      data: { makePrimary },
    });
    return shownAddresses(system, accountId, now);
  });
