import { formatId, type getAccount, type Output } from "@atrium/contracts";
import { command, statement } from "#kernel/db/statement";
import { integer, json, text, textOrNull, time, timeOrNull } from "#kernel/db/values";

// Accounts belong to people, so every statement here runs as the system, bound to one account by its argument.

export type Credentials = {
  accountId: string;
  passwordHash: string | null;
  status: string;
  locale: string | null;
};

export const credentialsByEmail = statement<[string], Credentials>(
  `select a.id, a.password_hash, a.status, a.locale from account_emails e join accounts a on a.id = e.account_id where e.email = $1`,
  (row) => ({
    accountId: text(row, 0),
    passwordHash: textOrNull(row, 1),
    status: text(row, 2),
    locale: textOrNull(row, 3),
  }),
);

export const passwordOf = statement<[string], { passwordHash: string | null; email: string }>(
  `select a.password_hash, e.email from accounts a join account_emails e on e.account_id = a.id and e.is_primary
   where a.id = $1`,
  (row) => ({ passwordHash: textOrNull(row, 0), email: text(row, 1) }),
);

export const insertAccount = command<[string, string | null, string]>(
  `insert into accounts (id, password_hash, password_changed_at, created_at, updated_at) values ($1, $2, $3, $3, $3)`,
);
export const insertAccountEmail = command<[string, string, string | null, string]>(
  `insert into account_emails (account_id, email, is_primary, verified_at, created_at) values ($1, $2, true, $3, $4)`,
);

export const changePasswordHash = command<[string, string, string]>(
  `update accounts set password_hash = $2, password_changed_at = $3, updated_at = $3, version = version + 1 where id = $1`,
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
