import { listUsers } from "@atrium/contracts";
import type { Filter } from "@atrium/filter";
import { filterCondition, readFilter } from "#kernel/filter-list";
import type { Lists } from "#kernel/list";
import { operation } from "#kernel/operation";
import { counting, noTotal } from "../counting.ts";
import { userFilter, userSortKeys } from "../fields.ts";
import type { RightsOfRoles } from "#modules/access";
import { abilitiesFor } from "../policy.ts";
import { readSummary, summaryColumns } from "../queries.ts";

const spec = {
  name: "users",
  from: "users",
  columns: summaryColumns,
  idColumn: "id",
  sorts: userSortKeys,
  read: readSummary,
};

/** Deleted people are shown only to who asks for them. */
function asksForDeleted(filter: Filter): boolean {
  switch (filter.kind) {
    case "field":
      return (
        filter.field === "status" &&
        filter.tests.some((test) => test.kind === "equals" && test.value === "deleted")
      );
    case "and":
    case "or":
      return filter.items.some(asksForDeleted);
    case "not":
      return false;
    default:
      return false;
  }
}

function conditionOf(filter: Filter, now: Date) {
  if (filter.kind === "empty") return { where: "deleted_at is null", values: [] };
  const { where, values } = filterCondition(userFilter, filter, now);
  return { where: asksForDeleted(filter) ? where : `deleted_at is null and ${where}`, values };
}

export const listUsersOperation = (lists: Lists, rightsOf: RightsOfRoles) =>
  operation(listUsers, async ({ db, caller, now }, { query }) => {
    const filter: Filter = query.q === undefined ? { kind: "empty" } : readFilter(userFilter, query.q);
    const condition = conditionOf(filter, now);
    const { sort, limit, cursor, count } = query;
    const page = lists(spec, { sort, limit, cursor, ...condition, prepared: filter.kind === "empty" });
    const counter = counting(filter, count, condition);
    const [rows, counted] =
      counter === null ? [await db.query(page.query), []] : await db.queries(page.query, counter.query);
    const { items, next, previous } = page.finish(rows);
    const abilities = await abilitiesFor(caller, { db, rightsOf, rows: items });
    return {
      items: items.map((item) => Object.assign(item, { abilities: abilities(item) })),
      next,
      previous,
      ...(counter === null ? noTotal : counter.total(counted)),
    };
  });
