import { diffRoleVersions, listRoleVersions } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { findRole } from "../queries.ts";
import { twoVersions, versionsOf } from "../role-queries.ts";

const newest = 2_147_483_647;

export const listRoleVersionsOperation = operation(
  listRoleVersions,
  async ({ db, fail }, { params, query }) => {
    const [role] = await db.query(findRole(params.slug));
    if (role === undefined) return fail("resource.not_found");
    const found = await db.query(versionsOf(role.uuid, query.before ?? newest, query.limit + 1));
    const items = found.slice(0, query.limit);
    return { items, next: found.length > query.limit ? (items.at(-1)?.version ?? null) : null };
  },
);

const between = (before: readonly string[], after: readonly string[]) => ({
  added: after.filter((name) => !before.includes(name)),
  removed: before.filter((name) => !after.includes(name)),
});
const change = (before: string, after: string) => (before === after ? null : { before, after });

export const diffRoleVersionsOperation = operation(
  diffRoleVersions,
  async ({ db, fail }, { params, query }) => {
    const [role] = await db.query(findRole(params.slug));
    if (role === undefined) return fail("resource.not_found");
    const { to = role.version, from = to - 1 } = query;
    const versions = await db.query(twoVersions(role.uuid, from, to));
    const before = versions.find(({ version }) => version === from);
    const after = versions.find(({ version }) => version === to);
    if (before === undefined || after === undefined) return fail("resource.not_found");
    return {
      from,
      to,
      name: change(before.name, after.name),
      description: change(before.description, after.description),
      permissions: between(before.permissions, after.permissions),
      inherits: between(before.inherits, after.inherits),
    };
  },
);
