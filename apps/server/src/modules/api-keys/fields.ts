import { apiKeyFilterFields, parseId, serviceAccountFilterFields } from "@atrium/contracts";
import { beginsWith, type Filterable } from "#kernel/filter-list";
import { stateNow } from "./queries.ts";

export const keyFilter: Filterable = {
  fields: apiKeyFilterFields,
  columns: {
    state: { sql: stateNow, cast: "text" },
    name: { sql: "api_keys.name_key", cast: "text", fold: true },
    owner: {
      sql: "coalesce(api_keys.user_id, api_keys.service_account_id)",
      cast: "uuid",
      decode: (value) => parseId("user", value) ?? parseId("serviceAccount", value),
    },
    scope: {
      sql: "scoped",
      cast: "text",
      exists: (condition) => `exists (select 1 from unnest(api_keys.scopes) as scoped where ${condition})`,
    },
    created: { sql: "api_keys.created_at", cast: "timestamptz" },
    expires: { sql: "api_keys.expires_at", cast: "timestamptz" },
    lastUsed: { sql: "api_keys.last_used_at", cast: "timestamptz" },
  },
  textSearch: beginsWith(["api_keys.name_key"]),
};

export const serviceAccountFilter: Filterable = {
  fields: serviceAccountFilterFields,
  columns: {
    status: { sql: "status", cast: "text" },
    name: { sql: "name_key", cast: "text", fold: true },
    created: { sql: "created_at", cast: "timestamptz" },
  },
  textSearch: beginsWith(["name_key"]),
};
