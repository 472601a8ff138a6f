import { formatId, type OpenSession } from "@atrium/contracts";
import { statement } from "#kernel/db/statement";
import { flag, json, text, textOrNull, time } from "#kernel/db/values";
import { deviceName } from "./device-name.ts";
import type { Proof } from "./proofs.ts";

type Row = {
  id: string; kind: OpenSession["kind"]; deviceId: string | null; deviceName: string | null; agent: string | null;
  ip: string | null; proofs: readonly Proof[]; createdAt: string; seenAt: string; expiresAt: string;
  actorId: string | null; actorName: string | null; reason: string | null; writes: boolean;
}; // prettier-ignore

const columns = `s.id, s.kind, s.device_id, d.name, s.agent, s.ip, s.proofs, s.created_at, s.seen_at, s.expires_at,
  s.actor_id, s.actor_name, s.reason, coalesce(s.writes, false)
  from sessions s left join devices d on d.id = s.device_id`;
/** What hangs on another session ends with it. */
const open = `s.ended_at is null and s.expires_at > $2 and (s.actor_session_id is null or exists (
  select 1 from sessions a where a.id = s.actor_session_id and a.ended_at is null and a.expires_at > $2))`;

function readRow(row: readonly (string | null)[]): Row {
  return {
    id: text(row, 0),
    kind: text(row, 1) as OpenSession["kind"],
    deviceId: textOrNull(row, 2),
    deviceName: textOrNull(row, 3),
    agent: textOrNull(row, 4),
    ip: textOrNull(row, 5),
    proofs: json(row, 6),
    createdAt: time(row, 7),
    seenAt: time(row, 8),
    expiresAt: time(row, 9),
    actorId: textOrNull(row, 10),
    actorName: textOrNull(row, 11),
    reason: textOrNull(row, 12),
    writes: flag(row, 13),
  };
}

export const sessionsOf = statement<[account: string, now: string], Row>(
  `select ${columns} where s.account_id = $1 and ${open} order by s.created_at desc, s.id limit 500`,
  readRow,
);
/** Of an account whose only place is the organization all sessions are its business, of others those that entered it. */
const within = `s.account_id = $1 and (s.organization_id = $3
  or not exists (select 1 from users u where u.account_id = $1 and u.organization_id <> $3))`;
export const sessionsWithin = statement<[account: string, now: string, organization: string], Row>(
  `select ${columns} where ${within} and ${open} order by s.created_at desc, s.id limit 500`,
  readRow,
);

export const endOwn = statement<[account: string, now: string, id: string, reason: string], string>(
  "update sessions s set ended_at = $2, ended_reason = $4 where s.account_id = $1 and s.id = $3 and s.ended_at is null returning s.id",
  (row) => text(row, 0),
);
export const endWithin = statement<
  [account: string, now: string, organization: string, id: string | null, reason: string],
  string
>(
  `update sessions s set ended_at = $2, ended_reason = $5
   where ${within} and ($4::uuid is null or s.id = $4) and s.ended_at is null returning s.id`,
  (row) => text(row, 0),
);
export const accountOfUser = statement<[organization: string, user: string], string>(
  "select account_id from users where organization_id = $1 and id = $2 and account_id is not null",
  (row) => text(row, 0),
);
export const isElsewhere = statement<[account: string, organization: string], boolean>(
  "select exists (select 1 from users where account_id = $1 and organization_id <> $2 and deleted_at is null)",
  (row) => flag(row, 0),
);
export const endOnDevice = statement<[account: string, device: string, now: string], string>(
  `update sessions set ended_at = $3, ended_reason = 'device_forgotten'
   where account_id = $1 and device_id = $2 and ended_at is null returning id`,
  (row) => text(row, 0),
);

export function shownSession(row: Row, currentId: string | null): OpenSession {
  const { actorId, actorName, reason, writes } = row;
  return {
    impersonatedBy:
      actorId === null
        ? null
        : { id: formatId("user", actorId), name: actorName ?? "", reason: reason ?? "", writes },
    id: formatId("session", row.id),
    kind: row.kind,
    device: row.deviceName ?? deviceName(row.agent),
    deviceId: row.deviceId === null ? null : formatId("device", row.deviceId),
    ip: row.ip,
    methods: row.proofs.map(({ method }) => method),
    createdAt: row.createdAt,
    seenAt: row.seenAt,
    expiresAt: row.expiresAt,
    current: row.id === currentId,
  };
}

export const findUserId = statement<[string], string>("select id from users where id = $1", (row) =>
  text(row, 0),
);
