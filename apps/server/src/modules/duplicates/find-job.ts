import { z } from "zod";
import type { Database } from "#kernel/db/database";
import { readSnapshot } from "#kernel/db/snapshot";
import { text } from "#kernel/db/values";
import { job, type JobKind } from "#kernel/jobs/kind";
import { dropOthers, keepPairs, likenesses, pairsBy, type Likeness } from "./find-queries.ts";

export const findKind = "duplicates.find";
const atOnce = 2000;

/** Everybody compared with everybody by one likeness, on a connection without a limit of time. */
function compare(database: Database, organizationId: string, likeness: Likeness) {
  const select = { text: pairsBy(likeness), values: [] };
  return readSnapshot(database, organizationId, select, async (batches) => {
    const pairs: { low: string; high: string }[] = [];
    for await (const rows of batches) {
      for (const row of rows) pairs.push({ low: text(row, 0), high: text(row, 1) });
    }
    return pairs;
  });
}

/** Compares people by each likeness, one after the other; where it died it begins with that likeness anew. */
export const findJob: JobKind = job({
  kind: findKind,
  input: z.object({}),
  run: async (context) => {
    const saved = context.checkpoint;
    const began = typeof saved?.["began"] === "string" ? saved["began"] : context.clock.now().toISOString();
    let at = Number(saved?.["at"] ?? 0);
    let pairs = Number(saved?.["pairs"] ?? 0);
    const total = likenesses.length;
    for (const likeness of likenesses.slice(at)) {
      const { reason, score } = likeness;
      await context.acting();
      const found = await compare(context.database, context.organizationId, likeness);
      for (let from = 0; from <= found.length; from += atOnce) {
        const some = found.slice(from, from + atOnce);
        const last = from + atOnce > found.length;
        await context.batch(async (db) => {
          const [low, high] = [some.map((pair) => pair.low), some.map((pair) => pair.high)];
          if (some.length > 0) await db.query(keepPairs(low, high, reason, score, began));
          if (last) {
            at++;
            pairs += found.length;
          }
          if (last && at === total) await db.query(dropOthers(began));
          return { checkpoint: { began, at, pairs }, done: at, total, note: reason, value: null };
        });
      }
    }
    return { pairs };
  },
});
