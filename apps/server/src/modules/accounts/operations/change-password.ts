import { changePassword } from "@atrium/contracts";
import type { Database } from "#kernel/db/database";
import { operation } from "#kernel/operation";
import type { PasswordHasher } from "#kernel/password-hash";
import { checkAgainst } from "../hashing.ts";
import { newPasswordHash } from "../new-password.ts";
import type { PasswordRules } from "../password-rules.ts";
import { changePasswordHash, passwordOf } from "../queries.ts";
import { command } from "#kernel/db/statement";

/** What the organizations of a person ask of the password, taken together. */
export type PasswordRulesOf = (accountId: string, now: Date) => Promise<PasswordRules>;

const endOtherSessions = command<[string, string, string]>(
  `update sessions set ended_at = $3, ended_reason = 'password_changed'
   where account_id = $1 and id <> $2 and ended_at is null`,
);

export const changePasswordOperation = (deps: {
  database: Database;
  hasher: PasswordHasher;
  passwordRulesOf: PasswordRulesOf;
}) =>
  operation(changePassword, async ({ db, caller, now, record, fail }, { body }) => {
    const { accountId, sessionId } = caller;
    if (accountId === null || sessionId === null) return fail("auth.required");
    // Read outside of the transaction: hashing takes its time, and no connection should wait for it.
    const reader = deps.database.asSystem();
    const [stored] = await reader.query(passwordOf(accountId));
    const proof = await checkAgainst(deps.hasher, stored?.passwordHash ?? null, body.currentPassword);
    if (stored === undefined || !proof.ok) return fail("auth.invalid_credentials");
    const hash = await newPasswordHash(
      { reader, hasher: deps.hasher },
      {
        accountId,
        password: body.newPassword,
        pointer: "/newPassword",
        rules: await deps.passwordRulesOf(accountId, now),
      },
    );
    await db
      .asSystem()
      .queries(
        changePasswordHash(accountId, hash, now.toISOString()),
        endOtherSessions(accountId, sessionId, now.toISOString()),
      );
    record({
      name: "account.password_changed",
      target: { type: "account", id: accountId, name: caller.actor.name },
      changes: [{ field: "password", before: "(set)", after: "(set)" }],
    });
  });
