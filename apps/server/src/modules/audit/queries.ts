import { formatId, idKindOf, type Event } from "@atrium/contracts";
import { statement, type RawRow } from "#kernel/db/statement";
import { bytes, integer, integerOrNull, json, text, textOrNull, time } from "#kernel/db/values";
import type { Cover, StoredEvent } from "#kernel/events/record";
import type { ListSpec } from "#kernel/list";

const columns = [
  "e.id", "e.occurred_at", "e.name", "e.version", "e.actor_type", "e.actor_id", "e.actor_name", "e.target_type",
  "e.target_id", "e.target_name", "e.changes", "e.reason", "e.data", "e.request_id", "e.session_id", "e.ip",
  "e.agent", "s.sequence", "e.on_behalf_of", "b.display_name",
] as const; // prettier-ignore
const from = `events e left join event_seals s on s.organization_id = e.organization_id and s.event_id = e.id
   left join users b on b.organization_id = e.organization_id and b.id = e.on_behalf_of`;

function shownId(type: string, uuid: string | null): string | null {
  const kind = idKindOf(type);
  return uuid === null || kind === null ? uuid : formatId(kind, uuid);
}

function readEvent(row: RawRow): Event {
  const actorType = text(row, 4) as Event["actor"]["type"];
  const targetType = text(row, 7);
  const sessionId = textOrNull(row, 14);
  const behalf = textOrNull(row, 18);
  return {
    id: formatId("event", text(row, 0)),
    occurredAt: time(row, 1),
    name: text(row, 2),
    version: integer(row, 3),
    actor: { type: actorType, id: shownId(actorType, textOrNull(row, 5)), name: textOrNull(row, 6) },
    onBehalfOf: behalf === null ? null : { id: formatId("user", behalf), name: textOrNull(row, 19) },
    target: { type: targetType, id: shownId(targetType, textOrNull(row, 8)), name: textOrNull(row, 9) },
    changes: json(row, 10),
    reason: textOrNull(row, 11),
    data: json(row, 12),
    requestId: textOrNull(row, 13),
    sessionId: sessionId === null ? null : formatId("session", sessionId),
    ip: textOrNull(row, 15),
    agent: textOrNull(row, 16),
    sequence: integerOrNull(row, 17),
  };
}

/** Ids carry their time, so their order is the order of what happened. */
export const eventList: ListSpec<Event> = {
  name: "events",
  from,
  columns,
  idColumn: "e.id",
  sorts: { occurredAt: { sql: "e.id", cast: "uuid" } },
  read: readEvent,
};

export const findEvent = statement<[string], Event>(
  `select ${columns.join(", ")} from ${from} where e.id = $1`,
  readEvent,
);

export const chainHead = statement<[], number>("select sequence from event_heads", (row) => integer(row, 0));
export const sealAt = statement<[number], Buffer>("select hash from event_seals where sequence = $1", (row) =>
  bytes(row, 0),
);

export type SealedEvent = {
  sequence: number;
  eventId: string;
  hash: Buffer;
  event: StoredEvent | null;
  digest: Buffer | null;
};

const coverOf = (row: RawRow, at: number): Cover => ({
  salt: textOrNull(row, at) === null ? null : bytes(row, at),
  digest: bytes(row, at + 1),
});

export const sealedEvents = statement<[number, number], SealedEvent>(
  `select s.sequence, s.event_id, s.hash, e.organization_id, e.occurred_at, e.name, e.version, e.actor_type, e.actor_id,
     e.actor_name, e.on_behalf_of, e.session_id, e.request_id, e.ip, e.agent, e.target_type, e.target_id, e.target_name,
     e.reason, e.changes, e.data, e.who_salt, e.who_digest, e.what_salt, e.what_digest, e.digest
   from event_seals s left join events e on e.organization_id = s.organization_id and e.id = s.event_id
   where s.sequence >= $1 order by s.sequence limit $2`,
  (row) => ({
    sequence: integer(row, 0),
    eventId: text(row, 1),
    hash: bytes(row, 2),
    digest: textOrNull(row, 25) === null ? null : bytes(row, 25),
    event:
      textOrNull(row, 3) === null
        ? null
        : {
            organizationId: text(row, 3),
            id: text(row, 1),
            occurredAt: new Date(time(row, 4)).toISOString(),
            name: text(row, 5),
            version: integer(row, 6),
            actor: {
              type: text(row, 7) as StoredEvent["actor"]["type"],
              id: textOrNull(row, 8),
              name: textOrNull(row, 9),
            },
            onBehalfOf: textOrNull(row, 10),
            sessionId: textOrNull(row, 11),
            requestId: textOrNull(row, 12),
            ip: textOrNull(row, 13),
            agent: textOrNull(row, 14),
            target: { type: text(row, 15), id: textOrNull(row, 16), name: textOrNull(row, 17) },
            reason: textOrNull(row, 18),
            changes: json(row, 19),
            data: json(row, 20),
            who: coverOf(row, 21),
            what: coverOf(row, 23),
          },
  }),
);

/** Events that have no place in the chain although they are older than any relay takes. */
export const strayEvents = statement<[], string>(
  `select e.id from events e left join event_seals s on s.organization_id = e.organization_id and s.event_id = e.id
   left join outbox o on o.organization_id = e.organization_id and o.event_id = e.id
   where s.event_id is null and o.event_id is null limit 1`,
  (row) => text(row, 0),
);

/** How many events were emptied of what is personal, and of how many the erasures tell. */
export const erasedEvents = statement<[], { found: number; told: number }>(
  `select (select count(*) from events where who_salt is null or what_salt is null),
     (select coalesce(sum((data ->> 'emptiedEvents')::int), 0) from events where name in ('user.erased', 'user.events_emptied'))`,
  (row) => ({ found: integer(row, 0), told: integer(row, 1) }),
);

export const checkpoints = statement<[number, number], { sequence: number; hash: Buffer; signature: string }>(
  "select sequence, hash, signature from event_checkpoints where sequence between $1 and $2 order by sequence",
  (row) => ({ sequence: integer(row, 0), hash: bytes(row, 1), signature: text(row, 2) }),
);

export const lastCheckpoint = statement<[], number | null>(
  "select max(sequence) from event_checkpoints",
  (row) => integerOrNull(row, 0),
);
