import { formatId, type Attempt, type SecurityEvent } from "@atrium/contracts";
import { command, statement, type RawRow } from "#kernel/db/statement";
import { flag, integer, json, text, textArray, textOrNull, time, timeOrNull } from "#kernel/db/values";
import type { ListSpec } from "#kernel/list";
import type { NewAttempt } from "./attempt.ts";

/** Finds the person that each attempt was about; runs as the system, which alone writes here. */
const insertFrom = command<[string, string | null]>(
  `insert into login_attempts (id, at, organization_id, user_id, account_id, email, method, outcome, reason, ip,
     device_id, agent, country)
   select a.id, a.at, coalesce(a."organizationId", u.organization_id, $2::uuid), u.id, a."accountId", a.email, a.method,
     a.outcome, a.reason, a.ip, a."deviceId", a.agent, a.country
   from jsonb_to_recordset($1::jsonb) as a (id uuid, at timestamptz, "organizationId" uuid, "accountId" uuid, email text,
     method text, outcome text, reason text, ip text, "deviceId" uuid, agent text, country text)
   left join lateral (
     select u.organization_id, u.id from users u
     where u.account_id = a."accountId" and (a."organizationId" is null or u.organization_id = a."organizationId")
     order by u.status = 'active' desc, u.created_at, u.id limit 1
   ) u on true`,
);
export const insertAttempts = (attempts: readonly NewAttempt[], platformId: string | null) =>
  insertFrom(JSON.stringify(attempts), platformId);

export const dropOldAttempts = command<[string]>("delete from login_attempts where id < uuid_floor($1)");

const idOrNull = (kind: "user" | "device", row: RawRow, at: number): string | null => {
  const uuid = textOrNull(row, at);
  return uuid === null ? null : formatId(kind, uuid);
};

export const attemptList: ListSpec<Attempt> = {
  name: "attempts",
  from: "login_attempts a",
  columns: [
    "a.id", "a.at", "a.email", "a.user_id", "a.method", "a.outcome", "a.reason", "a.ip", "a.device_id", "a.agent",
    "a.country", "a.unusual",
  ], // prettier-ignore
  idColumn: "a.id",
  sorts: { at: { sql: "a.id", cast: "uuid" } },
  read: (row) => ({
    id: formatId("attempt", text(row, 0)),
    at: time(row, 1),
    email: textOrNull(row, 2),
    userId: idOrNull("user", row, 3),
    method: text(row, 4),
    outcome: text(row, 5) as Attempt["outcome"],
    reason: textOrNull(row, 6),
    ip: textOrNull(row, 7),
    deviceId: idOrNull("device", row, 8),
    agent: textOrNull(row, 9),
    country: textOrNull(row, 10),
    unusual: textArray(row, 11),
  }),
};

export const userExists = statement<[string], boolean>(
  "select exists (select 1 from users where id = $1 and deleted_at is null)",
  (row) => flag(row, 0),
);

const eventColumns = [
  "e.id", "e.kind", "e.severity", "e.user_id", "e.reasons", "e.evidence", "e.responses", "e.state", "e.occurrences",
  "e.raised_at", "e.last_at", "e.acknowledged_at", "e.acknowledged_by", "e.resolved_at", "e.resolved_by", "e.note",
  "e.version",
] as const; // prettier-ignore

export type SecurityEventRow = SecurityEvent & { uuid: string };

function readEvent(row: RawRow): SecurityEventRow {
  return {
    uuid: text(row, 0),
    id: formatId("securityEvent", text(row, 0)),
    kind: text(row, 1),
    severity: text(row, 2) as SecurityEvent["severity"],
    userId: idOrNull("user", row, 3),
    reasons: textArray(row, 4),
    evidence: json(row, 5),
    responses: textArray(row, 6),
    state: text(row, 7) as SecurityEvent["state"],
    occurrences: integer(row, 8),
    raisedAt: time(row, 9),
    lastAt: time(row, 10),
    acknowledgedAt: timeOrNull(row, 11),
    acknowledgedBy: idOrNull("user", row, 12),
    resolvedAt: timeOrNull(row, 13),
    resolvedBy: idOrNull("user", row, 14),
    note: textOrNull(row, 15),
    version: integer(row, 16),
  };
}

export const eventList: ListSpec<SecurityEventRow> = {
  name: "security-events",
  from: "security_events e",
  columns: eventColumns,
  idColumn: "e.id",
  sorts: { raisedAt: { sql: "e.id", cast: "uuid" } },
  read: readEvent,
};

const all = eventColumns.join(", ");
export const findEvent = statement<[string], SecurityEventRow>(
  `select ${all} from security_events e where e.id = $1`,
  readEvent,
);
export const lockEvent = statement<[string], SecurityEventRow>(
  `select ${all} from security_events e where e.id = $1 for no key update`,
  readEvent,
);

/** Moves an event on; a note that is not given stays. */
export const moveEvent = statement<[string, string, string, string | null, string | null], SecurityEventRow>(
  `update security_events e set state = $2, note = coalesce($5, e.note), version = e.version + 1,
     acknowledged_at = case when $2 = 'acknowledged' then $3::timestamptz else e.acknowledged_at end,
     acknowledged_by = case when $2 = 'acknowledged' then $4::uuid else e.acknowledged_by end,
     resolved_at = case when $2 = 'resolved' then $3::timestamptz end,
     resolved_by = case when $2 = 'resolved' then $4::uuid end
   where e.id = $1 returning ${all}`,
  readEvent,
);
