import type { FactorKind } from "@atrium/contracts";
import { command, statement } from "#kernel/db/statement";
import { integer, text, textOrNull, time, timeOrNull } from "#kernel/db/values";

// Factors belong to accounts, so every statement here runs as the system, bound to one account by its argument.

/** Whether an account has more than a password; `account` is an expression of its id. */
export const hasSecondFactor = (account: string): string =>
  `(exists (select from account_totp f where f.account_id = ${account} and f.confirmed_at is not null)
    or exists (select from passkeys f where f.account_id = ${account})
    or exists (select from code_factors f where f.account_id = ${account}))`;

export const kindsOf = statement<[account: string], FactorKind>(
  `select 'totp' from account_totp where account_id = $1 and confirmed_at is not null
   union all select 'passkey' where exists (select from passkeys where account_id = $1)
   union all select kind from code_factors where account_id = $1
   union all select 'recovery_code' where ${hasSecondFactor("$1::uuid")}
     and exists (select from recovery_codes where account_id = $1 and used_at is null)`,
  (row) => text(row, 0) as FactorKind,
);

export type Totp = {
  secret: string;
  begunAt: string;
  confirmedAt: string | null;
  lastUsedAt: string | null;
};
export const totpOf = statement<[account: string], Totp>(
  "select secret, begun_at, confirmed_at, last_used_at from account_totp where account_id = $1",
  (row) => ({
    secret: text(row, 0),
    begunAt: time(row, 1),
    confirmedAt: timeOrNull(row, 2),
    lastUsedAt: timeOrNull(row, 3),
  }),
);
/** Begins anew as often as wanted, until a code was shown; answers nothing where one is confirmed. */
export const beginTotp = statement<[account: string, secret: string, now: string], string>(
  `insert into account_totp as t (account_id, secret, begun_at) values ($1, $2, $3)
   on conflict (account_id) do update set secret = $2, begun_at = $3 where t.confirmed_at is null
   returning account_id`,
  (row) => text(row, 0),
);
export const confirmTotp = statement<[account: string, secret: string, step: number, now: string], string>(
  `update account_totp set confirmed_at = $4, last_step = $3, last_used_at = $4
   where account_id = $1 and secret = $2 and confirmed_at is null returning account_id`,
  (row) => text(row, 0),
);
/** Takes the code of a time step; of many at once, one finds it untaken. */
export const takeStep = statement<[account: string, step: number, now: string], string>(
  `update account_totp set last_step = $2, last_used_at = $3
   where account_id = $1 and confirmed_at is not null and last_step < $2 returning account_id`,
  (row) => text(row, 0),
);
export const dropTotp = statement<[account: string], string>(
  "delete from account_totp where account_id = $1 and confirmed_at is not null returning account_id",
  (row) => text(row, 0),
);

export const recoveryCodesOf = statement<[account: string], { left: number; madeAt: string | null }>(
  "select count(*) filter (where used_at is null), max(created_at) from recovery_codes where account_id = $1",
  (row) => ({ left: integer(row, 0), madeAt: timeOrNull(row, 1) }),
);
export const dropRecoveryCodes = command<[account: string]>(
  "delete from recovery_codes where account_id = $1",
);
export const insertRecoveryCodes = command<[account: string, digests: readonly string[], now: string]>(
  `insert into recovery_codes (account_id, digest, created_at)
   select $1, decode(digest, 'hex'), $3 from unnest($2::text[]) as digest`,
);
export const takeRecoveryCode = statement<[account: string, digest: Buffer, now: string], string>(
  `update recovery_codes set used_at = $3
   where account_id = $1 and digest = $2 and used_at is null returning account_id`,
  (row) => text(row, 0),
);

export type CodeFactor = {
  kind: "email_code" | "sms_code";
  phone: string | null;
  addedAt: string;
  lastUsedAt: string | null;
};
export const codeFactorsOf = statement<[account: string], CodeFactor>(
  "select kind, phone, added_at, last_used_at from code_factors where account_id = $1",
  (row) => ({
    kind: text(row, 0) === "sms_code" ? "sms_code" : "email_code",
    phone: textOrNull(row, 1),
    addedAt: time(row, 2),
    lastUsedAt: timeOrNull(row, 3),
  }),
);
/** A new number takes the place of the old one; a second switch to mail changes nothing and answers nothing. */
export const addCodeFactor = statement<
  [account: string, kind: string, phone: string | null, now: string],
  string
