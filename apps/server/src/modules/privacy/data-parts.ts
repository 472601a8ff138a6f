/** A file of the archive: rows with a text key that orders them. $1 is the organization, $2 the person, $3 the account. */
export type Part = { readonly file: string; readonly sql: string; readonly ownOnly: boolean };

const here = (file: string, sql: string): Part => ({ file, sql, ownOnly: false });
const own = (file: string, sql: string): Part => ({ file, sql, ownOnly: true });

/** No secret, nothing that opens anything, and nothing that tells more of others than what they did to this person. */
export const parts: readonly Part[] = [
  here(
    "profile.json",
    `select id as key, id, email, email_verified, first_name, last_name, display_name, phone, phone_verified, avatar,
       title, department, manager_id, employee_number, locale, time_zone, address, birth_date, website, bio, external_id,
       source, tags, attributes, preferences, roles, status, status_reason, last_login_at, last_seen_at, created_at, updated_at
     from users where id = $2`,
  ),
  here(
    "rights.json",
    `select g.id as key, coalesce(r.slug, g.permission) as "right", g.scope, g.valid_from, g.valid_until, g.reason, g.source,
       g.created_at
     from grants g left join roles r on r.id = g.role_id where g.subject_type = 'user' and g.subject_id = $2`,
  ),
  here(
    "groups.json",
    `select m.group_id as key, g.name, g.slug, g.kind from group_members m
     join groups g on g.organization_id = m.organization_id and g.id = m.group_id where m.user_id = $2`,
  ),
  here(
    "segments.json",
    `select s.id as key, s.name, s.slug from segment_members m
     join segments s on s.organization_id = m.organization_id and s.id = m.segment_id where m.user_id = $2`,
  ),
  here(
    "consents.json",
    `select c.id as key, p.key as purpose, p.title, c.wording_version, c.given, c.evidence, c.at from consents c
     join consent_purposes p on p.organization_id = c.organization_id and p.id = c.purpose_id where c.user_id = $2`,
  ),
  here(
    "onboarding.json",
    `select t.step_id as key, c.name as checklist, s.step ->> 'title' as step, t.ticked_at from onboarding_ticks t
     join onboarding_checklists c on c.organization_id = t.organization_id and c.id = t.checklist_id
     cross join lateral jsonb_array_elements(c.steps) as s(step)
     where t.user_id = $2 and s.step ->> 'id' = t.step_id::text`,
  ),
  here(
    "invitations.json",
    `select id as key, email, first_name, last_name, roles, state, sent_at, accepted_at from invitations
     where user_id = $2 or accepted_user_id = $2`,
  ),
  here(
    "keys.json",
    `select id as key, name, scopes, created_at, expires_at, last_used_at, revoked_at from api_keys where user_id = $2`,
  ),
  here(
    "messages.json",
    `select m.id as key, m.channel, m.template, m.recipient, m.state, m.created_at, m.sent_at from messages m
     join users u on u.id = $2 and (u.email = m.recipient or u.phone = m.recipient)`,
  ),
  here(
    "security-events.json",
    `select id as key, kind, severity, reasons, state, raised_at, resolved_at from security_events where user_id = $2`,
  ),
  here(
    "history.json",
    `select id as key, occurred_at, name, target_type, target_id, changes, reason, data, ip, agent, actor_type,
       case when actor_id = $2 then actor_name end as actor_name
     from events where organization_id = $1 and (target_id = $2 or actor_id = $2)`,
  ),
  own(
    "account.json",
    `select id as key, locale, password_changed_at, created_at from accounts where id = $3`,
  ),
  own(
    "addresses.json",
    `select email as key, email, is_primary, verified_at, created_at from account_emails where account_id = $3`,
  ),
  own(
    "sessions.json",
    `select id as key, kind, ip, agent, created_at, seen_at, ended_at, ended_reason from sessions where account_id = $3`,
  ),
  own(
    "devices.json",
    `select id as key, name, ip, first_seen_at, last_seen_at, trusted_until from devices where account_id = $3`,
  ),
  own(
    "passkeys.json",
    `select id as key, name, created_at, last_used_at from passkeys where account_id = $3`,
  ),
  own(
    "identities.json",
    `select id as key, issuer, subject, email, linked_at, last_used_at from identities where account_id = $3`,
  ),
  own(
    "sign-ins.json",
    `select id as key, at, method, outcome, reason, ip, agent, country from login_attempts where account_id = $3`,
  ),
];
