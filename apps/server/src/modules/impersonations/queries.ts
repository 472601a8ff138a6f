import { command, statement } from "#kernel/db/statement";
import { flag, text, textArray, textOrNull, time } from "#kernel/db/values";

// Sessions belong to accounts, so every statement here runs as the system, bound by its arguments.

export type StoredImpersonation = {
  sessionId: string;
  actorSessionId: string;
  actorId: string;
  accountId: string;
  subjectId: string;
  organizationId: string;
  reason: string;
  writes: boolean;
  createdAt: string;
  expiresAt: string;
  /** Whether the person whom it is about may still be somebody here. */
  stands: boolean;
  displayName: string;
  email: string;
  avatar: string | null;
  roles: readonly string[];
  locale: string | null;
  slug: string;
  name: string;
  platform: boolean;
  organizationStatus: "active" | "suspended";
};

export const findImpersonation = statement<[session: string], StoredImpersonation>(
  `select s.id, s.actor_session_id, s.actor_id, s.account_id, s.subject_id, s.organization_id, s.reason, s.writes,
     s.created_at, s.expires_at, u.status = 'active' and u.account_id = s.account_id and a.status = 'active',
     u.display_name, u.email, u.avatar, u.roles, a.locale, o.slug, o.name, o.platform, o.status
   from sessions s join accounts a on a.id = s.account_id
   join organizations o on o.id = s.organization_id
   join users u on u.organization_id = s.organization_id and u.id = s.subject_id
   where s.id = $1 and s.kind = 'impersonation' and s.ended_at is null`,
  (row) => ({
    sessionId: text(row, 0),
    actorSessionId: text(row, 1),
    actorId: text(row, 2),
    accountId: text(row, 3),
    subjectId: text(row, 4),
    organizationId: text(row, 5),
    reason: text(row, 6),
    writes: flag(row, 7),
    createdAt: time(row, 8),
    expiresAt: time(row, 9),
    stands: flag(row, 10),
    displayName: text(row, 11),
    email: text(row, 12),
    avatar: textOrNull(row, 13),
    roles: textArray(row, 14),
    locale: textOrNull(row, 15),
    slug: text(row, 16),
    name: text(row, 17),
    platform: flag(row, 18),
    organizationStatus: text(row, 19) === "active" ? "active" : "suspended",
  }),
);

export const insertImpersonation = command<
  [
    id: string, account: string, organization: string, ip: string | null, agent: string | null, at: string, until: string,
    actorSession: string, actor: string, actorName: string, subject: string, reason: string, writes: boolean,
  ]
>(
  `insert into sessions (id, account_id, kind, organization_id, ip, agent, created_at, seen_at, expires_at,
     actor_session_id, actor_id, actor_name, subject_id, reason, writes, end_told)
   values ($1, $2, 'impersonation', $3, $4, $5, $6, $6, $7, $8, $9, $10, $11, $12, $13, false)`,
); // prettier-ignore

/** Over for good: a right that comes back does not bring it back. */
export const endUntold = command<[id: string, at: string, reason: string]>(
  "update sessions set ended_at = $2, ended_reason = $3 where id = $1 and kind = 'impersonation' and ended_at is null",
);
export const endTold = statement<[id: string, at: string, reason: string], string>(
  `update sessions set ended_at = $2, ended_reason = $3, end_told = true
   where id = $1 and kind = 'impersonation' and ended_at is null returning subject_id`,
  (row) => text(row, 0),
);

export type OverImpersonation = {
  id: string;
  organizationId: string;
  subjectId: string;
  subjectName: string | null;
  actorName: string;
  why: string;
};
/** Those that have ended in whatever way, of which nobody was told. */
export const overUntold = statement<[now: string, most: number], OverImpersonation>(
  `select s.id, s.organization_id, s.subject_id, u.display_name, s.actor_name,
     case when s.ended_at is not null then s.ended_reason when s.expires_at <= $1 then 'expired'
       when a.ended_at is not null or a.expires_at <= $1 then 'actor_signed_out' else 'rights_lost' end
   from sessions s join sessions a on a.id = s.actor_session_id
   left join users u on u.organization_id = s.organization_id and u.id = s.subject_id
   where not s.end_told and (s.ended_at is not null or s.expires_at <= $1 or a.ended_at is not null
     or a.expires_at <= $1 or u.status is distinct from 'active')
   order by s.expires_at limit $2`,
  (row) => ({
    id: text(row, 0),
    organizationId: text(row, 1),
    subjectId: text(row, 2),
    subjectName: textOrNull(row, 3),
    actorName: text(row, 4),
    why: text(row, 5),
  }),
);
export const noteEndTold = statement<[id: string, now: string, reason: string], string>(
  `update sessions set end_told = true, ended_at = coalesce(ended_at, $2), ended_reason = coalesce(ended_reason, $3)
   where id = $1 and not end_told returning id`,
  (row) => text(row, 0),
);

/** The account behind a person, where they could sign in themselves, and where to write to them. */
export const wayInOf = statement<
  [organization: string, user: string],
  { accountId: string; email: string; locale: string | null; organization: string }
>(
  `select a.id, e.email, a.locale, o.name from users u join accounts a on a.id = u.account_id and a.status = 'active'
   join account_emails e on e.account_id = a.id and e.is_primary join organizations o on o.id = u.organization_id
   where u.organization_id = $1 and u.id = $2 and u.status = 'active'`,
  (row) => ({
    accountId: text(row, 0),
    email: text(row, 1),
    locale: textOrNull(row, 2),
    organization: text(row, 3),
  }),
);

export const personName = statement<[user: string], string>(
  "select display_name from users where id = $1",
  (row) => text(row, 0),
);
