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

/** An event as it is stored; its digest covers every field, what is personal by digests of their own. */
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
  data: Readonly<Record<string, Json>>;
  /** Stand in the chain for what is personal; without its salt a part was erased. */
  who: Cover;
  what: Cover;
};
export type Cover = { salt: Buffer | null; digest: Buffer };
type Personal = Pick<StoredEvent, "actor" | "ip" | "agent" | "target" | "reason" | "changes" | "data">;

/** JSON with sorted keys: what PostgreSQL gives back from jsonb has another order than what went in. */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = value as { readonly [key: string]: Json };
  const keys = Object.keys(members).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalJson(members[key] ?? null)}`).join(",")}}`;
}

/** Who it was, as far as that is personal. */
const whoOf = ({ actor, ip, agent }: Personal): Json => [actor.name, ip, agent];
/** What it was, as far as that may be personal. */
const whatOf = ({ target, reason, changes, data }: Personal): Json => [
  target.name,
  reason,
  changes as readonly Json[],
  data,
];

function digestWith(salt: Buffer, value: Json): Buffer {
  return createHash("sha256").update(salt).update(canonicalJson(value)).digest();
}

function covering(value: Json): Cover {
  const salt = randomBytes(16);
  return { salt, digest: digestWith(salt, value) };
}

/** Whether the personal parts are the ones that were covered, or were erased and are empty. */
export function fitsCovers(event: StoredEvent): boolean {
  const fits = ({ salt, digest }: Cover, value: Json, empty: Json): boolean =>
    salt === null ? canonicalJson(value) === canonicalJson(empty) : digestWith(salt, value).equals(digest);
  return (
    fits(event.who, whoOf(event), [null, null, null]) && fits(event.what, whatOf(event), [null, null, [], {}])
  );
}

export function digestEvent(event: StoredEvent): Buffer {
  const fields: Json[] = [
    event.organizationId, event.id, event.occurredAt, event.name, event.version,
    event.actor.type, event.actor.id, event.onBehalfOf, event.sessionId, event.requestId,
    event.target.type, event.target.id, event.who.digest.toString("hex"), event.what.digest.toString("hex"),
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
  const personal: Personal = {
    actor: happening.actor ?? from.caller.actor,
    ip: from.request.ip,
    agent: from.request.agent,
    target: happening.target,
    reason: happening.reason ?? null,
    changes: happening.changes ?? [],
    data: happening.data ?? {},
  };
  return {
    ...personal,
    organizationId: from.organizationId,
    id: from.id,
    occurredAt: from.now.toISOString(),
    name: happening.name,
    version: events[happening.name].version,
    onBehalfOf: from.caller.onBehalfOf ?? null,
    sessionId: happening.sessionId ?? from.caller.sessionId,
    requestId: from.request.id,
    who: covering(whoOf(personal)),
    what: covering(whatOf(personal)),
  };
}

type Text = string | null;
const insert = command<
  [string, string, string, string, number, string, Text, Text, Text, Text, Text, Text, Text, string, Text, Text, Text,
   string, string, Buffer | null, Buffer, Buffer | null, Buffer, Buffer]
>(`with event as (
    insert into events (organization_id, id, occurred_at, name, version, actor_type, actor_id, actor_name, on_behalf_of,
      session_id, request_id, ip, agent, target_type, target_id, target_name, reason, changes, data, who_salt,
      who_digest, what_salt, what_digest, digest)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)
  ) insert into outbox (organization_id, event_id, name, target_type, target_id, actor_id, digest)
  values ($1, $2, $4, $14, $15, $7, $24)`); // prettier-ignore

/** Stores the event and its outbox entry in one statement. */
export function insertEvent(event: StoredEvent): Query<void> {
  return insert(
    event.organizationId, event.id, event.occurredAt, event.name, event.version,
    event.actor.type, event.actor.id, event.actor.name, event.onBehalfOf,
    event.sessionId, event.requestId, event.ip, event.agent,
    event.target.type, event.target.id, event.target.name, event.reason,
    JSON.stringify(event.changes), JSON.stringify(event.data), event.who.salt, event.who.digest, event.what.salt,
    event.what.digest, digestEvent(event),
  ); // prettier-ignore
}

const insertMany = command<[string]>(`with event as (
    insert into events (organization_id, id, occurred_at, name, version, actor_type, actor_id, actor_name, on_behalf_of,
      session_id, request_id, ip, agent, target_type, target_id, target_name, reason, changes, data, who_salt,
      who_digest, what_salt, what_digest, digest)
    select e.organization_id, e.id, e.occurred_at, e.name, e.version, e.actor_type, e.actor_id, e.actor_name, e.on_behalf_of,
      e.session_id, e.request_id, e.ip, e.agent, e.target_type, e.target_id, e.target_name, e.reason, e.changes, e.data,
      decode(e.who_salt, 'hex'), decode(e.who_digest, 'hex'), decode(e.what_salt, 'hex'), decode(e.what_digest, 'hex'),
      decode(e.digest, 'hex')
    from jsonb_to_recordset($1::jsonb) as e (organization_id uuid, id uuid, occurred_at timestamptz, name text,
      version smallint, actor_type text, actor_id uuid, actor_name text, on_behalf_of uuid, session_id uuid,
      request_id text, ip text, agent text, target_type text, target_id uuid, target_name text, reason text,
      changes jsonb, data jsonb, who_salt text, who_digest text, what_salt text, what_digest text, digest text)
    returning organization_id, id, name, target_type, target_id, actor_id, digest
  ) insert into outbox (organization_id, event_id, name, target_type, target_id, actor_id, digest)
  select organization_id, id, name, target_type, target_id, actor_id, digest from event`);

const hexOf = (bytes: Buffer | null): Text => bytes?.toString("hex") ?? null;

/** An event as it is stored among many. */
export const eventRow = (event: StoredEvent): Readonly<Record<string, unknown>> => ({
  organization_id: event.organizationId, id: event.id, occurred_at: event.occurredAt, name: event.name,
  version: event.version, actor_type: event.actor.type, actor_id: event.actor.id, actor_name: event.actor.name,
  on_behalf_of: event.onBehalfOf, session_id: event.sessionId, request_id: event.requestId, ip: event.ip,
  agent: event.agent, target_type: event.target.type, target_id: event.target.id, target_name: event.target.name,
  reason: event.reason, changes: event.changes, data: event.data, who_salt: hexOf(event.who.salt),
  who_digest: hexOf(event.who.digest), what_salt: hexOf(event.what.salt), what_digest: hexOf(event.what.digest),
  digest: hexOf(digestEvent(event)),
}); // prettier-ignore

/** Stores many events and their outbox entries in one statement. */
export const insertEventRows = (rows: readonly ReturnType<typeof eventRow>[]): Query<void> =>
  insertMany(JSON.stringify(rows));
