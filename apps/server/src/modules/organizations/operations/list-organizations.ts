import {
  listOrganizations,
  listOrganizationsBelow,
  organizationFilterFields,
  parseId,
} from "@atrium/contracts";
import type { Parameter } from "#kernel/db/statement";
import { dynamicQuery } from "#kernel/db/statement";
import { integer } from "#kernel/db/values";
import { beginsWith, filterCondition, readFilter, type Filterable } from "#kernel/filter-list";
import type { Lists } from "#kernel/list";
import { operation, type ReadContext } from "#kernel/operation";
import { organizationList } from "../queries.ts";

const uuidOf = (value: string): string | null => parseId("organization", value);
const filterable: Filterable = {
  fields: organizationFilterFields,
  columns: {
    name: { sql: "organizations.name_key", cast: "text", fold: true },
    slug: { sql: "organizations.slug", cast: "text" },
    status: { sql: "organizations.status", cast: "text" },
    plan: { sql: "organizations.plan", cast: "text" },
    parent: { sql: "organizations.parent_id", cast: "uuid", decode: uuidOf },
    under: {
      sql: "above.ancestor_id",
      cast: "uuid",
      decode: uuidOf,
      exists: (condition) =>
        `exists (select 1 from organization_closure above
           where above.descendant_id = organizations.id and above.depth > 0 and ${condition})`,
    },
    created: { sql: "organizations.created_at", cast: "timestamptz" },
  },
  textSearch: beginsWith(["organizations.name_key", "organizations.slug"]),
};

type Asked = {
  q?: string | undefined;
  sort: string;
  limit: number;
  cursor?: string | undefined;
  count: string;
};

/** A page of the organizations below one, or of all there are. Erased ones are nobody's to see. */
async function pageOf(
  lists: Lists,
  { asSystem, now }: Pick<ReadContext, "asSystem" | "now">,
  query: Asked,
  above: string | null,
) {
  const { q, sort, limit, cursor, count } = query;
  const filter = q === undefined ? null : readFilter(filterable, q);
  const filtered = filter !== null && filter.kind !== "empty";
  const found = filtered ? filterCondition(filterable, filter, now) : { where: "true", values: [] };
  const values: Parameter[] = [...found.values];
  const conditions = ["organizations.status <> 'deleted'", found.where];
  if (above !== null) {
    const at = values.push(above);
    conditions.push(
      `organizations.id in (select c.descendant_id from organization_closure c where c.ancestor_id = $${at}::uuid and c.depth > 0)`,
    );
  }
  const where = conditions.join(" and ");
  const condition = { where, values };
  const page = lists(organizationList, { sort, limit, cursor, ...condition, prepared: values.length === 0 });
  const counting = dynamicQuery(`select count(*) from organizations where ${where}`, values, (row) =>
    integer(row, 0),
  );
  // A view over many organizations: the contract's permission is held over the platform, or the tree bounds it.
  const system = asSystem();
  const counts = count !== "none" && (!filtered || count === "exact");
  const [rows, [total = 0]] = counts
    ? await system.queries(page.query, counting)
    : ([await system.query(page.query), []] as const);
  return {
    ...page.finish(rows),
    total: counts ? total : null,
    totalKind: counts ? ("exact" as const) : ("none" as const),
  };
}

export const listOrganizationsOperation = (lists: Lists) =>
  operation(listOrganizations, (context, { query }) => pageOf(lists, context, query, null));

export const listOrganizationsBelowOperation = (lists: Lists, platformId: () => string | null) =>
  operation(listOrganizationsBelow, async (context, { query }) => {
    const { organizationId, platformPermissions } = context.caller;
    if (organizationId === null) return context.fail("auth.organization_required");
    // All lie below the platform, and only its rights over the others show them.
    if (organizationId === platformId() && !platformPermissions.has("organizations:list")) {
      return context.fail("auth.forbidden");
    }
    return pageOf(lists, context, query, organizationId);
  });
