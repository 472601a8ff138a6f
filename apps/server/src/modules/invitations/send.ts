import type { Transaction } from "#kernel/db/transaction";
import { fail } from "#kernel/operation";
import { lifetimeSeconds, type InvitationDeps, type InvitationProof } from "./deps.ts";
import { letterhead } from "./queries.ts";

/** Refuses to flood one address, whoever asks. Before the transaction's first statement. */
export async function allowMail({ messages }: InvitationDeps, email: string): Promise<void> {
  if (!(await messages.mayMail(email))) fail("message.limit_reached", { retryAfterSeconds: 3600 });
}

/** Makes the proof that accepts an invitation and mails it; whatever was mailed for it before is dead. */
export async function mailProof(
  db: Transaction,
  { proofs, messages }: InvitationDeps,
  from: { invitationId: string; organizationId: string; email: string; inviterName: string; now: Date },
): Promise<{ proofId: string; expiresAt: Date }> {
  const { invitationId, organizationId, email, inviterName, now } = from;
  const data: InvitationProof = { invitationId };
  const system = db.asSystem();
  const made = await proofs.make(system, {
    purpose: "invitation", email, organizationId, data, lifetimeSeconds, now,
  }); // prettier-ignore
  const [head] = await db.query(letterhead(email));
  await messages.queueMail(db, {
    template: "invitation",
    to: email,
    locale: head?.locale ?? null,
    organizationId,
    expiresAt: made.expiresAt,
    data: {
      organization: head?.name ?? "",
      invitedBy: inviterName,
      token: made.token,
      expiresAt: made.expiresAt.toISOString(),
    },
  });
  return { proofId: made.id, expiresAt: made.expiresAt };
}
