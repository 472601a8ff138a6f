import type { Database } from "#kernel/db/database";
import type { Reader } from "#kernel/db/reader";
import type { KeyRing } from "#kernel/key-ring";
import type { PasswordHasher } from "#kernel/password-hash";
import type { PasswordRules } from "#modules/accounts";
import type { Messages } from "#modules/messages";
import type { Proofs } from "#modules/proofs";
import type { Access } from "#modules/roles";

export type RegistrationRule = {
  readonly mode: "open" | "domain" | "invitation" | "closed";
  readonly domains: readonly string[];
};

export type RegistrationDeps = {
  readonly database: Database;
  readonly hasher: PasswordHasher;
  readonly keys: KeyRing;
  readonly access: Access;
  readonly proofs: Proofs;
  readonly messages: Messages;
  readonly platformId: () => string | null;
  readonly registrationRuleOf: (reader: Reader, organizationId: string) => Promise<RegistrationRule>;
  readonly passwordRulesOf: (reader: Reader, organizationId: string) => Promise<PasswordRules>;
};
