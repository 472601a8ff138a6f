import type { Transaction } from "#kernel/db/transaction";
import type { Happening } from "#kernel/events/record";
import type { EnqueueJob } from "#kernel/jobs/kind";
import {
  dropBelongings,
  dropByAddress,
  dropHints,
  dropLonelyAccount,
  dropWords,
  emptyPerson,
  invitationsTo,
  type Erasable,
} from "./erase-queries.ts";

export const emptyEventsKind = "privacy.empty_events";

/** Empties a person's row and all that hangs on it, and has the events about them emptied once this commits. */
export async function erasePerson(
  db: Transaction,
  person: Erasable,
  by: { organizationId: string; now: Date; reason: string | null; enqueue: EnqueueJob },
): Promise<Happening> {
  const { uuid, email, accountId } = person;
  const invitations = await db.query(invitationsTo(by.organizationId, email, uuid));
  const system = db.asSystem();
  const { organizationId } = by;
  await system.queries(...dropBelongings.map((drop) => drop(organizationId, uuid)));
  await system.queries(...dropByAddress.map((drop) => drop(organizationId, email)));
  const words = await system.query(dropWords(organizationId, uuid));
  if (words.length > 0) await system.query(dropHints(organizationId, words));
  await db.query(emptyPerson(uuid, by.now.toISOString()));
  const account = accountId === null ? [] : await system.query(dropLonelyAccount(accountId));
  await by.enqueue({
    kind: emptyEventsKind,
    input: { person: uuid, account: accountId, invitations },
    organizationId: by.organizationId,
  });
  return {
    name: "user.erased",
    target: { type: "user", id: uuid, name: null },
    changes: [{ field: "status", before: person.status, after: "erased" }],
    reason: by.reason,
    data: { emptiedEvents: 0, accountErased: account.length > 0 },
  };
}
