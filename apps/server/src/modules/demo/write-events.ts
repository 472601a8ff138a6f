import type { ClientBase } from "pg";
import { chainHash, chainStart, digestEvent, type StoredEvent } from "#kernel/events/record";
import { copyRows, type CopyValue } from "./copy.ts";

const eventColumns = [
  "organization_id", "id", "occurred_at", "name", "version", "actor_type", "actor_id", "actor_name", "on_behalf_of",
  "session_id", "request_id", "ip", "agent", "target_type", "target_id", "target_name", "reason", "changes",
  "data", "who_salt", "who_digest", "what_salt", "what_digest", "digest",
]; // prettier-ignore

function eventRow(event: StoredEvent, digest: Buffer): CopyValue[] {
  return [
    event.organizationId, event.id, event.occurredAt, event.name, event.version, event.actor.type, event.actor.id,
    event.actor.name, event.onBehalfOf, event.sessionId, event.requestId, event.ip, event.agent, event.target.type,
    event.target.id, event.target.name, event.reason, JSON.stringify(event.changes), JSON.stringify(event.data),
    event.who.salt, event.who.digest, event.what.salt, event.what.digest, digest,
  ]; // prettier-ignore
}

async function lockHead(
  client: ClientBase,
  organizationId: string,
): Promise<{ sequence: number; hash: Buffer }> {
  await client.query(
    "insert into event_heads (organization_id, sequence, hash) values ($1, 0, $2) on conflict do nothing",
    [organizationId, chainStart],
  );
  const { rows } = await client.query<{ sequence: string; hash: Buffer }>(
    "select sequence, hash from event_heads where organization_id = $1 for update",
    [organizationId],
  );
  const [head] = rows;
  if (head === undefined) throw new Error("an organization has no head of its chain");
  return { sequence: Number(head.sequence), hash: head.hash };
}

/**
 * Stores events of one organization and gives them their places in its chain at once: what is made up happened in the
 * past, so no reader is told of it. Belongs into a transaction; the head is taken last and held until its end.
 */
export async function writeEvents(
  client: ClientBase,
  organizationId: string,
  events: Iterable<StoredEvent>,
): Promise<number> {
  const digests: { id: string; digest: Buffer }[] = [];
  function* eventRows(): Generator<CopyValue[]> {
    for (const event of events) {
      const digest = digestEvent(event);
      digests.push({ id: event.id, digest });
      yield eventRow(event, digest);
    }
  }
  await copyRows(client, "events", eventColumns, eventRows());
  if (digests.length === 0) return 0;

  let { sequence, hash } = await lockHead(client, organizationId);
  function* sealRows(): Generator<CopyValue[]> {
    for (const { id, digest } of digests) {
      sequence++;
      hash = chainHash(hash, sequence, id, digest);
      yield [organizationId, sequence, id, hash];
    }
  }
  await copyRows(client, "event_seals", ["organization_id", "sequence", "event_id", "hash"], sealRows());
  await client.query("update event_heads set sequence = $2, hash = $3 where organization_id = $1", [
    organizationId,
    sequence,
    hash,
  ]);
  return digests.length;
}
