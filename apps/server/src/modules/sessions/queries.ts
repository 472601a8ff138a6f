import { command, statement, type RawRow } from "#kernel/db/statement";
import {
  flag,
  integer,
  integerOrNull,
  json,
  text,
  textArray,
  textOrNull,
  time,
  timeOrNull,
} from "#kernel/db/values";
import type { Proof } from "./proofs.ts";

// Sessions belong to accounts, so every statement here runs as the system, bound by its arguments.

export type StoredSession = {
  id: string;
  accountId: string;
  kind: "cookie" | "token" | "impersonation";
  deviceId: string | null;
  proofs: readonly Proof[];
  provenAt: string | null;
  idleSeconds: number | null;
  organizationId: string | null;
  createdAt: string;
  seenAt: string;
  expiresAt: string;
  email: string;
  locale: string | null;
};

const sessionColumns = `s.id, s.account_id, s.kind, s.organization_id, s.created_at, s.seen_at, s.expires_at, e.email, a.locale,
   s.device_id, s.proofs, s.proven_at, s.idle_seconds
   from sessions s join accounts a on a.id = s.account_id and a.status = 'active'
   join account_emails e on e.account_id = a.id and e.is_primary`;

function readSession(row: RawRow): StoredSession {
  return {
    id: text(row, 0),
    accountId: text(row, 1),
    kind: text(row, 2) as StoredSession["kind"],
    organizationId: textOrNull(row, 3),
    createdAt: time(row, 4),
    seenAt: time(row, 5),
    expiresAt: time(row, 6),
    email: text(row, 7),
    locale: textOrNull(row, 8),
    deviceId: textOrNull(row, 9),
    proofs: json(row, 10),
    provenAt: timeOrNull(row, 11),
    idleSeconds: integerOrNull(row, 12),
  };
}

export const findSession = statement<[Buffer], StoredSession>(
  `select ${sessionColumns} where s.digest = $1 and s.kind = 'cookie' and s.ended_at is null`,
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
  roles: readonly string[];
};

/** Where an account's person is active; the platform first, then by name. */
export const membershipsOf = statement<[string], Membership>(
  `select o.id, o.slug, o.name, o.status, o.platform, u.id, u.display_name, u.email, u.avatar, u.roles
   from users u join organizations o on o.id = u.organization_id
   where u.account_id = $1 and u.status = 'active' and o.status in ('active', 'suspended') order by o.platform desc, o.name_key limit 200`,
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
    roles: textArray(row, 9),
  }),
);

/** Every person that an account is, those without access among them. */
export const peopleOf = statement<[string], string>(
  "select id from users where account_id = $1 limit 1000",
  (row) => text(row, 0),
);

export type Place = Pick<Membership, "organizationId" | "slug" | "name" | "organizationStatus" | "platform">;
const readPlace = (row: RawRow): Place => ({
  organizationId: text(row, 0),
  slug: text(row, 1),
  name: text(row, 2),
  organizationStatus: text(row, 3) === "active" ? "active" : "suspended",
  platform: flag(row, 4),
});
// What is deleted is nowhere, for whomever.
const placesWhere = (named: string) =>
  `select id, slug, name, status, platform from organizations where ${named} and status in ('active', 'suspended')`;
export const findPlaceById = statement<[string], Place>(placesWhere("id = $1"), readPlace);
export const findPlaceBySlug = statement<[string], Place>(placesWhere("slug = $1"), readPlace);
/** Of some organizations the one that lies nearest above a place. */
export const nearestAbove = statement<[place: string, own: readonly string[]], string>(
  `select ancestor_id from organization_closure
   where descendant_id = $1 and depth > 0 and ancestor_id = any($2::uuid[]) order by depth limit 1`,
  (row) => text(row, 0),
);

export const insertSession = command<
  [
    id: string, account: string, kind: string, digest: Buffer | null, organization: string | null, remember: boolean,
    ip: string | null, agent: string | null, at: string, until: string, device: string | null, proofs: string,
    idleSeconds: number | null,
  ]
