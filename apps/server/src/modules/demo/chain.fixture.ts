import type { ClientBase } from "pg";
import type { Caller } from "#kernel/caller";
import { chainHash, chainStart, digestEvent, fitsCovers, type Change } from "#kernel/events/record";

type Row = {
  sequence: string; hash: Buffer; organization_id: string; id: string; occurred_at: Date; name: string;
  version: number; actor_type: Caller["actor"]["type"]; actor_id: string | null; actor_name: string | null;
  on_behalf_of: string | null; session_id: string | null; request_id: string | null; ip: string | null;
  agent: string | null; target_type: string; target_id: string | null; target_name: string | null;
  reason: string | null; changes: Change[]; data: Record<string, string>;
  who_salt: Buffer; who_digest: Buffer; what_salt: Buffer; what_digest: Buffer; digest: Buffer;
}; // prettier-ignore

/** Recomputes an organization's chain from nothing but its tables; answers its length, or why it is none. */
export async function recomputeChain(client: ClientBase, organizationId: string): Promise<number | string> {
  const { rows } = await client.query<Row>(
    `select * from event_seals s join events e on e.organization_id = s.organization_id and e.id = s.event_id
     where s.organization_id = $1 order by s.sequence`,
    [organizationId],
  );
  let hash: Buffer = chainStart;
  for (const [n, row] of rows.entries()) {
    if (Number(row.sequence) !== n + 1) return `place ${n + 1} is empty`;
    const event = {
      organizationId: row.organization_id,
      id: row.id,
      occurredAt: row.occurred_at.toISOString(),
      name: row.name,
      version: row.version,
      actor: { type: row.actor_type, id: row.actor_id, name: row.actor_name },
      onBehalfOf: row.on_behalf_of,
      sessionId: row.session_id,
      requestId: row.request_id,
      ip: row.ip,
      agent: row.agent,
      target: { type: row.target_type, id: row.target_id, name: row.target_name },
      reason: row.reason,
      changes: row.changes,
      data: row.data,
      who: { salt: row.who_salt, digest: row.who_digest },
      what: { salt: row.what_salt, digest: row.what_digest },
    };
    const digest = digestEvent(event);
    if (!fitsCovers(event)) return `covers of ${n + 1}`;
    if (!digest.equals(row.digest)) return `digest of ${n + 1}`;
    hash = chainHash(hash, n + 1, row.id, digest);
    if (!hash.equals(row.hash)) return `hash of ${n + 1}`;
  }
  const { rows: heads } = await client.query<{ sequence: string; hash: Buffer; events: string }>(
    `select sequence, hash, (select count(*) from events where organization_id = $1) as events
     from event_heads where organization_id = $1`,
    [organizationId],
  );
  const [head] = heads;
  if (head === undefined || !head.hash.equals(hash)) return "the head is elsewhere";
  if (Number(head.sequence) !== rows.length || Number(head.events) !== rows.length)
    return "some have no place";
  return rows.length;
}
