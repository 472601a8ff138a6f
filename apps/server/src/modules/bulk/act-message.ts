import type { Transaction } from "#kernel/db/transaction";
import type { Acting } from "#kernel/jobs/kind";
import type { Performing } from "#kernel/perform";
import { Problem } from "#kernel/problem";
import type { ActInput } from "./act-input.ts";
import { addressesOf } from "./queries.ts";
import { emptyTally, refuse, type Tally } from "./tally.ts";

/** Queues one mail to somebody, with the transaction. */
export type WriteToPeople = (
  db: Transaction,
  to: { email: string; locale: string | null; organizationId: string | null },
  what: { subject: string; text: string },
) => Promise<void>;

/** A mail each; who was deleted or suspended gets none. */
export async function writeTo(
  write: WriteToPeople,
  by: Performing & Pick<Acting, "record">,
  work: { act: ActInput; ids: readonly string[]; first: number },
): Promise<Tally> {
  const tally = emptyTally();
  const people = new Map((await by.db.query(addressesOf(work.ids))).map((person) => [person.id, person]));
  const { organizationId } = by.caller;
  for (const [index, id] of work.ids.entries()) {
    const person = people.get(id);
    if (person === undefined || !person.present) {
      refuse(tally, work.first + index, id, new Problem("resource.not_found"));
      continue;
    }
    await write(
      by.db,
      { ...person, organizationId },
      { subject: work.act.subject ?? "", text: work.act.text ?? "" },
    );
    tally.done++;
  }
  return tally;
}
