import type { Reader } from "#kernel/db/reader";
import { fail } from "#kernel/operation";
import type { PasswordHasher } from "#kernel/password-hash";
import { checkAgainst, hashPassword } from "./hashing.ts";
import { checkPassword, type PasswordRules } from "./password-rules.ts";
import { latestHashes, surroundingsOf } from "./queries.ts";

/**
 * The hash of a password that an account may take: it is fit, made of nothing that others know of the person, and
 * neither the present one nor one of those before it that the rules name. Call it outside of the transaction.
 */
export async function newPasswordHash(
  deps: { readonly reader: Reader; readonly hasher: PasswordHasher },
  wish: {
    readonly accountId: string;
    readonly password: string;
    readonly pointer: string;
    readonly rules?: PasswordRules;
  },
): Promise<string> {
  const { reader, hasher } = deps;
  const { accountId, password, pointer, rules = {} } = wish;
  const [[surroundings], earlier] = await reader.queries(
    surroundingsOf(accountId),
    // The present one is among them, so a rule of one earlier password adds none.
    latestHashes(accountId, Math.max(0, (rules.history ?? 0) - 1)),
  );
  if (surroundings === undefined) throw new Error("the account has no address");
  checkPassword(password, { ...surroundings, rules, pointer });
  for (const hash of earlier) {
    // One after the other: twenty at once would fill the queue that everybody signs in through.
    if ((await checkAgainst(hasher, hash, password)).ok) refuseUsed(pointer);
  }
  return hashPassword(hasher, password);
}

function refuseUsed(pointer: string): never {
  const detail = "You have used this password before.";
  return fail("password.used_before", { detail, fields: [{ pointer, code: "used_before", detail }] });
}
