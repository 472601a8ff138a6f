import type { Transaction } from "#kernel/db/transaction";
import type { Messages } from "#modules/messages";
import type { Proofs } from "#modules/proofs";
import { resetSeconds } from "./deps.ts";

/** Mails the token that sets a new password; every earlier one of the account is void, whatever address it went to. */
export async function mailReset(
  deps: { proofs: Proofs; messages: Messages },
  db: Transaction,
  reset: {
    accountId: string;
    email: string;
    locale: string | null;
    organizationId: string | null;
    byAdmin: boolean;
    now: Date;
  },
): Promise<void> {
  const { accountId, email, locale, organizationId, byAdmin, now } = reset;
  const { token, expiresAt } = await deps.proofs.make(db.asSystem(), {
    purpose: "password_reset", email, accountId, lifetimeSeconds: resetSeconds, now, onePerAccount: true,
  }); // prettier-ignore
  await deps.messages.queueMail(db, {
    template: "reset_password", to: email, locale, organizationId, expiresAt, data: { token, byAdmin },
  }); // prettier-ignore
}
