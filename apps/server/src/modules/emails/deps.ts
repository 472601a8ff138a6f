import type { Database } from "#kernel/db/database";
import type { Messages } from "#modules/messages";
import type { Proofs } from "#modules/proofs";

export type EmailDeps = {
  readonly database: Database;
  readonly proofs: Proofs;
  readonly messages: Messages;
};

export const confirmSeconds = 86_400;
export const revertSeconds = 7 * 86_400;

/** What waits under the mail to the new address. */
export type ChangeProof = { makePrimary: boolean };
/** What waits under the mail to the address before: how to bring it back. */
export type RevertProof = { newEmail: string };
