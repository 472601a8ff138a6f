import { command, statement } from "#kernel/db/statement";
import { flag, text, textOrNull } from "#kernel/db/values";

export type Place = { id: string; slug: string; name: string; active: boolean; locale: string | null };

/** The organization that a registration names, by id or slug; asked by people who are nobody here yet. */
export const placeNamed = statement<[string], Place>(
  `select id, slug, name, status = 'active', settings ->> 'locale' from organizations where id::text = $1 or slug = $1`,
  (row) => ({
    id: text(row, 0),
    slug: text(row, 1),
    name: text(row, 2),
    active: flag(row, 3),
    locale: textOrNull(row, 4),
  }),
);

/** Only who proved an address has it: a claim keeps nobody else from proving it. */
export const ownerOfAddress = statement<[string], { accountId: string; locale: string | null }>(
  `select a.id, a.locale from account_emails e join accounts a on a.id = e.account_id
   where e.email = $1 and e.verified_at is not null`,
  (row) => ({ accountId: text(row, 0), locale: textOrNull(row, 1) }),
);

export const dropUnprovenClaims = command<[string]>(
  "delete from account_emails where email = $1 and verified_at is null and not is_primary",
);

export const speakLocale = command<[string, string]>("update accounts set locale = $2 where id = $1");

export type WaitingPerson = { id: string; accountId: string | null; displayName: string };

/** A person whom the organization entered before, with this address. */
export const personWithAddress = statement<[string], WaitingPerson>(
  "select id, account_id, display_name from users where email = $1 and deleted_at is null for no key update",
  (row) => ({ id: text(row, 0), accountId: textOrNull(row, 1), displayName: text(row, 2) }),
);

/** Whom an admin suspended or made inactive stays so. */
export const arrive = command<[string, string]>(
  `update users set status = case status when 'pending' then 'active' else status end, updated_at = $2,
     version = version + 1 where id = $1`,
);
