import { listOrganizations } from "@atrium/contracts";
import { beginsWith, filterCondition, readFilter, type Filterable } from "#kernel/filter-list";
import type { Lists } from "#kernel/list";
import { operation } from "#kernel/operation";
import { countOrganizations, organizationList } from "../queries.ts";

const filterable: Filterable = {
  fields: {
    name: { type: "text" },
    slug: { type: "text" },
    status: { type: "enum", values: ["active", "suspended"] },
    created: { type: "date", aliases: ["createdAt"] },
  },
  columns: {
    name: { sql: "name_key", cast: "text", fold: true },
    slug: { sql: "slug", cast: "text" },
    status: { sql: "status", cast: "text" },
    created: { sql: "created_at", cast: "timestamptz" },
  },
  textSearch: beginsWith(["name_key", "slug"]),
};

export const listOrganizationsOperation = (lists: Lists) =>
  operation(listOrganizations, async ({ asSystem, now }, { query }) => {
    const { q, sort, limit, cursor, count } = query;
    const filter = q === undefined ? null : readFilter(filterable, q);
    const condition =
      filter === null || filter.kind === "empty"
        ? { where: "true", values: [] }
        : filterCondition(filterable, filter, now);
    const page = lists(organizationList, {
      sort,
      limit,
      cursor,
      ...condition,
      prepared: condition.values.length === 0,
    });
    // The platform's own view over all organizations; the contract's permission is held at that scope alone.
    const [rows, [all = 0]] = await asSystem().queries(page.query, countOrganizations());
    const counts = count !== "none" && condition.values.length === 0;
    return {
      ...page.finish(rows),
      total: counts ? all : null,
      totalKind: counts ? ("exact" as const) : ("none" as const),
    };
  });
