import { z } from "zod";
import { job, type JobKind } from "#kernel/jobs/kind";
import { dropOthers, findPairs, likenesses } from "./find-queries.ts";

export const findKind = "duplicates.find";

/** Compares everybody with everybody by each likeness, one statement each. */
export const findJob: JobKind = job({
  kind: findKind,
  input: z.object({}),
  run: async (context) => {
    const saved = context.checkpoint;
    const began = typeof saved?.["began"] === "string" ? saved["began"] : context.clock.now().toISOString();
    let at = Number(saved?.["at"] ?? 0);
    let pairs = Number(saved?.["pairs"] ?? 0);
    const total = likenesses.length;
    for (; at < total;) {
      const likeness = likenesses[at];
      if (likeness === undefined) break;
      await context.batch(async (db) => {
        const [found = 0] = await db.asSystem().query(findPairs(likeness, context.organizationId, began));
        at++;
        pairs += found;
        if (at === total) await db.query(dropOthers(began));
        return { checkpoint: { began, at, pairs }, done: at, total, note: likeness.reason, value: null };
      });
    }
    return { pairs };
  },
});
