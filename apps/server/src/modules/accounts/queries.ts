import { formatId, type getAccount, type Output } from "@atrium/contracts";
import { command, statement } from "#kernel/db/statement";
import { flag, integer, json, text, textOrNull, time, timeOrNull } from "#kernel/db/values";

// Accounts belong to people, so every statement here runs as the system, bound to one account by its argument.

/** The most earlier passwords that a policy may ask about. */
const longestHistory = 24;

export type Credentials = {
  accountId: string;
  passwordHash: string | null;
  passwordChangedAt: string | null;
  mustChangePassword: boolean;
  status: string;
  locale: string | null;
};

export const credentialsByEmail = statement<[string], Credentials>(
  `select a.id, a.password_hash, a.status, a.locale, a.password_changed_at, a.must_change_password
   from account_emails e join accounts a on a.id = e.account_id where e.email = $1`,
  (row) => ({
    accountId: text(row, 0),
    passwordHash: textOrNull(row, 1),
    status: text(row, 2),
    locale: textOrNull(row, 3),
    passwordChangedAt: timeOrNull(row, 4),
    mustChangePassword: flag(row, 5),
  }),
);

export const passwordOf = statement<
  [string],
  { passwordHash: string | null; email: string; locale: string | null }
>(
  `select a.password_hash, e.email, a.locale from accounts a join account_emails e on e.account_id = a.id and e.is_primary
   where a.id = $1`,
  (row) => ({ passwordHash: textOrNull(row, 0), email: text(row, 1), locale: textOrNull(row, 2) }),
);

export const insertAccount = command<[string, string | null, string]>(
  `insert into accounts (id, password_hash, password_changed_at, created_at, updated_at) values ($1, $2, $3, $3, $3)`,
);
export const insertAccountEmail = command<[string, string, string | null, string]>(
  `insert into account_emails (account_id, email, is_primary, verified_at, created_at) values ($1, $2, true, $3, $4)`,
);

/** Keeps the hash that goes, and no more of them than any policy asks about. */
export const changePasswordHash = command<[string, string, string]>(
  `with kept as (
     insert into password_history (account_id, hash, created_at)
     select id, password_hash, $3 from accounts where id = $1 and password_hash is not null
   ), dropped as (
     delete from password_history where account_id = $1 and id <= (
       select id from password_history where account_id = $1 order by id desc offset ${longestHistory - 1} limit 1)
   )
   update accounts set password_hash = $2, password_changed_at = $3, must_change_password = false, updated_at = $3,
     version = version + 1
   where id = $1`,
);

/** The same password in today's form; nothing where the password has been changed in the meantime. */
export const upgradePasswordHash = command<[accountId: string, from: string, to: string]>(
  "update accounts set password_hash = $3 where id = $1 and password_hash = $2",
);

/** The next sign-in asks for a new password first. */
export const forcePasswordChange = command<[accountId: string, at: string]>(
  `update accounts set must_change_password = true, updated_at = $2, version = version + 1 where id = $1`,
);

/** The hashes a new password is held against: the present one and as many before it, newest first. */
export const latestHashes = statement<[accountId: string, most: number], string>(
  `(select password_hash from accounts where id = $1 and password_hash is not null)
   union all
   (select hash from (select id, hash from password_history where account_id = $1 order by id desc limit $2) earlier
    order by id desc)`,
  (row) => text(row, 0),
);

export type Surroundings = { email: string; names: string[]; organizationNames: string[] };

/** What others know of a person: none of it may make up the password. */
export const surroundingsOf = statement<[accountId: string], Surroundings>(
  `select e.email,
     (select coalesce(json_agg(distinct n.name), '[]') from users u,
        unnest(array[u.first_name, u.last_name, u.display_name]) as n (name)
        where u.account_id = e.account_id and n.name is not null),
     (select coalesce(json_agg(distinct o.name), '[]') from users u join organizations o on o.id = u.organization_id
        where u.account_id = e.account_id)
   from account_emails e where e.account_id = $1 and e.is_primary`,
  (row) => ({ email: text(row, 0), names: json(row, 1), organizationNames: json(row, 2) }),
);

export const findAccount = statement<[string], Output<typeof getAccount>>(
  `select a.id, a.locale, a.password_changed_at, a.created_at, a.version,
     (select json_agg(json_build_object('email', e.email, 'verified', e.verified_at is not null, 'primary', e.is_primary)
        order by e.is_primary desc, e.email) from account_emails e where e.account_id = a.id)
   from accounts a where a.id = $1`,
  (row) => ({
    id: formatId("account", text(row, 0)),
    locale: textOrNull(row, 1),
    passwordChangedAt: timeOrNull(row, 2),
    createdAt: time(row, 3),
    version: integer(row, 4),
    emails: json(row, 5),
  }),
);

export const setLocale = command<[string, string | null, string]>(
  "update accounts set locale = $2, updated_at = $3, version = version + 1 where id = $1",
);
