import { command, statement, type RawRow } from "#kernel/db/statement";
import { flag, text, textOrNull, time } from "#kernel/db/values";

// Sessions belong to accounts, so every statement here runs as the system, bound by its arguments.

export type StoredSession = {
  id: string;
  accountId: string;
  kind: "cookie" | "token";
  organizationId: string | null;
  createdAt: string;
  seenAt: string;
  expiresAt: string;
  email: string;
  locale: string | null;
};

const sessionColumns = `s.id, s.account_id, s.kind, s.organization_id, s.created_at, s.seen_at, s.expires_at, e.email, a.locale
   from sessions s join accounts a on a.id = s.account_id and a.status = 'active'
   join account_emails e on e.account_id = a.id and e.is_primary`;

function readSession(row: RawRow): StoredSession {
  return {
    id: text(row, 0),
    accountId: text(row, 1),
    kind: text(row, 2) === "cookie" ? "cookie" : "token",
    organizationId: textOrNull(row, 3),
    createdAt: time(row, 4),
    seenAt: time(row, 5),
    expiresAt: time(row, 6),
    email: text(row, 7),
    locale: textOrNull(row, 8),
  };
}

export const findSession = statement<[Buffer, string], StoredSession>(
  `select ${sessionColumns} where s.digest = $1 and s.ended_at is null and s.expires_at > $2`,
  readSession,
);
export const findSessionById = statement<[string], StoredSession>(
  `select ${sessionColumns} where s.id = $1 and s.ended_at is null`,
  readSession,
);

export type Membership = {
  organizationId: string;
  slug: string;
  name: string;
  organizationStatus: "active" | "suspended";
  platform: boolean;
  userId: string;
  displayName: string;
  email: string;
  avatar: string | null;
};

/** Where an account's person is active; the platform first, then by name. */
export const membershipsOf = statement<[string], Membership>(
  `select o.id, o.slug, o.name, o.status, o.platform, u.id, u.display_name, u.email, u.avatar
   from users u join organizations o on o.id = u.organization_id
   where u.account_id = $1 and u.status = 'active' order by o.platform desc, o.name_key limit 200`,
  (row) => ({
    organizationId: text(row, 0),
    slug: text(row, 1),
    name: text(row, 2),
    organizationStatus: text(row, 3) === "active" ? "active" : "suspended",
    platform: flag(row, 4),
    userId: text(row, 5),
    displayName: text(row, 6),
    email: text(row, 7),
    avatar: textOrNull(row, 8),
  }),
);

/** Every person that an account is, those without access among them. */
export const peopleOf = statement<[string], string>(
  "select id from users where account_id = $1 limit 1000",
  (row) => text(row, 0),
);

export type Place = Pick<Membership, "organizationId" | "slug" | "name" | "organizationStatus" | "platform">;
export const findPlace = statement<[string], Place>(
  "select id, slug, name, status, platform from organizations where id::text = $1 or slug = $1",
  (row) => ({
    organizationId: text(row, 0),
    slug: text(row, 1),
    name: text(row, 2),
    organizationStatus: text(row, 3) === "active" ? "active" : "suspended",
    platform: flag(row, 4),
  }),
);

export const insertSession = command<
  [string, string, string, Buffer, string | null, boolean, string | null, string | null, string, string]
>(
  `insert into sessions (id, account_id, kind, digest, organization_id, remember, ip, agent, created_at, seen_at, expires_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10)`,
);

export const endSession = statement<[string, string, string], string>(
  "update sessions set ended_at = $2, ended_reason = $3 where id = $1 and ended_at is null returning account_id",
  (row) => text(row, 0),
);

export const noteSeen = command<[string, string]>(
  "update sessions set seen_at = $2 where id = $1 and ended_at is null",
);

export const dropOldSessions = command<[string]>(
  "delete from sessions where expires_at < $1 or ended_at < $1",
);
