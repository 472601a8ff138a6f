import type { Database } from "#kernel/db/database";
import type { PasswordHasher } from "#kernel/password-hash";
import type { PasswordRulesOf } from "#modules/accounts";
import type { Messages } from "#modules/messages";
import type { Proofs } from "#modules/proofs";
import type { Access } from "#modules/roles";
import type { Throttle } from "#modules/sessions";

export type RecoveryDeps = {
  readonly database: Database;
  readonly hasher: PasswordHasher;
  readonly access: Access;
  readonly proofs: Proofs;
  readonly messages: Messages;
  readonly throttle: Pick<Throttle, "forget">;
  readonly platformId: () => string | null;
  readonly passwordRulesOf: PasswordRulesOf;
};

export const resetSeconds = 3600;
