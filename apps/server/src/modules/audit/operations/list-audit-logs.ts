import { auditFilterFields, idPrefixes, listAuditLogs, parseId, type IdKind } from "@atrium/contracts";
import { filterCondition, readFilter, type Filterable } from "#kernel/filter-list";
import type { Lists } from "#kernel/list";
import { operation } from "#kernel/operation";
import { eventList } from "../queries.ts";

const kinds = Object.keys(idPrefixes) as IdKind[];
function anyId(value: string): string | null {
  const kind = kinds.find((each) => value.startsWith(`${idPrefixes[each]}_`));
  return parseId(kind ?? "user", value);
}

const filterable: Filterable = {
  fields: auditFilterFields,
  columns: {
    name: { sql: "e.name", cast: "text" },
    event: { sql: "e.name", cast: "text" },
    actor: { sql: "e.actor_id", cast: "uuid", decode: anyId },
    target: { sql: "e.target_id", cast: "uuid", decode: anyId },
    targetType: { sql: "e.target_type", cast: "text" },
    request: { sql: "e.request_id", cast: "text" },
    ip: { sql: "e.ip", cast: "text" },
    occurred: { sql: "e.occurred_at", cast: "timestamptz" },
  },
  textSearch: (term, _prefix, bind) => {
    const word = `${bind(term.toLowerCase())}::text`;
    return `(starts_with(lower(e.actor_name), ${word}) or starts_with(lower(e.target_name), ${word}) or starts_with(e.name, ${word}))`;
  },
};

export const listAuditLogsOperation = (lists: Lists) =>
  operation(listAuditLogs, async ({ db, now }, { query }) => {
    const { q, sort, limit, cursor } = query;
    const filter = q === undefined ? null : readFilter(filterable, q);
    const condition =
      filter === null || filter.kind === "empty"
        ? { where: "true", values: [] }
        : filterCondition(filterable, filter, now);
    const page = lists(eventList, {
      sort,
      limit,
      cursor,
      ...condition,
      prepared: condition.values.length === 0,
    });
    return { ...page.finish(await db.query(page.query)), total: null, totalKind: "none" as const };
  });
