import { listSecurityEvents } from "@atrium/contracts";
import type { Lists } from "#kernel/list";
import { operation } from "#kernel/operation";
import { eventList } from "../queries.ts";
import { conditionOf, eventFilter } from "../shown.ts";

export const listSecurityEventsOperation = (lists: Lists) =>
  operation(listSecurityEvents, async ({ db, now }, { query }) => {
    const { q, sort, limit, cursor } = query;
    const page = lists(eventList, { sort, limit, cursor, ...conditionOf(eventFilter, q, now) });
    return { ...page.finish(await db.query(page.query)), total: null, totalKind: "none" as const };
  });