>(
  `insert into sessions (id, account_id, kind, digest, organization_id, remember, ip, agent, created_at, seen_at, expires_at,
     device_id, proofs, proven_at, idle_seconds)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10, $11, $12, $9, $13)`,
); // prettier-ignore

/** Where a refresh token stands: the session's counter and when it last moved. */
export const findRefreshState = statement<
  [string],
  {
    counter: number;
    refreshedAt: string | null;
    agent: string | null;
    organizationId: string | null;
    accountId: string;
    userId: string | null;
  }
>(
  `select s.refresh_counter, s.refreshed_at, s.agent, s.organization_id, s.account_id,
     (select u.id from users u where u.account_id = s.account_id and u.organization_id = s.organization_id and u.status = 'active')
   from sessions s
   join accounts a on a.id = s.account_id and a.status = 'active'
   where s.id = $1 and s.kind = 'token' and s.ended_at is null
     and exists (select 1 from users u where u.account_id = a.id and u.status = 'active')`,
  (row) => ({
    counter: integer(row, 0),
    refreshedAt: timeOrNull(row, 1),
    agent: textOrNull(row, 2),
    organizationId: textOrNull(row, 3),
    accountId: text(row, 4),
    userId: textOrNull(row, 5),
  }),
);

/** Moves a session to its next refresh token; only one of many at once finds the counter that it names. */
export const advanceRefresh = statement<
  [id: string, counter: number, now: string],
  { accountId: string; organizationId: string | null; userId: string | null }
>(
  `update sessions s set refresh_counter = s.refresh_counter + 1, refreshed_at = $3, seen_at = $3
   from accounts a
   where s.id = $1 and s.refresh_counter = $2 and s.kind = 'token' and s.ended_at is null and s.expires_at > $3
     and (s.idle_seconds is null or s.seen_at + make_interval(secs => s.idle_seconds) > $3)
     and a.id = s.account_id and a.status = 'active'
     and exists (select 1 from users u where u.account_id = a.id and u.status = 'active')
   returning s.account_id, s.organization_id,
     (select u.id from users u where u.account_id = s.account_id and u.organization_id = s.organization_id and u.status = 'active')`,
  (row) => ({ accountId: text(row, 0), organizationId: textOrNull(row, 1), userId: textOrNull(row, 2) }),
);

export const noteProof = command<[id: string, proof: string, at: string]>(
  "update sessions set proofs = proofs || $2::jsonb, proven_at = $3 where id = $1 and ended_at is null",
);

/** Ends an account's sessions but one; the trust in its devices goes with them where `distrust` says so. */
export const endSessionsOf = statement<
  [account: string, except: string | null, reason: string, now: string],
  string
>(
  `update sessions set ended_at = $4, ended_reason = $3
   where account_id = $1 and ($2::uuid is null or id <> $2) and ended_at is null returning id`,
  (row) => text(row, 0),
);
export const distrustDevicesOf = command<[account: string]>(
  "update devices set trusted_until = null where account_id = $1 and trusted_until is not null",
);

/** Nothing that an account proved counts as fresh any more. */
export const forgetProofsOf = command<[account: string]>(
  "update sessions set proven_at = null where account_id = $1 and ended_at is null",
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

export type AccountState = {
  status: string;
  email: string;
  locale: string | null;
  passwordChangedAt: string | null;
  mustChangePassword: boolean;
};
/**
 * Held until the transaction ends, so that a change of the password or of a factor either is seen here or comes after
 * the session and ends it with the others.
 */
export const findAccountState = statement<[string], AccountState>(
  `select a.status, e.email, a.locale, a.password_changed_at, a.must_change_password
   from accounts a join account_emails e on e.account_id = a.id and e.is_primary where a.id = $1 for share of a`,
  (row) => ({
    status: text(row, 0),
    email: text(row, 1),
    locale: textOrNull(row, 2),
    passwordChangedAt: timeOrNull(row, 3),
    mustChangePassword: flag(row, 4),
  }),
);
