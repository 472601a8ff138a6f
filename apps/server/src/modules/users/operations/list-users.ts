import { listUsers } from "@atrium/contracts";
import type { Cache } from "#kernel/cache";
import type { Lists } from "#kernel/list";
import { operation } from "#kernel/operation";
import { askedBy, conditionOf } from "../condition.ts";
import { counting, noTotal } from "../counting.ts";
import { userSortKeys } from "../fields.ts";
import { jumpOf, type Marks } from "../jump.ts";
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

export type ListDeps = { readonly marks: Cache<Marks> };

export const listUsersOperation = (lists: Lists, rightsOf: RightsOfRoles, { marks }: ListDeps) =>
  operation(listUsers, async ({ db, caller, now }, { query }) => {
    const filter = await askedBy(db, query.q);
    const condition = conditionOf(filter, now);
    const { sort, limit, cursor, count } = query;
    const whole = filter.kind === "empty";
    const jump = await jumpOf(query, { db, organizationId: caller.organizationId ?? "", whole, marks });
    const page = lists(spec, { sort, limit, cursor, jump, ...condition, prepared: whole });
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
