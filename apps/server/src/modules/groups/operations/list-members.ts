import { listGroupMembers } from "@atrium/contracts";
import type { Filter } from "@atrium/filter";
import { dynamicQuery } from "#kernel/db/statement";
import { integer } from "#kernel/db/values";
import { filterCondition, readFilter } from "#kernel/filter-list";
import type { Lists } from "#kernel/list";
import { operation } from "#kernel/operation";
import { userFilter } from "#modules/users";
import { countBound, countMembers, memberList } from "../member-queries.ts";
import { isAlive } from "../queries.ts";

const by = { hand: "belongs.by_hand", rule: "belongs.by_rule" } as const;

export const listGroupMembersOperation = (lists: Lists) =>
  operation(listGroupMembers, async ({ db, now, fail }, { params, query }) => {
    const { sort, limit, cursor, count } = query;
    const filter: Filter = query.q === undefined ? { kind: "empty" } : readFilter(userFilter, query.q);
    const asked = filterCondition(userFilter, filter, now);
    const values = [...asked.values, params.id];
    const where = [
      `belongs.group_id = $${values.length}::uuid and users.deleted_at is null and ${asked.where}`,
      ...(query.by === undefined ? [] : [by[query.by]]),
    ].join(" and ");
    const page = lists(memberList, { sort, limit, cursor, where, values, prepared: filter.kind === "empty" });
    const counting = dynamicQuery(countMembers(where), values, (row) => integer(row, 0));
    const [[alive], rows, [counted = 0]] =
      count === "none"
        ? [...(await db.queries(isAlive(params.id), page.query)), []]
        : await db.queries(isAlive(params.id), page.query, counting);
    if (alive !== true) return fail("resource.not_found");
    const total =
      count === "none"
        ? { total: null, totalKind: "none" as const }
        : counted <= countBound
          ? { total: counted, totalKind: "exact" as const }
          : { total: countBound, totalKind: "at_least" as const };
    return { ...page.finish(rows), ...total };
  });
