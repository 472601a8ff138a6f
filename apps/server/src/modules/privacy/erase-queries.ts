import { command, statement } from "#kernel/db/statement";
import { flag, integer, text, textArray, textOrNull } from "#kernel/db/values";

/** A person's row, deleted or not, as far as erasing needs it. */
export type Erasable = {
  readonly uuid: string;
  readonly email: string;
  readonly displayName: string;
  readonly status: string;
  readonly accountId: string | null;
  readonly erased: boolean;
  readonly roles: readonly string[];
};
export const lockErasable = statement<[id: string], Erasable>(
  `select id, email, display_name, status, account_id, erased_at is not null, roles from users where id = $1 for update`,
  (row) => ({
    uuid: text(row, 0),
    email: text(row, 1),
    displayName: text(row, 2),
    status: text(row, 3),
    accountId: textOrNull(row, 4),
    erased: flag(row, 5),
    roles: textArray(row, 6),
  }),
);

/** The row stays, since others point at it; nothing in it tells of anybody. */
export const emptyPerson = command<[id: string, now: string]>(
  `update users set account_id = null, email = 'erased-' || id || '@erased.invalid', email_verified = false,
     first_name = null, last_name = null, display_name = 'Erased', name_key = 'erased', first_key = '', last_key = '',
     phone = null, phone_verified = false, avatar = null, title = null, department = null, manager_id = null,
     employee_number = null, locale = null, time_zone = null, address = null, birth_date = null, website = null,
     bio = null, external_id = null, source = 'erased', tags = '{}', attributes = '{}', preferences = '{}',
     status = 'deleted', status_before_deletion = null, status_reason = null, last_login_at = null, last_seen_at = null,
     deleted_at = coalesce(deleted_at, $2), erased_at = $2, updated_at = $2, version = version + 1
   where id = $1`,
);

// Runs as the system, since no tenant may forget keys, attempts and requests; each names its organization.

/** What a person has, is in or was told, that goes with them. */
export const dropBelongings = [
  "delete from group_members where organization_id = $1 and user_id = $2",
  "delete from grants where organization_id = $1 and subject_type = 'user' and subject_id = $2",
  "delete from segment_members where organization_id = $1 and user_id = $2",
  "delete from views where organization_id = $1 and owner_id = $2",
  "delete from api_keys where organization_id = $1 and user_id = $2",
  "delete from consents where organization_id = $1 and user_id = $2",
  "delete from lifecycle_progress where organization_id = $1 and user_id = $2",
  "delete from onboarding_ticks where organization_id = $1 and user_id = $2",
  "delete from duplicate_pairs where organization_id = $1 and (low_id = $2 or high_id = $2)",
  "delete from user_merges where organization_id = $1 and (survivor_id = $2 or merged_id = $2)",
  "delete from job_changes where organization_id = $1 and target_id = $2",
  "delete from job_problems where organization_id = $1 and target_id = $2",
  "delete from login_attempts where organization_id = $1 and user_id = $2",
  "update users set manager_id = null where organization_id = $1 and manager_id = $2",
  `update security_events set subject = 'Erased', evidence = '{}', note = null
   where organization_id = $1 and user_id = $2`,
  "update access_requests set subject_name = 'Erased', reason = '' where organization_id = $1 and subject_id = $2",
  "update access_requests set requester_name = 'Erased', reason = '' where organization_id = $1 and requested_by = $2",
  `update access_requests set decider_name = 'Erased', decision_reason = null
   where organization_id = $1 and decided_by = $2`,
  `update access_review_items set subject_name = 'Erased', subject_email = null, comment = null
   where organization_id = $1 and subject_id = $2`,
  `update access_review_items set decider_name = 'Erased', comment = null
   where organization_id = $1 and decided_by = $2`,
  "update access_reviews set creator_name = 'Erased' where organization_id = $1 and created_by = $2",
  "update access_reviews set closer_name = 'Erased' where organization_id = $1 and closed_by = $2",
  "update invitations set inviter_name = 'Erased' where organization_id = $1 and invited_by = $2",
].map((sql) => command<[organization: string, id: string]>(sql));

/** What an address alone leads to. */
export const dropByAddress = [
  `update invitations set email = 'erased-' || id || '@erased.invalid', first_name = null, last_name = null
   where organization_id = $1 and email = $2`,
  "update messages set recipient = '', sealed = '' where organization_id = $1 and recipient = $2",
  "delete from login_attempts where organization_id = $1 and email = $2",
].map((sql) => command<[organization: string, email: string]>(sql));

