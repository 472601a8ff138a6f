import { invitationFilterFields, parseId } from "@atrium/contracts";
import { beginsWith, type Filterable } from "#kernel/filter-list";
import { stateNow } from "./queries.ts";

export const invitationFilter: Filterable = {
  fields: invitationFilterFields,
  columns: {
    state: { sql: stateNow, cast: "text" },
    email: { sql: "email", cast: "text", fold: true },
    role: {
      sql: "promised",
      cast: "text",
      exists: (condition) => `exists (select 1 from unnest(roles) as promised where ${condition})`,
    },
    invitedBy: { sql: "invited_by", cast: "uuid", decode: (value) => parseId("user", value) },
    created: { sql: "created_at", cast: "timestamptz" },
    expires: { sql: "expires_at", cast: "timestamptz" },
  },
  textSearch: beginsWith(["email"]),
};
