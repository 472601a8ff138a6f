import type { Transaction } from "#kernel/db/transaction";
import { revertSeconds, type EmailDeps, type RevertProof } from "./deps.ts";

/** Tells an address what is being changed, with a link that takes it back. */
export async function mailRevert(
  db: Transaction,
  { proofs, messages }: EmailDeps,
  from: { accountId: string; primary: string; newEmail: string; locale: string | null; now: Date },
): Promise<void> {
  const { accountId, primary, newEmail, locale, now } = from;
  const data: RevertProof = { newEmail };
  const made = await proofs.make(db.asSystem(), {
    purpose: "email_revert",
    email: primary,
    accountId,
    data,
    lifetimeSeconds: revertSeconds,
    now,
    // Whoever took the account over could otherwise kill the owner's link by asking once more.
    keepEarlier: true,
  });
  await messages.queueMail(db, {
    template: "email_change_old",
    to: primary,
    locale,
    organizationId: null,
    expiresAt: made.expiresAt,
    data: { newEmail, token: made.token },
  });
}
