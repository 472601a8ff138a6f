import { listGroups } from "@atrium/contracts";
import type { Filter } from "@atrium/filter";
import { dynamicQuery } from "#kernel/db/statement";
import { integer } from "#kernel/db/values";
import { filterCondition, readFilter } from "#kernel/filter-list";
import type { Lists } from "#kernel/list";
import { operation } from "#kernel/operation";
import { groupFilter } from "../fields.ts";
import { countBound, countGroups, groupList } from "../queries.ts";

/** Deleted groups are shown only to who asks for them. */
const asksForDeleted = (filter: Filter): boolean =>
  (filter.kind === "field" && filter.field === "deleted") ||
  ((filter.kind === "and" || filter.kind === "or") && filter.items.some(asksForDeleted));

export const listGroupsOperation = (lists: Lists) =>
  operation(listGroups, async ({ db, now }, { query }) => {
    const { sort, limit, cursor, count } = query;
    const filter: Filter = query.q === undefined ? { kind: "empty" } : readFilter(groupFilter, query.q);
    const asked = filterCondition(groupFilter, filter, now);
    const where = asksForDeleted(filter) ? asked.where : `groups.deleted_at is null and ${asked.where}`;
    const { values } = asked;
    const page = lists(groupList, { sort, limit, cursor, where, values, prepared: filter.kind === "empty" });
    if (count === "none") {
      return { ...page.finish(await db.query(page.query)), total: null, totalKind: "none" as const };
    }
    const counting = dynamicQuery(countGroups(where), values, (row) => integer(row, 0));
    const [rows, [counted = 0]] = await db.queries(page.query, counting);
    return { ...page.finish(rows), ...upTo(countBound, counted) };
  });

function upTo(bound: number, counted: number) {
  return counted <= bound
    ? { total: counted, totalKind: "exact" as const }
    : { total: bound, totalKind: "at_least" as const };
}
