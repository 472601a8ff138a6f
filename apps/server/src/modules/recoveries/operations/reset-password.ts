import { resetPassword } from "@atrium/contracts";
import type { Transaction } from "#kernel/db/transaction";
import { operation } from "#kernel/operation";
import { changePasswordHash, newPasswordHash } from "#modules/accounts";
import type { MailedProof } from "#modules/proofs";
import { distrustDevicesOf, endSessionsOf, membershipsOf } from "#modules/sessions";
import type { RecoveryDeps } from "../deps.ts";
import { provenAddresses, recoveringAccount, type Recovering } from "../queries.ts";

/** The mail outlived what it was sent for: the password was changed since, or the address is the account's no more. */
function isOutdated(proof: MailedProof<unknown>, { proven, passwordChangedAt }: Recovering): boolean {
  const changed = passwordChangedAt === null ? 0 : Date.parse(passwordChangedAt);
  return !proven || changed > Date.parse(proof.createdAt);
}

async function tellOwner(
  { messages }: RecoveryDeps,
  db: Transaction,
  from: { accountId: string; locale: string | null; organizationId: string | null; at: string },
): Promise<void> {
  const { accountId, locale, organizationId, at } = from;
  for (const to of await db.asSystem().query(provenAddresses(accountId))) {
    await messages.queueMail(db, { template: "password_changed", to, locale, organizationId, data: { at } });
  }
}

export const resetPasswordOperation = (deps: RecoveryDeps) =>
  operation(resetPassword, async ({ db, now, record, fail }, { body }) => {
    // Looked at and hashed outside of the transaction, which waits for no hash.
    const reader = deps.database.asSystem();
    const proof = await deps.proofs.look(reader, "password_reset", body.token, now);
    const accountId = proof?.accountId ?? null;
    if (proof === null || accountId === null) return fail("link.invalid");
    const [account] = await reader.query(recoveringAccount(accountId, proof.email));
    if (account === undefined || isOutdated(proof, account)) return fail("link.invalid");
    const hash = await newPasswordHash(
      { reader, hasher: deps.hasher },
      {
        accountId,
        password: body.newPassword,
        pointer: "/newPassword",
        rules: await deps.passwordRulesOf(accountId, now),
      },
    );
    // Whoever reads the account's mail need not wait for what strangers tried. A lock by an organization's rule stays.
    await deps.throttle.forget(accountId);
    const system = db.asSystem();
    if ((await deps.proofs.consume(system, "password_reset", body.token, now)) === null)
      return fail("link.invalid");
    const at = now.toISOString();
    await system.queries(
      changePasswordHash(accountId, hash, at),
      endSessionsOf(accountId, null, "password_reset", at),
      distrustDevicesOf(accountId),
    );
    // The way back to an address that a thief replaced stays open.
    await deps.proofs.dropOfAccount(system, accountId, now, ["email_revert"]);
    const [here] = await system.query(membershipsOf(accountId));
    const organizationId = here?.organizationId ?? null;
    await tellOwner(deps, db, { accountId, locale: account.locale, organizationId, at });
    record({
      name: "account.password_reset",
      ...(organizationId === null ? {} : { organizationId }),
      actor:
        here === undefined
          ? { type: "account", id: accountId, name: account.email }
          : { type: "user", id: here.userId, name: here.displayName },
      target: { type: "account", id: accountId, name: account.email },
      changes: [{ field: "password", before: account.hadPassword ? "(set)" : null, after: "(set)" }],
    });
  });
