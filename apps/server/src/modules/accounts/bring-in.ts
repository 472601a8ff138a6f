import type { Reader } from "#kernel/db/reader";
import { command, statement } from "#kernel/db/statement";
import { text } from "#kernel/db/values";

export type BroughtPassword = { readonly accountId: string; readonly email: string; readonly hash: string };

const insert = statement<[ids: string[], emails: string[], hashes: string[], at: string], string>(
  `with given as (
     select * from unnest($1::uuid[], $2::text[], $3::text[]) as g (id, email, hash)
   ), addressed as (
     insert into account_emails (account_id, email, is_primary, verified_at, created_at)
     select id, email, true, $4, $4 from given order by email on conflict (email) do nothing returning account_id
   )
   insert into accounts (id, password_hash, created_at, updated_at)
   select g.id, g.hash, $4, $4 from given g join addressed a on a.account_id = g.id returning id`,
  (row) => text(row, 0),
);

/**
 * Accounts with hashes that another system made. Where an address is an account's already, its owner's password stands
 * and none is made; which those are is nobody's business. Runs as the system, since accounts are no organization's.
 */
export async function bringPasswords(
  system: Reader,
  passwords: readonly BroughtPassword[],
  now: Date,
): Promise<ReadonlySet<string>> {
  if (passwords.length === 0) return new Set();
  const ids = passwords.map(({ accountId }) => accountId);
  const emails = passwords.map(({ email }) => email);
  const hashes = passwords.map(({ hash }) => hash);
  return new Set(await system.query(insert(ids, emails, hashes, now.toISOString())));
}

/** Takes accounts back that nobody ever used: no sign-in, no change, and nobody's way in. */
export const dropUnusedAccounts = command<[ids: readonly string[]]>(
  `delete from accounts a where a.id = any($1::uuid[]) and a.version = 1
     and not exists (select 1 from sessions s where s.account_id = a.id)
     and not exists (select 1 from users u where u.account_id = a.id)`,
);
