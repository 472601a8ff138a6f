import { z } from "zod";
import { systemCaller, type RequestInfo } from "#kernel/caller";
import type { Database } from "#kernel/db/database";
import type { Query } from "#kernel/db/statement";
import { completeEvent, insertEvent } from "#kernel/events/record";
import type { NewId } from "#kernel/ids";
import { job, type JobKind } from "#kernel/jobs/kind";
import { noPermissions } from "#kernel/permission-set";
import { domainTarget } from "./operations.ts";
import { isProven, type ProofDeps } from "./proof.ts";
import {
  dueForCheck,
  lockDomain,
  markFailing,
  markReleased,
  markVerified,
  noteChecked,
  type DomainRow,
} from "./queries.ts";

const everyMs = 86_400_000;
/** How long a proof may be missing before the domain is given up. */
const patienceMs = 7 * 86_400_000;

type Told = "domain.verified" | "domain.failing" | "domain.released";
function stepOf(row: DomainRow, proven: boolean, now: Date): { query: Query<unknown>; told: Told | null } {
  const at = now.toISOString();
  if (proven && row.state === "verified") return { query: noteChecked(row.uuid, at), told: null };
  if (proven) return { query: markVerified(row.uuid, row.method ?? "dns", at), told: "domain.verified" };
  const since = row.failingSince === null ? now.getTime() : Date.parse(row.failingSince);
  if (now.getTime() - since >= patienceMs)
    return { query: markReleased(row.uuid, at), told: "domain.released" };
  return { query: markFailing(row.uuid, at), told: row.state === "failing" ? null : "domain.failing" };
}

const requestOf = (id: string): RequestInfo => ({
  id, ip: null, local: true, agent: null, device: null, flow: null, origin: null, idempotencyKey: null, ifMatch: null,
}); // prettier-ignore

async function settle(
  database: Database,
  newId: NewId,
  from: { row: DomainRow; proven: boolean; now: Date },
): Promise<void> {
  const { organizationId } = from.row;
  await database.transaction(organizationId, async (db) => {
    const [row] = await db.query(lockDomain(from.row.uuid));
    // It was proven again or given up while others were asked.
    if (row === undefined || row.version !== from.row.version) return;
    const { query, told } = stepOf(row, from.proven, from.now);
    await db.query(query);
    if (told === null) return;
    const event = completeEvent(
      {
        name: told,
        target: domainTarget(row),
        changes: [{ field: "state", before: row.state, after: told.slice(7) }],
      },
      {
        caller: systemCaller("domains", organizationId, noPermissions),
        request: requestOf(newId()),
        id: newId(),
        now: from.now,
        organizationId,
      },
    );
    db.beforeCommit(insertEvent(event));
  });
}

/** Looks once a day whether the proof of each held domain is still there. */
export const checkDomainsJob = (deps: ProofDeps, newId: NewId): JobKind =>
  job({
    kind: "organizations.check_domains",
    input: z.object({}),
    everySeconds: 3600,
    run: async ({ database, clock, progress }) => {
      let checked = 0;
      for (;;) {
        const now = clock.now();
        const before = new Date(now.getTime() - everyMs).toISOString();
        // Whose they are does not matter for asking; each is settled within its own organization.
        const due = await database.asSystem().query(dueForCheck(before));
        if (due.length === 0) return { checked };
        await Promise.all(
          due.map(async (row) => {
            const proven = await isProven(deps, row, row.method ?? "dns");
            await settle(database, newId, { row, proven, now });
          }),
        );
        await progress((checked += due.length), null);
      }
    },
  });
