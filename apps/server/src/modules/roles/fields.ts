import { roleFilterFields } from "@atrium/contracts";
import type { Filterable } from "#kernel/filter-list";
import type { ListSpec } from "#kernel/list";
import { readRole, roleColumns, type RoleRow } from "./queries.ts";

export const roleFilter: Filterable = {
  fields: roleFilterFields,
  columns: {
    slug: { sql: "r.slug", cast: "text" },
    name: { sql: "fold_text(r.name)", cast: "text", fold: true },
    permission: {
      sql: "held",
      cast: "text",
      exists: (condition) => `exists (select 1 from unnest(r.permissions) as held where ${condition})`,
    },
    kind: {
      sql: "(case when r.organization_id is null then 'system' when r.template then 'template' else 'own' end)",
      cast: "text",
    },
    template: { sql: "r.template", cast: "boolean" },
  },
  textSearch: (term, _prefix, bind) => {
    const word = `${bind(term.toLowerCase())}::text`;
    return `(starts_with(lower(r.name), ${word}) or starts_with(r.slug, ${word}))`;
  },
};

export const roleList: ListSpec<RoleRow> = {
  name: "roles",
  from: "roles r",
  columns: roleColumns,
  idColumn: "r.id",
  sorts: {
    createdAt: { sql: "r.created_at", cast: "timestamptz" },
    slug: { sql: "r.slug", cast: "text" },
  },
  read: readRole,
};
