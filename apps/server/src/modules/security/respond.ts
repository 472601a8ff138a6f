import type { SecurityEventKind, SecurityResponse } from "@atrium/contracts";
import type { Query } from "#kernel/db/statement";
import type { Transaction } from "#kernel/db/transaction";
import type { Happening } from "#kernel/events/record";
import type { Finding } from "./detect.ts";
import { addressesOf, lockAccount, mayLock, ownersOf, type Recipient } from "./raise-queries.ts";

export type SecurityMail = {
  readonly to: Recipient;
  readonly organizationId: string;
  readonly kind: SecurityEventKind;
  readonly locked: boolean;
  readonly at: string;
};

/** What the owners of sessions and messages do when they are asked to. */
export type Responders = {
  /** Those that are the organization's business, which are all where the account's person is in no other one. */
  readonly endSessions: (
    accountId: string,
    organizationId: string,
    reason: string,
    now: Date,
  ) => Query<unknown>;
  /** From now on nothing of the account counts as freshly proven, and no device as trusted. */
  readonly stepUp: (accountId: string, now: Date) => readonly Query<unknown>[];
  readonly queueMail: (db: Transaction, mail: SecurityMail) => Promise<unknown>;
};

type Case = {
  readonly finding: Finding;
  /** What the person is called. */
  readonly name: string | null;
  readonly organizationId: string;
  readonly responses: readonly SecurityResponse[];
  readonly now: Date;
  readonly tell: (happening: Happening) => void;
};

/** Locks where the organization may; elsewhere ends the sessions, which is what it may everywhere. */
async function lock(db: Transaction, accountId: string, from: Case): Promise<boolean> {
  const system = db.asSystem();
  const [allowed] = await system.query(mayLock(from.organizationId, accountId));
  if (allowed !== true) return false;
  const [locked] = await system.query(lockAccount(accountId, from.organizationId, from.now.toISOString()));
  if (locked !== undefined) {
    from.tell({
      name: "account.locked",
      target: { type: "account", id: accountId, name: from.name },
      reason: from.finding.reason,
      changes: [{ field: "status", before: "active", after: "locked" }],
    });
  }
  return true;
}

/** Does what the rules ask for and answers what was done. Accounts are no organization's, so the system writes. */
export async function respond(
  db: Transaction,
  responders: Responders,
  from: Case,
): Promise<SecurityResponse[]> {
  const { finding, responses, now, organizationId } = from;
  const { accountId } = finding;
  const system = db.asSystem();
  const done = new Set<SecurityResponse>();
  if (accountId !== null) {
    if (responses.includes("lock") && (await lock(db, accountId, from))) done.add("lock");
    if (responses.includes("end_sessions") || responses.includes("lock")) {
      await system.query(responders.endSessions(accountId, organizationId, `security_${finding.kind}`, now));
      done.add("end_sessions");
      from.tell({
        name: "sessions.ended",
        target: { type: "account", id: accountId, name: from.name },
        data: { reason: `security_${finding.kind}` },
      });
    }
    if (responses.includes("step_up")) {
      await system.queries(...responders.stepUp(accountId, now));
      done.add("step_up");
    }
  }
  // Whoever is locked out is told why, whether or not the rules say so.
  const locked = done.has("lock");
  if (!responses.includes("notify") && !locked) return [...done];
  const recipients = await system.query(
    accountId === null ? ownersOf(organizationId) : addressesOf(accountId),
  );
  for (const to of recipients) {
    await responders.queueMail(db, { to, organizationId, kind: finding.kind, locked, at: now.toISOString() });
  }
  if (recipients.length > 0) done.add("notify");
  return [...done];
}
