import { command, statement } from "#kernel/db/statement";
import { flag, text, textOrNull } from "#kernel/db/values";

const rank = (severity: string): string =>
  `array_position(array['info', 'low', 'medium', 'high'], ${severity})`;

/** A new event, or one more occurrence of the one that nobody has resolved. */
export const raiseEvent = statement<
  [
    id: string, kind: string, severity: string, subject: string, userId: string | null, accountId: string | null,
    reasons: readonly string[], evidence: string, at: string,
  ],
  { id: string; fresh: boolean }
>(
  `insert into security_events as e (organization_id, id, kind, severity, subject, user_id, account_id, reasons,
     evidence, raised_at, last_at)
   values (current_organization(), $1, $2, $3, $4, $5, $6, $7::text[], $8, $9, $9)
   on conflict (organization_id, kind, subject) where state <> 'resolved' do update set
     occurrences = e.occurrences + 1, last_at = excluded.last_at, reasons = excluded.reasons,
     evidence = excluded.evidence, version = e.version + 1,
     severity = case when ${rank("excluded.severity")} > ${rank("e.severity")} then excluded.severity else e.severity end
   returning e.id, e.occurrences = 1`,
  (row) => ({ id: text(row, 0), fresh: flag(row, 1) }),
); // prettier-ignore

/** Who an account is in the organization. */
export const personOf = statement<[accountId: string], { userId: string; name: string }>(
  "select id, display_name from users where account_id = $1",
  (row) => ({ userId: text(row, 0), name: text(row, 1) }),
);

export const noteResponses = command<[string, readonly string[]]>(
  "update security_events set responses = $2::text[] where id = $1",
);

/**
 * An organization's rule may lock an account that is nobody else's business: its person is in no other organization,
 * and somebody is left who can lift the lock.
 */
export const mayLock = statement<[organizationId: string, accountId: string], boolean>(
  `select coalesce(bool_and(u.organization_id = $1 and (not 'super-admin' = any(u.roles) or exists (
       select 1 from users o join accounts a on a.id = o.account_id and a.status = 'active'
       where o.organization_id = $1 and o.status = 'active' and 'super-admin' = any(o.roles) and o.account_id <> $2))), false)
   from users u where u.account_id = $2 and u.deleted_at is null`,
  (row) => flag(row, 0),
);

export const lockAccount = statement<[accountId: string, organizationId: string, now: string], string>(
  `update accounts set status = 'locked', locked_at = $3, locked_by = $2, updated_at = $3, version = version + 1
   where id = $1 and status = 'active' returning id`,
  (row) => text(row, 0),
);

export type Recipient = { email: string; locale: string | null };
const readRecipient = (row: readonly (string | null)[]): Recipient => ({
  email: text(row, 0),
  locale: textOrNull(row, 1),
});

/** Every address of an account that was proven to be its person's. */
export const addressesOf = statement<[string], Recipient>(
  `select e.email, a.locale from account_emails e join accounts a on a.id = e.account_id
   where a.id = $1 and e.verified_at is not null order by e.is_primary desc, e.email`,
  readRecipient,
);

/** Who is told of what concerns no single person. */
export const ownersOf = statement<[string], Recipient>(
  `select u.email, a.locale from users u join accounts a on a.id = u.account_id and a.status = 'active'
   where u.organization_id = $1 and u.status = 'active' and 'super-admin' = any(u.roles) order by u.id limit 20`,
  readRecipient,
);
