import { listGroupMembers } from "@atrium/contracts";
import { dynamicQuery } from "#kernel/db/statement";
import { integer } from "#kernel/db/values";
import { filterCondition } from "#kernel/filter-list";
import type { Lists } from "#kernel/list";
import { operation } from "#kernel/operation";
import { askedBy, userFilter } from "#modules/users";
import { countBound, countMembers, countReached, gathered, memberList, placesOf } from "../member-list.ts";

const by = { hand: "belongs.by_hand", rule: "belongs.by_rule" } as const;

export const listGroupMembersOperation = (lists: Lists) =>
  operation(listGroupMembers, async ({ db, now, fail }, { params, query }) => {
    const { sort, limit, cursor, count, reach } = query;
    const [places] = await db.query(placesOf(params.id));
    if (places === undefined) return fail("resource.not_found");
    const asked = filterCondition(userFilter, await askedBy(db, query.q), now);
    const values = [...asked.values, params.id];
    const size = reach === "below" ? places.within - places.own : places.within;
    const list = memberList(`$${values.length}::uuid`, { reach, places: size });
    const where = [
      `${list.where} and users.deleted_at is null and ${asked.where}`,
      ...(query.by === undefined ? [] : [by[query.by]]),
    ].join(" and ");
    // Never kept prepared: a group of ten and one of a million want other plans.
    const page = lists(list.spec, { sort, limit, cursor, where, values, prepared: false });
    if (count === "none") {
      return { ...page.finish(await db.query(page.query)), total: null, totalKind: "none" as const };
    }
    const bare = query.q === undefined && query.by === undefined;
    if (reach !== "own" && bare && size > gathered) {
      const [rows, [counted]] = await db.queries(page.query, countReached[reach](params.id));
      return { ...page.finish(rows), ...upTo(counted?.people ?? 0, counted?.whole ?? true) };
    }
    const counting = dynamicQuery(countMembers(list.spec.from, where), values, (row) => integer(row, 0));
    const [rows, [counted = 0]] = await db.queries(page.query, counting);
    return { ...page.finish(rows), ...upTo(counted, true) };
  });

function upTo(counted: number, whole: boolean) {
  return counted <= countBound && whole
    ? { total: counted, totalKind: "exact" as const }
    : { total: Math.min(counted, countBound), totalKind: "at_least" as const };
}
