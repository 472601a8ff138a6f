import { changePassword } from "@atrium/contracts";
import type { Database } from "#kernel/db/database";
import { operation } from "#kernel/operation";
import type { PasswordHasher } from "#kernel/password-hash";
import { checkAgainst, hashPassword } from "../hashing.ts";
import { checkPassword } from "../password-rules.ts";
import { changePasswordHash, passwordOf } from "../queries.ts";
import { command } from "#kernel/db/statement";

const endOtherSessions = command<[string, string, string]>(
  `update sessions set ended_at = $3, ended_reason = 'password_changed'
   where account_id = $1 and id <> $2 and ended_at is null`,
);

export const changePasswordOperation = (deps: { database: Database; hasher: PasswordHasher }) =>
  operation(changePassword, async ({ db, caller, now, record, fail }, { body }) => {
    const { accountId, sessionId } = caller;
    if (accountId === null || sessionId === null) return fail("auth.required");
    // Read outside of the transaction: hashing takes its time, and no connection should wait for it.
    const [stored] = await deps.database.asSystem().query(passwordOf(accountId));
    const proof = await checkAgainst(deps.hasher, stored?.passwordHash ?? null, body.currentPassword);
    if (stored === undefined || !proof.ok) return fail("auth.invalid_credentials");
    checkPassword(body.newPassword, { email: stored.email, pointer: "/newPassword" });
    const hash = await hashPassword(deps.hasher, body.newPassword);
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
