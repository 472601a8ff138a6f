import { statement } from "#kernel/db/statement";
import { flag, text, textOrNull, timeOrNull } from "#kernel/db/values";

// Accounts belong to people, so every statement here runs as the system, bound by its arguments.

export type Owner = { accountId: string; locale: string | null };

/** Whose mailbox it is, by proof: a mere claim recovers nothing. */
export const ownerOfAddress = statement<[string], Owner>(
  `select a.id, a.locale from account_emails e join accounts a on a.id = e.account_id
   where e.email = $1 and e.verified_at is not null`,
  (row) => ({ accountId: text(row, 0), locale: textOrNull(row, 1) }),
);

export type Recovering = {
  email: string;
  locale: string | null;
  hadPassword: boolean;
  passwordChangedAt: string | null;
  proven: boolean;
};

/** The account as it stands when its owner comes with a proof that went to this address. */
export const recoveringAccount = statement<[string, string], Recovering>(
  `select p.email, a.locale, a.password_hash is not null, a.password_changed_at,
     exists (select 1 from account_emails e where e.account_id = a.id and e.email = $2 and e.verified_at is not null)
   from accounts a join account_emails p on p.account_id = a.id and p.is_primary where a.id = $1`,
  (row) => ({
    email: text(row, 0),
    locale: textOrNull(row, 1),
    hadPassword: flag(row, 2),
    passwordChangedAt: timeOrNull(row, 3),
    proven: flag(row, 4),
  }),
);

export const provenAddresses = statement<[string], string>(
  "select email from account_emails where account_id = $1 and verified_at is not null order by email",
  (row) => text(row, 0),
);

export type Managed = { accountId: string; email: string; locale: string | null; elsewhere: boolean };

/** A person's account as an admin of the organization may know it; nothing without one. */
export const managedAccount = statement<[organizationId: string, userId: string], Managed>(
  `select a.id, e.email, a.locale, exists (
       select 1 from users o where o.account_id = a.id and o.organization_id <> $1 and o.deleted_at is null)
   from users u join accounts a on a.id = u.account_id
   join account_emails e on e.account_id = a.id and e.is_primary and e.verified_at is not null
   where u.organization_id = $1 and u.id = $2 and u.deleted_at is null`,
  (row) => ({
    accountId: text(row, 0),
    email: text(row, 1),
    locale: textOrNull(row, 2),
    elsewhere: flag(row, 3),
  }),
);
