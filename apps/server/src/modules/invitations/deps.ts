import type { Database } from "#kernel/db/database";
import type { Reader } from "#kernel/db/reader";
import type { Lists } from "#kernel/list";
import type { PasswordHasher } from "#kernel/password-hash";
import type { PasswordRules } from "#modules/accounts";
import type { Messages } from "#modules/messages";
import type { Proofs } from "#modules/proofs";
import type { Access } from "#modules/roles";

export type InvitationDeps = {
  readonly database: Database;
  readonly hasher: PasswordHasher;
  readonly access: Access;
  readonly lists: Lists;
  readonly proofs: Proofs;
  readonly messages: Messages;
  readonly passwordRulesOf: (reader: Reader, organizationId: string) => Promise<PasswordRules>;
};

export const lifetimeSeconds = 7 * 86_400;

/** What waits under the mailed proof of an invitation. */
export type InvitationProof = { invitationId: string };
