import { z } from "zod";
import { systemCaller, type RequestInfo } from "#kernel/caller";
import type { Reader } from "#kernel/db/reader";
import type { Query } from "#kernel/db/statement";
import { completeEvent, insertEvent } from "#kernel/events/record";
import type { NewId } from "#kernel/ids";
import { job, type JobContext, type JobKind } from "#kernel/jobs/kind";
import { noPermissions } from "#kernel/permission-set";
import {
  dueForPurge,
  eraseSome,
  loosenSome,
  markPurged,
  stillDue,
  tenantTables,
  type TenantTable,
} from "./purge-queries.ts";

const batchSize = 2_000;
/** Counters come back while what they count is erased; more often than this they have no reason to. */
const mostRounds = 5;

/** Tables in an order in which nothing is erased that another still points at. */
export function eraseOrder<T extends Pick<TenantTable, "name" | "pointedAtBy">>(tables: readonly T[]): T[] {
  const left = new Map(tables.map((table) => [table.name, table]));
  const order: T[] = [];
  while (left.size > 0) {
    const free = [...left.values()].filter(({ pointedAtBy }) => !pointedAtBy.some((name) => left.has(name)));
    // Tables that point at one another in a circle are tried as they come; their foreign keys say what to do.
    for (const table of free.length > 0 ? free : [...left.values()]) {
      order.push(table);
      left.delete(table.name);
    }
  }
  return order;
}

/** Does it again and again until nothing is left to do; each step is a transaction of its own. */
async function untilNone(
  system: Reader,
  step: () => Query<number>,
  tell: () => Promise<void>,
): Promise<number> {
  let all = 0;
  for (let some = -1; some !== 0; all += some) {
    [some = 0] = await system.query(step());
    await tell();
  }
  return all;
}

/** Erases every row of one organization, whatever tables there are; safe to be done again from the start. */
export async function eraseRows(system: Reader, id: string, tell: () => Promise<void>): Promise<number> {
  const tables = eraseOrder(await system.query(tenantTables()));
  let erased = 0;
  for (const { name, selfReferences } of tables) {
    for (const column of selfReferences) {
      await untilNone(system, () => loosenSome(name, column, id, batchSize), tell);
    }
  }
  for (let round = 0; round < mostRounds; round++) {
    let now = 0;
    for (const table of tables) now += await untilNone(system, () => eraseSome(table, id, batchSize), tell);
    erased += now;
    if (now === 0) return erased;
  }
  throw new Error(`rows of the organization ${id} keep coming back`);
}

const requestOf = (id: string): RequestInfo => ({
  id, ip: null, local: true, agent: null, device: null, flow: null, origin: null, idempotencyKey: null, ifMatch: null,
}); // prettier-ignore

async function purgeOne(context: JobContext, newId: NewId): Promise<{ name: string; rows: number } | null> {
  const { database, clock } = context;
  // The organizations that are due are nobody's own any more.
  const system = database.asSystem();
  const at = clock.now().toISOString();
  const [due] = await system.query(dueForPurge(at));
  if (due === undefined) return null;
  let done = 0;
  const rows = await eraseRows(system, due.id, async () => {
    await context.progress(++done, null, due.slug);
  });
  await context.transaction(async (db) => {
    const [still] = await db.asSystem().query(stillDue(due.id, at));
    if (still !== true) return;
    await db.asSystem().query(markPurged(due.id, at));
    const organizationId = due.parentId ?? context.organizationId;
    const event = completeEvent(
      {
        name: "organization.purged",
        target: { type: "organization", id: due.id, name: due.name },
        data: { rows },
      },
      {
        caller: systemCaller("organizations", organizationId, noPermissions),
        request: requestOf(newId()),
        id: newId(),
        now: clock.now(),
        organizationId,
      },
    );
    await db.asSystem().query(insertEvent(event));
  });
  return { name: due.slug, rows };
}

/** Erases what was deleted long enough ago. What has begun to be erased cannot be brought back. */
export const purgeJob = (newId: NewId): JobKind =>
  job({
    kind: "organizations.purge",
    input: z.object({}),
    everySeconds: 3600,
    run: async (context) => {
      const purged: string[] = [];
      let rows = 0;
      for (let one = await purgeOne(context, newId); one !== null; one = await purgeOne(context, newId)) {
        purged.push(one.name);
        rows += one.rows;
      }
      return { purged, rows };
    },
  });
