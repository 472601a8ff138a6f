import type { Output, verifyAuditLog } from "@atrium/contracts";
import type { Reader } from "#kernel/db/reader";
import { chainHash, chainStart, digestEvent, fitsCovers } from "#kernel/events/record";
import type { KeyRing } from "#kernel/key-ring";
import {
  chainHead,
  checkpoints,
  erasedEvents,
  lastCheckpoint,
  sealAt,
  sealedEvents,
  strayEvents,
  type SealedEvent,
} from "./queries.ts";

export type Verdict = Output<typeof verifyAuditLog>;
type Bad = NonNullable<Verdict["firstBad"]>;
const step = 1000;

/** What a checkpoint signs. */
export function checkpointText(organizationId: string, sequence: number, hash: Buffer): string {
  return `${organizationId}:${sequence}:${hash.toString("hex")}`;
}

function problemOf(sealed: SealedEvent, expected: number, previous: Buffer): string | null {
  if (sealed.sequence !== expected) return "an event is missing from the chain";
  if (sealed.event === null || sealed.digest === null) return "the event of this place is gone";
  if (!fitsCovers(sealed.event)) return "the event was altered";
  const digest = digestEvent(sealed.event);
  if (!digest.equals(sealed.digest)) return "the event was altered";
  const hash = chainHash(previous, sealed.sequence, sealed.eventId, digest);
  return hash.equals(sealed.hash) ? null : "the chain is broken here: events were reordered or replaced";
}

/** Recomputes digests, chain and checkpoints of one organization from a place on, at most `most` events. */
export async function verifyChain(
  db: Reader,
  keys: Pick<KeyRing, "verifyMac">,
  organizationId: string,
  from: number,
  most: number,
): Promise<Verdict> {
  const [head = 0] = await db.query(chainHead());
  let previous = from === 1 ? chainStart : (await db.query(sealAt(from - 1)))[0];
  const verdict = (checked: number, firstBad: Bad | null): Verdict => ({
    valid: firstBad === null,
    checked,
    from,
    to: from + checked - 1,
    nextFrom: firstBad === null && from + checked <= head ? from + checked : null,
    head,
    firstBad,
  });
  if (previous === undefined)
    return verdict(0, { sequence: from - 1, problem: "an event is missing from the chain" });
  let checked = 0;
  while (checked < most) {
    const start = from + checked;
    const rows = await db.query(sealedEvents(start, Math.min(step, most - checked)));
    const signed = await db.query(checkpoints(start, start + step - 1));
    for (const sealed of rows) {
      const problem = problemOf(sealed, from + checked, previous);
      if (problem !== null) return verdict(checked, { sequence: from + checked, problem });
      previous = sealed.hash;
      checked++;
      const point = signed.find(({ sequence }) => sequence === sealed.sequence);
      if (
        point !== undefined &&
        !keys.verifyMac(
          "audit",
          checkpointText(organizationId, sealed.sequence, sealed.hash),
          point.signature,
        )
      ) {
        return verdict(checked, {
          sequence: sealed.sequence,
          problem: "the chain does not fit its signed checkpoint",
        });
      }
    }
    if (rows.length === 0) break;
  }
  if (from + checked <= head && checked < most) {
    return verdict(checked, { sequence: from + checked, problem: "the end of the chain is missing" });
  }
  const atEnd = from + checked > head;
  if (!atEnd) return verdict(checked, null);
  const [[stray], [signed], [erased]] = await db.queries(strayEvents(), lastCheckpoint(), erasedEvents());
  if ((signed ?? 0) > head)
    return verdict(checked, { sequence: head, problem: "the end of the chain was cut off" });
  if (erased !== undefined && erased.found !== erased.told)
    return verdict(checked, { sequence: head, problem: "events were emptied that no erasure tells of" });
  return verdict(
    checked,
    stray === undefined ? null : { sequence: head, problem: "an event stands outside of the chain" },
  );
}
