import { getSegment, listSegments } from "@atrium/contracts";
import type { Filter } from "@atrium/filter";
import { dynamicQuery } from "#kernel/db/statement";
import { integer } from "#kernel/db/values";
import { filterCondition, readFilter } from "#kernel/filter-list";
import type { Lists } from "#kernel/list";
import { operation } from "#kernel/operation";
import { segmentFilter } from "../fields.ts";
import { segmentList } from "../queries.ts";
import { shownSegment } from "../shown.ts";

export const listSegmentsOperation = (lists: Lists) =>
  operation(listSegments, async ({ db, now }, { query }) => {
    const { sort, limit, cursor, count } = query;
    const filter: Filter = query.q === undefined ? { kind: "empty" } : readFilter(segmentFilter, query.q);
    const { where, values } = filterCondition(segmentFilter, filter, now);
    const prepared = filter.kind === "empty";
    const page = lists(segmentList, { sort, limit, cursor, where, values, prepared });
    if (count === "none") {
      return { ...page.finish(await db.query(page.query)), total: null, totalKind: "none" as const };
    }
    const counting = dynamicQuery(`select count(*) from segments where ${where}`, values, (row) =>
      integer(row, 0),
    );
    const [rows, [total = 0]] = await db.queries(page.query, counting);
    return { ...page.finish(rows), total, totalKind: "exact" as const };
  });

export const getSegmentOperation = operation(getSegment, ({ db }, { params }) => shownSegment(db, params.id));
