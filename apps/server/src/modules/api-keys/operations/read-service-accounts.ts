import { getServiceAccount, listServiceAccounts } from "@atrium/contracts";
import type { Filter } from "@atrium/filter";
import { dynamicQuery } from "#kernel/db/statement";
import { integer } from "#kernel/db/values";
import { filterCondition, readFilter } from "#kernel/filter-list";
import type { Lists } from "#kernel/list";
import { operation } from "#kernel/operation";
import { serviceAccountFilter } from "../fields.ts";
import { findServiceAccount, serviceAccountList } from "../service-account-queries.ts";

export const listServiceAccountsOperation = (lists: Lists) =>
  operation(listServiceAccounts, async ({ db, now }, { query }) => {
    const { sort, limit, cursor, count } = query;
    const filter: Filter =
      query.q === undefined ? { kind: "empty" } : readFilter(serviceAccountFilter, query.q);
    const asked = filterCondition(serviceAccountFilter, filter, now);
    const where = `deleted_at is null and ${asked.where}`;
    const { values } = asked;
    const prepared = filter.kind === "empty";
    const page = lists(serviceAccountList, { sort, limit, cursor, where, values, prepared });
    if (count === "none") {
      return { ...page.finish(await db.query(page.query)), total: null, totalKind: "none" as const };
    }
    const counting = dynamicQuery(`select count(*) from service_accounts where ${where}`, values, (row) =>
      integer(row, 0),
    );
    const [rows, [total = 0]] = await db.queries(page.query, counting);
    return { ...page.finish(rows), total, totalKind: "exact" as const };
  });

export const getServiceAccountOperation = operation(getServiceAccount, async ({ db, fail }, { params }) => {
  const [row] = await db.query(findServiceAccount(params.id));
  return row ?? fail("resource.not_found");
});
