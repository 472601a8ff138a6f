import type { Database } from "#kernel/db/database";
import { module, type Module } from "#kernel/module";
import type { PasswordHasher } from "#kernel/password-hash";
import { changePasswordOperation } from "./operations/change-password.ts";
import { getAccountOperation } from "./operations/get-account.ts";
import { updateAccountOperation } from "./operations/update-account.ts";

export { checkAgainst, hashPassword } from "./hashing.ts";
export { checkPassword } from "./password-rules.ts";
export {
  changePasswordHash,
  credentialsByEmail,
  passwordOf,
  insertAccount,
  insertAccountEmail,
} from "./queries.ts";

export function accountsModule(deps: { database: Database; hasher: PasswordHasher }): Module {
  return module({
    name: "accounts",
    operations: [getAccountOperation, updateAccountOperation, changePasswordOperation(deps)],
  });
}
