import { changePassword } from "@atrium/contracts";
import type { Database } from "#kernel/db/database";
import { operation } from "#kernel/operation";
import type { PasswordHasher } from "#kernel/password-hash";
import { checkAgainst } from "../hashing.ts";
import { newPasswordHash } from "../new-password.ts";
import type { PasswordRules } from "../password-rules.ts";
import { changePasswordHash, passwordOf } from "../queries.ts";
import { command, statement } from "#kernel/db/statement";
import { integerOrNull, text } from "#kernel/db/values";
import { randomToken, sha256 } from "#kernel/crypto";
import type { Messages } from "#modules/messages";

/** What the organizations of a person ask of the password, taken together. */
export type PasswordRulesOf = (accountId: string, now: Date) => Promise<PasswordRules>;

const endOtherSessions = command<[string, string, string]>(
  `update sessions set ended_at = $3, ended_reason = 'password_changed'
   where account_id = $1 and id <> $2 and ended_at is null`,
);

const distrustDevices = command<[string]>(
  "update devices set trusted_until = null where account_id = $1 and trusted_until is not null",
);
/** Whoever copied the cookie before has nothing after it. */
export const renewSession = statement<
  [id: string, digest: Buffer, now: string],
  { maxAgeSeconds: number | null }
>(
  `update sessions set digest = $2 where id = $1 and kind = 'cookie' and ended_at is null
   returning case when remember then extract(epoch from expires_at - $3::timestamptz)::int end`,
  (row) => ({ maxAgeSeconds: integerOrNull(row, 0) }),
);
/** Where what happened to an account's password is told. */
export const provenAddresses = statement<[string], string>(
  "select email from account_emails where account_id = $1 and verified_at is not null order by email",
  (row) => text(row, 0),
);

export const changePasswordOperation = (deps: {
  database: Database;
  hasher: PasswordHasher;
  passwordRulesOf: PasswordRulesOf;
  messages: Messages;
}) =>
  operation(changePassword, async ({ db, caller, now, record, setCookie, fail }, { body }) => {
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
    const at = now.toISOString();
    const system = db.asSystem();
    const secret = randomToken();
    const [, , , renewed, addresses] = await system.queries(
      changePasswordHash(accountId, hash, at),
      endOtherSessions(accountId, sessionId, at),
      distrustDevices(accountId),
      renewSession(sessionId, sha256(secret), at),
      provenAddresses(accountId),
    );
    for (const { maxAgeSeconds } of renewed) setCookie({ cookie: "session", token: secret, maxAgeSeconds });
    const { organizationId } = caller;
    for (const to of addresses) {
      await deps.messages.queueMail(db, {
        template: "password_changed", to, locale: stored.locale, organizationId, data: { at },
      }); // prettier-ignore
    }
    record({
      name: "account.password_changed",
      target: { type: "account", id: accountId, name: caller.actor.name },
      changes: [{ field: "password", before: "(set)", after: "(set)" }],
    });
  });
