import type { AccountEmails } from "@atrium/contracts";
import { command, statement } from "#kernel/db/statement";
import { flag, text, textOrNull, time } from "#kernel/db/values";

// Addresses belong to accounts, so every statement here runs as the system, bound to one account by its argument.

type Address = AccountEmails["items"][number];

export const addressesOf = statement<[string], Address>(
  `select email, verified_at is not null, is_primary, created_at from account_emails where account_id = $1
   order by is_primary desc, email`,
  (row) => ({ email: text(row, 0), verified: flag(row, 1), primary: flag(row, 2), addedAt: time(row, 3) }),
);

/** One change at a time to the addresses of an account; also the language of its mails. */
export const holdAccount = statement<[string], { locale: string | null }>(
  "select locale from accounts where id = $1 for no key update",
  (row) => ({ locale: textOrNull(row, 0) }),
);

export type PendingAddress = NonNullable<AccountEmails["pending"]> & { proofId: string };
export const pendingOf = statement<[string, string], PendingAddress>(
  `select email, make_primary, expires_at, proof_id from account_email_changes
   where account_id = $1 and expires_at > $2`,
  (row) => ({
    email: text(row, 0),
    makePrimary: flag(row, 1),
    expiresAt: time(row, 2),
    proofId: text(row, 3),
  }),
);
export const putPending = command<[string, string, boolean, string, string, string]>(
  `insert into account_email_changes (account_id, email, make_primary, proof_id, requested_at, expires_at)
   values ($1, $2, $3, $4, $5, $6)
   on conflict (account_id) do update set email = excluded.email, make_primary = excluded.make_primary,
     proof_id = excluded.proof_id, requested_at = excluded.requested_at, expires_at = excluded.expires_at`,
);
export const dropPending = command<[string]>("delete from account_email_changes where account_id = $1");
export const dropExpiredPending = command<[string]>(
  "delete from account_email_changes where expires_at <= $1",
);

/** Whoever claimed the address without proving it loses it to who proves it. */
export const dropUnprovenClaim = command<[string, string]>(
  "delete from account_emails where email = $1 and account_id <> $2 and verified_at is null and not is_primary",
);
export const addAddress = command<[string, string, string]>(
  `insert into account_emails (account_id, email, is_primary, verified_at, created_at) values ($1, $2, false, $3, $3)
   on conflict (account_id, email) do update set verified_at = coalesce(account_emails.verified_at, excluded.verified_at)`,
);
export const removeAddress = command<[string, string]>(
  "delete from account_emails where account_id = $1 and email = $2 and not is_primary",
);

// In this order: an account has one primary address at every moment.
export const clearPrimary = command<[string]>(
  "update account_emails set is_primary = false where account_id = $1 and is_primary",
);
export const markPrimary = command<[string, string]>(
  "update account_emails set is_primary = true where account_id = $1 and email = $2",
);
/** The person's address in every organization follows the account's. */
export const followPrimary = command<[string, string, string]>(
  `update users set email = $2, email_verified = true, updated_at = $3, version = version + 1
   where account_id = $1 and (email <> $2 or not email_verified)`,
);
export const touchAccount = command<[string, string]>(
  "update accounts set updated_at = $2, version = version + 1 where id = $1",
);
