import type { Transaction } from "#kernel/db/transaction";
import { command, statement } from "#kernel/db/statement";
import { bytes, integer, text, textOrNull } from "#kernel/db/values";
import type { EventNotice } from "./listeners.ts";
import { chainHash, chainStart } from "./record.ts";

type Waiting = { notice: EventNotice; digest: Buffer };
type Head = { organizationId: string; sequence: number; hash: Buffer };

const takeWaiting = statement<[number], Waiting>(
  `delete from outbox where ctid = any (array(
     select ctid from outbox order by event_id limit $1 for update skip locked
   )) returning organization_id, event_id, name, target_type, target_id, actor_id, digest`,
  (row) => ({
    digest: bytes(row, 6),
    notice: {
      organizationId: text(row, 0),
      id: text(row, 1),
      sequence: null,
      name: text(row, 2),
      targetType: text(row, 3),
      targetId: textOrNull(row, 4),
      actorId: textOrNull(row, 5),
    },
  }),
);
const lockHeads = statement<[readonly string[]], Head>(
  `with missing as (
     insert into event_heads (organization_id, sequence, hash)
     select id, 0, '\\x${chainStart.toString("hex")}' from unnest($1::uuid[]) as id on conflict do nothing
   ) select organization_id, sequence, hash from event_heads where organization_id = any($1::uuid[])
     order by organization_id for update`,
  (row) => ({ organizationId: text(row, 0), sequence: integer(row, 1), hash: bytes(row, 2) }),
);
const writeSeals = command<[readonly string[], readonly number[], readonly string[], readonly string[]]>(
  `insert into event_seals (organization_id, sequence, event_id, hash)
   select o, s, e, decode(h, 'hex') from unnest($1::uuid[], $2::bigint[], $3::uuid[], $4::text[]) as t (o, s, e, h)`,
);
const moveHeads = command<[readonly string[], readonly number[], readonly string[]]>(
  `update event_heads set sequence = t.s, hash = decode(t.h, 'hex')
   from unnest($1::uuid[], $2::bigint[], $3::text[]) as t (o, s, h) where organization_id = t.o`,
);

/**
 * Takes waiting events out of the outbox and gives each its place in its organization's chain. Two nodes may do so at
 * once: the outbox rows are shared out between them, and the lock on a head makes the places of one chain follow.
 */
export async function sealWaiting(db: Transaction, most: number): Promise<EventNotice[]> {
  const system = db.asSystem();
  const waiting = await system.query(takeWaiting(most));
  if (waiting.length === 0) return [];
  waiting.sort((one, other) => (one.notice.id < other.notice.id ? -1 : 1));
  const organizations = [...new Set(waiting.map(({ notice }) => notice.organizationId))].sort();
  // A head made by another node a moment ago is not seen by the statement that found it there: ask once more.
  let heads = await system.query(lockHeads(organizations));
  if (heads.length < organizations.length) heads = await system.query(lockHeads(organizations));
  const headOf = new Map(heads.map((head) => [head.organizationId, head]));
  const hashes: string[] = [];
  const notices = waiting.map(({ notice, digest }) => {
    const head = headOf.get(notice.organizationId);
    if (head === undefined) throw new Error("an organization has no head of its chain");
    head.sequence++;
    head.hash = chainHash(head.hash, head.sequence, notice.id, digest);
    hashes.push(head.hash.toString("hex"));
    return { ...notice, sequence: head.sequence };
  });
  await system.queries(
    writeSeals(
      notices.map(({ organizationId }) => organizationId),
      notices.map(({ sequence }) => sequence),
      notices.map(({ id }) => id),
      hashes,
    ),
    moveHeads(
      [...headOf.keys()],
      [...headOf.values()].map(({ sequence }) => sequence),
      [...headOf.values()].map(({ hash }) => hash.toString("hex")),
    ),
  );
  return notices;
}
