import type { Database } from "#kernel/db/database";
import { module, type Module } from "#kernel/module";
import type { Messages } from "#modules/messages";
import type { PasswordHasher } from "#kernel/password-hash";
import { changePasswordOperation, type PasswordRulesOf } from "./operations/change-password.ts";
import { getAccountOperation } from "./operations/get-account.ts";
import { updateAccountOperation } from "./operations/update-account.ts";

export { bringPasswords, dropUnusedAccounts } from "./bring-in.ts";
export { checkAgainst, hashPassword, upgradedHash } from "./hashing.ts";
export { newPasswordHash } from "./new-password.ts";
export { provenAddresses, renewSession, type PasswordRulesOf } from "./operations/change-password.ts";
export { mustRenewPassword } from "./password-age.ts";
export { checkPassword, type PasswordRules } from "./password-rules.ts";
export {
  changePasswordHash,
  credentialsByEmail,
  forcePasswordChange,
  passwordOf,
  insertAccount,
  insertAccountEmail,
  upgradePasswordHash,
} from "./queries.ts";

export function accountsModule(deps: {
  database: Database;
  hasher: PasswordHasher;
  messages: Messages;
  /** Without it, what holds where no organization has a policy. */
  passwordRulesOf?: PasswordRulesOf;
}): Module {
  const passwordRulesOf = deps.passwordRulesOf ?? (() => Promise.resolve({}));
  return module({
    name: "accounts",
    operations: [
      getAccountOperation,
      updateAccountOperation,
      changePasswordOperation({ ...deps, passwordRulesOf }),
    ],
  });
}
