import { listInvitations } from "@atrium/contracts";
import type { Filter } from "@atrium/filter";
import { dynamicQuery } from "#kernel/db/statement";
import { integer } from "#kernel/db/values";
import { filterCondition, readFilter } from "#kernel/filter-list";
import type { Lists } from "#kernel/list";
import { operation } from "#kernel/operation";
import { invitationFilter } from "../fields.ts";
import { countBound, countInvitations, invitationList } from "../queries.ts";

export const listInvitationsOperation = (lists: Lists) =>
  operation(listInvitations, async ({ db, now }, { query }) => {
    const { sort, limit, cursor, count } = query;
    const filter: Filter = query.q === undefined ? { kind: "empty" } : readFilter(invitationFilter, query.q);
    const condition = filterCondition(invitationFilter, filter, now);
    const prepared = filter.kind === "empty";
    const page = lists(invitationList, { sort, limit, cursor, ...condition, prepared });
    if (count === "none") {
      return { ...page.finish(await db.query(page.query)), total: null, totalKind: "none" as const };
    }
    const counting = dynamicQuery(countInvitations(condition.where), condition.values, (row) =>
      integer(row, 0),
    );
    const [rows, [counted = 0]] = await db.queries(page.query, counting);
    const whole = counted <= countBound;
    return {
      ...page.finish(rows),
      total: whole ? counted : countBound,
      totalKind: whole ? ("exact" as const) : ("at_least" as const),
    };
  });