>(
  `insert into code_factors as f (account_id, kind, phone, added_at) values ($1, $2, $3, $4)
   on conflict (account_id, kind) do update set phone = $3, added_at = $4 where f.phone is distinct from $3
   returning account_id`,
  (row) => text(row, 0),
);
export const dropCodeFactor = statement<[account: string, kind: string], string>(
  "delete from code_factors where account_id = $1 and kind = $2 returning account_id",
  (row) => text(row, 0),
);
export const noteCodeFactorUsed = command<[account: string, kind: string, now: string]>(
  "update code_factors set last_used_at = $3 where account_id = $1 and kind = $2",
);

export const keepSentCode = command<
  [account: string, purpose: string, phone: string | null, mac: string, until: string]
>(
  `insert into sent_codes as c (account_id, purpose, phone, mac, tries, expires_at) values ($1, $2, $3, $4, 0, $5)
   on conflict (account_id, purpose) do update set phone = $3, mac = $4, tries = 0, expires_at = $5`,
);
/** Counts a try and shows what to compare it with; past the last one there is nothing to compare with. */
export const trySentCode = statement<
  [account: string, purpose: string, tries: number, now: string],
  { mac: string; phone: string | null }
>(
  `update sent_codes set tries = tries + 1
   where account_id = $1 and purpose = $2 and tries < $3 and expires_at > $4 returning mac, phone`,
  (row) => ({ mac: text(row, 0), phone: textOrNull(row, 1) }),
);
export const takeSentCode = statement<[account: string, purpose: string, mac: string], string>(
  "delete from sent_codes where account_id = $1 and purpose = $2 and mac = $3 returning account_id",
  (row) => text(row, 0),
);

/** Once true: whoever comes second with the same challenge finds it there. */
export const useChallenge = statement<[digest: Buffer, until: string], boolean>(
  `insert into used_challenges (digest, expires_at) values ($1, $2) on conflict do nothing returning true`,
  (row) => row[0] === "t",
);

export const dropExpired = [
  command<[now: string]>("delete from used_challenges where expires_at < $1"),
  command<[now: string]>("delete from sent_codes where expires_at < $1"),
] as const;

export type AccountContact = { email: string; primary: boolean; locale: string | null };
/** Where news of an account go: all of its proven addresses, the main one first. */
export const contactsOf = statement<[account: string], AccountContact>(
  `select e.email, e.is_primary, a.locale from account_emails e join accounts a on a.id = e.account_id
   where e.account_id = $1 and e.verified_at is not null order by e.is_primary desc, e.email`,
  (row) => ({ email: text(row, 0), primary: row[1] === "t", locale: textOrNull(row, 2) }),
);

export const organizationName = statement<[organization: string | null], string>(
  "select name from organizations where id = $1",
  (row) => text(row, 0),
);

export const otherOrganizationsOf = statement<[account: string, organization: string], number>(
  "select count(*) from users where account_id = $1 and organization_id <> $2 and deleted_at is null",
  (row) => integer(row, 0),
);

/** Everything but the passkeys, which have statements of their own. */
export const dropAllFactors = [
  command<[account: string]>("delete from account_totp where account_id = $1"),
  command<[account: string]>("delete from code_factors where account_id = $1"),
  command<[account: string]>("delete from sent_codes where account_id = $1"),
  command<[account: string]>("delete from passkeys where account_id = $1"),
  dropRecoveryCodes,
] as const;

export const lockAccount = command<[account: string]>(
  "select 1 from accounts where id = $1 for no key update",
);
export const dropSentCode = command<[account: string, purpose: string]>(
  "delete from sent_codes where account_id = $1 and purpose = $2",
);

/** Within the organization acted in. */
export const findPerson = statement<[user: string], { accountId: string | null }>(
  "select account_id from users where id = $1",
  (row) => ({ accountId: textOrNull(row, 0) }),
);
