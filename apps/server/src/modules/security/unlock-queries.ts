import { command, statement } from "#kernel/db/statement";
import { flag, text } from "#kernel/db/values";

export type Lock = { accountId: string; locked: boolean; managed: boolean };

/** An organization may lift a lock that its own rule set, and any lock on an account whose person is in no other one. */
export const findLock = statement<[organizationId: string, userId: string], Lock>(
  `select a.id, a.status = 'locked', a.locked_by is not distinct from $1 or not exists (
       select 1 from users o where o.account_id = a.id and o.organization_id <> $1 and o.deleted_at is null)
   from users u join accounts a on a.id = u.account_id where u.organization_id = $1 and u.id = $2 for no key update of a`,
  (row) => ({
    accountId: text(row, 0),
    locked: flag(row, 1),
    managed: flag(row, 2),
  }),
);

export const unlockAccount = command<[string, string]>(
  `update accounts set status = 'active', locked_at = null, locked_by = null, updated_at = $2, version = version + 1
   where id = $1 and status = 'locked'`,
);
