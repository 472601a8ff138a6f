import { createHash, randomBytes } from "node:crypto";
import { events, type EventName } from "@atrium/contracts";
import type { Caller, RequestInfo } from "#kernel/caller";
import { command, type Query } from "#kernel/db/statement";

export type Change = { field: string; before: Json; after: Json };
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** What a verb says about what it did; who, when and where are the kernel's to add. */
export type Happening = {
  name: EventName;
  target: { type: string; id: string | null; name: string | null };
  changes?: readonly Change[];
  reason?: string | null;
  data?: Readonly<Record<string, Json>>;
  /** Where it belongs when that is not the organization acted in. */
  organizationId?: string;
  /** Who did it when the verb learned that only on its way, as at sign-in. */
  actor?: Caller["actor"];
  sessionId?: string;
};

/** An event as it is stored; the digest covers every field but the changes, which it covers by their own digest. */
export type StoredEvent = {
  organizationId: string;
  id: string;
  occurredAt: string;
  name: string;
  version: number;
  actor: Caller["actor"];
  onBehalfOf: string | null;
  sessionId: string | null;
  requestId: string | null;
  ip: string | null;
  agent: string | null;
  target: { type: string; id: string | null; name: string | null };
  reason: string | null;
  changes: readonly Change[];
  changesSalt: Buffer;
  changesDigest: Buffer;
  data: Readonly<Record<string, Json>>;
};

/** JSON with sorted keys: what PostgreSQL gives back from jsonb has another order than what went in. */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = value as { readonly [key: string]: Json };
  const keys = Object.keys(members).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalJson(members[key] ?? null)}`).join(",")}}`;
}

export function digestChanges(salt: Buffer, changes: readonly Change[]): Buffer {
  return createHash("sha256")
    .update(salt)
    .update(canonicalJson(changes as readonly Json[]))
    .digest();
}

export function digestEvent(event: StoredEvent): Buffer {
  const fields: Json[] = [
    event.organizationId, event.id, event.occurredAt, event.name, event.version,
    event.actor.type, event.actor.id, event.actor.name, event.onBehalfOf,
    event.sessionId, event.requestId, event.ip, event.agent,
    event.target.type, event.target.id, event.target.name, event.reason,
    event.changesDigest.toString("hex"), event.data,
  ]; // prettier-ignore
  return createHash("sha256").update(canonicalJson(fields)).digest();
}

/** An event's place in the chain: nobody can take one out, put one in or swap two without every later hash changing. */
export function chainHash(previous: Buffer, sequence: number, eventId: string, digest: Buffer): Buffer {
  return createHash("sha256").update(previous).update(`${sequence}:${eventId}:`).update(digest).digest();
}

export const chainStart = Buffer.alloc(32);

export function completeEvent(
  happening: Happening,
  from: { caller: Caller; request: RequestInfo; id: string; now: Date; organizationId: string },
): StoredEvent {
  const changes = happening.changes ?? [];
  const changesSalt = randomBytes(16);
  return {
    organizationId: from.organizationId,
    id: from.id,
    occurredAt: from.now.toISOString(),
    name: happening.name,
    version: events[happening.name].version,
    actor: happening.actor ?? from.caller.actor,
    onBehalfOf: from.caller.onBehalfOf ?? null,
    sessionId: happening.sessionId ?? from.caller.sessionId,
    requestId: from.request.id,
    ip: from.request.ip,
    agent: from.request.agent,
    target: happening.target,
    reason: happening.reason ?? null,
    changes,
    changesSalt,
    changesDigest: digestChanges(changesSalt, changes),
    data: happening.data ?? {},
  };
}

type Text = string | null;
const insert = command<
  [string, string, string, string, number, string, Text, Text, Text, Text, Text, Text, Text, string, Text, Text, Text,
   string, Buffer, Buffer, string, Buffer]
>(`with event as (
    insert into events (organization_id, id, occurred_at, name, version, actor_type, actor_id, actor_name, on_behalf_of,
      session_id, request_id, ip, agent, target_type, target_id, target_name, reason, changes, changes_salt,
      changes_digest, data, digest)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)
  ) insert into outbox (organization_id, event_id) values ($1, $2)`); // prettier-ignore

/** Stores the event and its outbox entry in one statement. */
export function insertEvent(event: StoredEvent): Query<void> {
  return insert(
    event.organizationId, event.id, event.occurredAt, event.name, event.version,
    event.actor.type, event.actor.id, event.actor.name, event.onBehalfOf,
    event.sessionId, event.requestId, event.ip, event.agent,
    event.target.type, event.target.id, event.target.name, event.reason,
    JSON.stringify(event.changes), event.changesSalt, event.changesDigest, JSON.stringify(event.data),
    digestEvent(event),
  ); // prettier-ignore
}

const insertMany = command<[string]>(`with event as (
    insert into events (organization_id, id, occurred_at, name, version, actor_type, actor_id, actor_name, on_behalf_of,
      session_id, request_id, ip, agent, target_type, target_id, target_name, reason, changes, changes_salt,
      changes_digest, data, digest)
    select e.organization_id, e.id, e.occurred_at, e.name, e.version, e.actor_type, e.actor_id, e.actor_name, e.on_behalf_of,
      e.session_id, e.request_id, e.ip, e.agent, e.target_type, e.target_id, e.target_name, e.reason, e.changes,
      decode(e.changes_salt, 'hex'), decode(e.changes_digest, 'hex'), e.data, decode(e.digest, 'hex')
    from jsonb_to_recordset($1::jsonb) as e (organization_id uuid, id uuid, occurred_at timestamptz, name text,
      version smallint, actor_type text, actor_id uuid, actor_name text, on_behalf_of uuid, session_id uuid,
      request_id text, ip text, agent text, target_type text, target_id uuid, target_name text, reason text,
      changes jsonb, changes_salt text, changes_digest text, data jsonb, digest text)
    returning organization_id, id
  ) insert into outbox (organization_id, event_id) select organization_id, id from event`);

/** Stores many events and their outbox entries in one statement. */
export function insertEvents(events: readonly StoredEvent[]): Query<void> {
  const rows = events.map((event) => ({
    organization_id: event.organizationId, id: event.id, occurred_at: event.occurredAt, name: event.name,
    version: event.version, actor_type: event.actor.type, actor_id: event.actor.id, actor_name: event.actor.name,
    on_behalf_of: event.onBehalfOf, session_id: event.sessionId, request_id: event.requestId, ip: event.ip,
    agent: event.agent, target_type: event.target.type, target_id: event.target.id, target_name: event.target.name,
    reason: event.reason, changes: event.changes, changes_salt: event.changesSalt.toString("hex"),
    changes_digest: event.changesDigest.toString("hex"), data: event.data, digest: digestEvent(event).toString("hex"),
  })); // prettier-ignore
  return insertMany(JSON.stringify(rows));
}
