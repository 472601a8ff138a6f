import { listAttempts } from "@atrium/contracts";
import type { Lists } from "#kernel/list";
import { operation } from "#kernel/operation";
import { attemptList } from "../queries.ts";
import { attemptFilter, conditionOf } from "../shown.ts";

export const listAttemptsOperation = (lists: Lists) =>
  operation(listAttempts, async ({ db, now }, { query }) => {
    const { q, sort, limit, cursor } = query;
    const page = lists(attemptList, { sort, limit, cursor, ...conditionOf(attemptFilter, q, now) });
    return { ...page.finish(await db.query(page.query)), total: null, totalKind: "none" as const };
  });
