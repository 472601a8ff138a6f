import { groupFilterFields, parseId } from "@atrium/contracts";
import { foldText } from "@atrium/filter";
import { beginsWith, type Filterable } from "#kernel/filter-list";

const decode = (kind: "group" | "user") => (value: string) => parseId(kind, value);

const begins = beginsWith(["groups.name_key", "groups.slug"]);

export const groupFilter: Filterable = {
  fields: groupFilterFields,
  columns: {
    kind: { sql: "groups.kind", cast: "text" },
    name: { sql: "groups.name_key", cast: "text", fold: true },
    slug: { sql: "groups.slug", cast: "text" },
    parent: { sql: "groups.parent_id", cast: "uuid", decode: decode("group") },
    under: {
      sql: "over.ancestor_id",
      cast: "uuid",
      decode: decode("group"),
      exists: (condition) => `exists (select 1 from group_closure over
        where over.organization_id = groups.organization_id and over.descendant_id = groups.id and over.depth > 0
          and ${condition})`,
    },
    member: {
      sql: "belongs.user_id",
      cast: "uuid",
      decode: decode("user"),
      exists: (condition) => `exists (select 1 from group_members belongs
        where belongs.organization_id = groups.organization_id and belongs.group_id = groups.id and ${condition})`,
    },
    rule: { sql: "groups.rule", cast: "text" },
    deleted: { sql: "groups.deleted_at", cast: "timestamptz" },
    created: { sql: "groups.created_at", cast: "timestamptz" },
    updated: { sql: "groups.updated_at", cast: "timestamptz" },
  },
  // An organization has few enough groups to look into each name, and theirs begin alike.
  textSearch: (term, prefix, bind) =>
    `${begins(term, prefix, bind)} or position(' ' || ${bind(foldText(term))}::text in groups.name_key) > 0`,
};
