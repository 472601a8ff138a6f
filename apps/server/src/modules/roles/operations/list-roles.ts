import { listRoles } from "@atrium/contracts";
import type { Filter } from "@atrium/filter";
import { filterCondition, readFilter } from "#kernel/filter-list";
import type { Lists } from "#kernel/list";
import { operation } from "#kernel/operation";
import { roleFilter, roleList } from "../fields.ts";
import { isWithinReach } from "../giving.ts";
import { detailsOf, type Details } from "../holder-queries.ts";
import { rolesBySlug } from "../queries.ts";

export const listRolesOperation = (lists: Lists) =>
  operation(listRoles, async ({ db, caller, now }, { query }) => {
    const { sort, limit, cursor } = query;
    const filter: Filter = query.q === undefined ? { kind: "empty" } : readFilter(roleFilter, query.q);
    const condition = filterCondition(roleFilter, filter, now);
    const page = lists(roleList, { sort, limit, cursor, ...condition, prepared: filter.kind === "empty" });
    const { items, next, previous } = page.finish(await db.query(page.query));
    const slugs = items.map(({ slug }) => slug);
    const details = new Map<string, Details>();
    if (query.with === "details") {
      for (const { slug, ...rest } of await db.query(detailsOf(slugs))) details.set(slug, rest);
    }
    const allowed = new Map<string, readonly string[]>();
    if (caller.permissions.has("roles:assign")) {
      const rights = await db.query(rolesBySlug(slugs));
      for (const { slug, permissions } of rights) allowed.set(slug, permissions);
    }
    const assignable = (slug: string): boolean => {
      const permissions = allowed.get(slug);
      return permissions !== undefined && isWithinReach(caller, permissions, "organization");
    };
    return {
      items: items.map((role) => ({
        ...role,
        details: details.get(role.slug) ?? null,
        assignable: assignable(role.slug),
      })),
      next,
      previous,
      total: null,
      totalKind: "none" as const,
    };
  });
