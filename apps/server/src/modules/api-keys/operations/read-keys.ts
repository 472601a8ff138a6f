import { getApiKey, listApiKeys, listApiPlans } from "@atrium/contracts";
import type { Filter } from "@atrium/filter";
import { dynamicQuery } from "#kernel/db/statement";
import { integer } from "#kernel/db/values";
import { filterCondition, readFilter } from "#kernel/filter-list";
import type { Lists } from "#kernel/list";
import { operation } from "#kernel/operation";
import { keyFilter } from "../fields.ts";
import { apiPlans, countBound, countKeys, keyList } from "../queries.ts";
import { shownKey } from "../shown.ts";

export const listApiKeysOperation = (lists: Lists) =>
  operation(listApiKeys, async ({ db, now }, { query }) => {
    const { sort, limit, cursor, count } = query;
    const filter: Filter = query.q === undefined ? { kind: "empty" } : readFilter(keyFilter, query.q);
    const condition = filterCondition(keyFilter, filter, now);
    const page = lists(keyList, { sort, limit, cursor, ...condition, prepared: filter.kind === "empty" });
    if (count === "none") {
      return { ...page.finish(await db.query(page.query)), total: null, totalKind: "none" as const };
    }
    const counting = dynamicQuery(countKeys(condition.where), condition.values, (row) => integer(row, 0));
    const [rows, [counted = 0]] = await db.queries(page.query, counting);
    const whole = counted <= countBound;
    return {
      ...page.finish(rows),
      total: whole ? counted : countBound,
      totalKind: whole ? ("exact" as const) : ("at_least" as const),
    };
  });

export const getApiKeyOperation = operation(getApiKey, ({ db }, { params }) => shownKey(db, params.id));

export const listApiPlansOperation = operation(listApiPlans, async ({ asSystem, caller }) => ({
  items: await asSystem().query(apiPlans(caller.organizationId ?? "")),
}));
