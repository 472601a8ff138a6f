import { parseId, segmentFilterFields } from "@atrium/contracts";
import { beginsWith, type Filterable } from "#kernel/filter-list";

export const segmentFilter: Filterable = {
  fields: segmentFilterFields,
  columns: {
    kind: { sql: "kind", cast: "text" },
    name: { sql: "name_key", cast: "text", fold: true },
    slug: { sql: "slug", cast: "text" },
    createdBy: { sql: "created_by", cast: "uuid", decode: (value) => parseId("user", value) },
    created: { sql: "created_at", cast: "timestamptz" },
  },
  textSearch: beginsWith(["name_key"]),
};