const held = (kind: string, column: string): string =>
  `(w.kind = '${kind}' and w.value = p.${column} and not exists (select 1 from users u
     where u.organization_id = $1 and u.id <> $2 and u.deleted_at is null and u.${column} = p.${column}))`;
/** Words of their name and address that nobody else has; told, so that the ways to them go too. */
export const dropWords = statement<[organization: string, id: string], string>(
  `delete from search_words w using users p
   where p.organization_id = $1 and p.id = $2 and w.organization_id = $1 and (
     ${held("first", "first_key")} or ${held("last", "last_key")} or ${held("name", "name_key")}
     or (w.kind = 'domain' and w.value = split_part(p.email, '@', 2) and not exists (select 1 from users u
       where u.organization_id = $1 and u.id <> $2 and u.deleted_at is null
         and split_part(u.email, '@', 2) = split_part(p.email, '@', 2))))
   returning w.word`,
  (row) => text(row, 0),
);
export const dropHints = command<[organization: string, words: readonly string[]]>(
  `delete from search_hints h where h.organization_id = $1 and h.word = any ($2::text[]) and not exists (
     select 1 from search_words w where w.organization_id = $1 and w.whole in (true, false) and w.word = h.word)`,
);

/** An account goes with the last person who has it. Runs as the system: accounts are no organization's. */
export const dropLonelyAccount = statement<[account: string], string>(
  `delete from accounts a where a.id = $1 and not exists (select 1 from users u where u.account_id = $1) returning id`,
  (row) => text(row, 0),
);

/** People whose time for being brought back is over. Who was merged into somebody goes when they go: it is their history. */
export const dueForErasure = statement<
  [before: string, most: number],
  { organizationId: string; id: string }
>(
  `select u.organization_id, u.id from users u
   where u.deleted_at < $1 and u.deleted_at is not null and u.erased_at is null and not exists (
     select 1 from users s where s.organization_id = u.organization_id and s.id = u.merged_into and s.erased_at is null)
   order by u.deleted_at limit $2`,
  (row) => ({ organizationId: text(row, 0), id: text(row, 1) }),
);

/**
 * Empties some events of what they tell of a person: who it was where they acted, what it was where it happened to
 * them or to their way in. Runs as the system: no tenant may change an event.
 */
export const emptySomeEvents = statement<
  [
    organization: string,
    person: string,
    account: string | null,
    invitations: readonly string[],
    most: number,
  ],
  { emptied: number; looked: number }
>(
  `with theirs as (
     select e.id, e.what_salt is null or e.who_salt is null as before,
       coalesce(e.actor_id in ($2, $3), false) as acted,
       coalesce(e.target_id in ($2, $3), false) or e.target_id = any ($4::uuid[])
         or (coalesce(e.actor_id in ($2, $3), false)
           and e.target_type in ('account', 'session', 'device', 'factor', 'passkey', 'identity', 'registration', 'view')) as about
     from events e
     where e.organization_id = $1 and e.name not in ('user.erased', 'user.events_emptied')
       and ((e.actor_id in ($2, $3) and e.who_salt is not null)
         or ((e.target_id in ($2, $3) or e.target_id = any ($4::uuid[])) and e.what_salt is not null))
     limit $5
   ), changed as (
     update events e set
       actor_name = case when acted then null else actor_name end,
       ip = case when acted then null else ip end,
       agent = case when acted then null else agent end,
       who_salt = case when acted then null else who_salt end,
       target_name = case when about then null else target_name end,
       reason = case when about then null else reason end,
       changes = case when about then '[]' else changes end,
       data = case when about then '{}' else data end,
       what_salt = case when about then null else what_salt end
     from theirs where e.organization_id = $1 and e.id = theirs.id
     returning theirs.before
   )
   select count(*) filter (where not before), count(*) from changed`,
  (row) => ({ emptied: integer(row, 0), looked: integer(row, 1) }),
);
export const invitationsTo = statement<[organization: string, email: string, person: string], string>(
  `select id from invitations where organization_id = $1 and (email = $2 or user_id = $3 or accepted_user_id = $3)`,
  (row) => text(row, 0),
);
