import { formatId, getRoleGraph, listRoleHolders, previewRole, type DetailedRole } from "@atrium/contracts";
import type { Reader } from "#kernel/db/reader";
import { operation } from "#kernel/operation";
import { firstTouched } from "#modules/access";
import { parentsOf, sorted, weigh } from "../change.ts";
import { isWithinReach } from "../giving.ts";
import { detailsOf, holdersOf, rolesAround, touchedBy, type HolderPlace } from "../holder-queries.ts";
import { closesCircle } from "../inheritance.ts";
import { findRole, rolesAsShown } from "../queries.ts";
import { allowedBy, allowedByAny } from "../role-queries.ts";

const untouched = { people: 0, peopleAtLeast: false, others: 0, roles: [] };
const firstFew = 6;
const nobodyBefore = "00000000-0000-0000-0000-000000000000";

/** The same rules as the change itself, on a draft of it. */
export const previewRoleOperation = operation(
  previewRole,
  async ({ db, asSystem, caller, fail }, { body }) => {
    const [row = null] = body.role === undefined ? [] : await db.query(findRole(body.role));
    if (body.role !== undefined && row === null) return fail("resource.not_found");
    if (row !== null && row.organizationId !== caller.organizationId) return fail("role.fixed");
    const held = row === null ? [] : (await db.query(allowedBy(row.uuid))).map(({ name }) => name);
    if (!isWithinReach(caller, held, "organization")) fail("role.above_you");
    const parents = await parentsOf(db, sorted(body.inherits));
    const ids = parents.map(({ uuid }) => uuid);
    if (row !== null && (await closesCircle(db, row.uuid, ids))) fail("role.cycle");
    if (row?.template === true && parents.length > 0) fail("role.too_deep");
    const narrows = row === null ? body.narrows : (row.narrows ?? undefined);
    const [template = null] = narrows === undefined ? [] : await db.query(findRole(narrows));
    if (narrows !== undefined && template?.template !== true) fail("role.unknown");
    const fields = {
      name: "",
      description: "",
      permissions: sorted(body.permissions),
      inherits: body.inherits,
    };
    const allowed = weigh(caller, fields, parents, template);
    // A template is held in every organization, and all of them count.
    const counting = row?.template === true ? asSystem() : db;
    const [touched = untouched] = row === null ? [] : await counting.query(touchedBy(row.uuid));
    const { organizationId } = caller;
    const seesPeople = organizationId !== null && caller.permissions.has("users:read");
    const people =
      row === null || !seesPeople ? [] : await firstTouched(db, organizationId, [row.uuid], firstFew);
    return {
      inherited: await db.query(allowedByAny(ids)),
      gains: allowed.filter((name) => !held.includes(name)),
      loses: held.filter((name) => !allowed.includes(name)),
      touched,
      people: people.map(({ uuid, ...person }) => ({ id: formatId("user", uuid), ...person })),
    };
  },
);

const cursorOf = ({ rank, subject, grant }: HolderPlace): string => `${rank}.${subject}.${grant}`;
const uuid = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const cursorShape = new RegExp(`^([012])\\.(${uuid})\\.(${uuid})$`);

function placeOf(cursor: string | undefined): HolderPlace | null {
  if (cursor === undefined) return { rank: 0, subject: nobodyBefore, grant: nobodyBefore };
  const [, rank, subject, grant] = cursorShape.exec(cursor) ?? [];
  if (rank === undefined || subject === undefined || grant === undefined) return null;
  return { rank: Number(rank), subject, grant };
}

export const listRoleHoldersOperation = operation(
  listRoleHolders,
  async ({ db, caller, fail }, { params, query }) => {
    const [role] = await db.query(findRole(params.slug));
    if (role === undefined) return fail("resource.not_found");
    const place = placeOf(query.cursor) ?? fail("cursor.invalid");
    const found = await db.query(
      holdersOf(role.uuid, place.rank, place.subject, place.grant, query.limit + 1),
    );
    const shown = found.slice(0, query.limit);
    const last = shown.at(-1);
    const seesPeople = caller.permissions.has("users:read");
    const items = shown.map(({ place: _place, ...holder }) => ({
      ...holder,
      name: holder.kind === "user" && !seesPeople ? null : holder.name,
    }));
    return { items, next: found.length > query.limit && last !== undefined ? cursorOf(last.place) : null };
  },
);

export const getRoleGraphOperation = operation(getRoleGraph, async ({ db, fail }, { params, query }) => {
  const [role] = await db.query(findRole(params.slug));
  if (role === undefined) return fail("resource.not_found");
  const around = await db.query(rolesAround(role.uuid, query.limit + 1));
  const items = await withDetails(db, around.slice(0, query.limit));
  return { items, more: around.length > query.limit };
});

/** Roles by slug, in the order of the slugs. */
async function withDetails(db: Reader, slugs: readonly string[]): Promise<DetailedRole[]> {
  const [roles, details] = await db.queries(rolesAsShown(slugs), detailsOf(slugs));
  return slugs.flatMap((slug) => {
    const role = roles.find((each) => each.slug === slug);
    const known = details.find((each) => each.slug === slug);
    return role === undefined ? [] : [{ ...role, details: known ?? null }];
  });
}
