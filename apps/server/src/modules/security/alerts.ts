import type { PolicySettings, SecurityEventKind, SecurityResponse } from "@atrium/contracts";
import { systemCaller, type RequestInfo } from "#kernel/caller";
import type { Clock } from "#kernel/clock";
import type { Database } from "#kernel/db/database";
import type { Reader } from "#kernel/db/reader";
import type { Transaction } from "#kernel/db/transaction";
import { completeEvent, insertEvent, type Happening } from "#kernel/events/record";
import type { Logger } from "#kernel/logger";
import { noPermissions } from "#kernel/permission-set";
import type { Finding } from "./detect.ts";
import { noteResponses, personOf, raiseEvent } from "./raise-queries.ts";
import { respond, type Responders } from "./respond.ts";

export type Alerts = {
  /**
   * Writes a security event down, tells of it, and does at once what the organization's rules ask for, in a
   * transaction of its own. Answers the event's id, or null where it was counted into one that is not resolved yet.
   */
  raise(finding: Finding): Promise<string | null>;
  /** The same, for those who cannot wait for it. */
  raiseSoon(finding: Finding): void;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
};

export type AlertsDeps = {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly newId: () => string;
  readonly platformId: () => string | null;
  readonly policyOf: (reader: Reader, organizationId: string) => Promise<Pick<PolicySettings, "responses">>;
  readonly responders: Responders;
};

/** What the system's own doing says of where it came from. */
const nowhere = (id: string): RequestInfo => ({
  id,
  ip: null,
  local: true,
  agent: null,
  device: null,
  flow: null,
  origin: null,
  idempotencyKey: null,
  ifMatch: null,
});

export function createAlerts(deps: AlertsDeps): Alerts {
  const { database, clock, newId } = deps;
  const underWay = new Set<Promise<unknown>>();

  async function wanted(
    organizationId: string,
    kind: SecurityEventKind,
  ): Promise<readonly SecurityResponse[]> {
    const { responses } = await deps.policyOf(database.asSystem(), organizationId);
    return responses[kind];
  }

  async function raise(finding: Finding): Promise<string | null> {
    const organizationId = finding.organizationId ?? deps.platformId();
    if (organizationId === null) return null;
    const { kind, severity, accountId } = finding;
    const responses = await wanted(organizationId, kind);
    const now = clock.now();
    const caller = systemCaller("security", organizationId, noPermissions);
    const request = nowhere(newId());
    return database.transaction(organizationId, async (db: Transaction) => {
      const [person] = accountId === null ? [] : await db.query(personOf(accountId));
      const userId = person?.userId ?? null;
      const name = person?.name ?? null;
      const subject = accountId === null ? finding.subject : `${accountId} ${finding.subject}`;
      const [raised] = await db.query(
          raiseEvent(
            newId(), kind, severity, subject, userId, accountId, [finding.reason], JSON.stringify(finding.evidence),
            now.toISOString(),
          ),
        ); // prettier-ignore
      if (raised === undefined || !raised.fresh) return null;
      const tell = (happening: Happening): void =>
        db.beforeCommit(
          insertEvent(completeEvent(happening, { caller, request, id: newId(), now, organizationId })),
        );
      const done = await respond(db, deps.responders, {
        finding,
        name,
        organizationId,
        responses,
        now,
        tell,
      });
      if (done.length > 0) await db.query(noteResponses(raised.id, done));
      tell({
        name: "security.alerted",
        target:
          userId === null
            ? { type: "securityEvent", id: raised.id, name: kind }
            : { type: "user", id: userId, name },
        reason: finding.reason,
        data: { securityEvent: raised.id, kind, severity, responses: done },
      });
      return raised.id;
    });
  }

  return {
    raise,
    raiseSoon(finding) {
      const running = raise(finding)
        .catch((cause: unknown) => {
          deps.logger.error({ err: cause, kind: finding.kind }, "a security event could not be raised");
        })
        .finally(() => underWay.delete(running));
      underWay.add(running);
    },
    async idle() {
      await Promise.all(underWay);
    },
  };
}
