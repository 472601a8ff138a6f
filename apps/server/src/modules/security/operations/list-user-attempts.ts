import { listUserAttempts } from "@atrium/contracts";
import type { Lists } from "#kernel/list";
import { operation } from "#kernel/operation";
import { attemptList, userExists } from "../queries.ts";
import { attemptFilter, conditionOf } from "../shown.ts";

export const listUserAttemptsOperation = (lists: Lists) =>
  operation(listUserAttempts, async ({ db, now, fail }, { params, query }) => {
    const { q, sort, limit, cursor } = query;
    const filter = conditionOf(attemptFilter, q, now);
    const values = [...filter.values, params.id];
    const where = `${filter.where} and a.user_id = $${values.length}::uuid`;
    const page = lists(attemptList, { sort, limit, cursor, where, values, prepared: filter.prepared });
    const [[exists], rows] = await db.queries(userExists(params.id), page.query);
    if (exists !== true && rows.length === 0) fail("resource.not_found");
    return { ...page.finish(rows), total: null, totalKind: "none" as const };
  });
