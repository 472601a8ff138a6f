import { createRole } from "@atrium/contracts";
import { diff } from "#kernel/events/diff";
import { operation } from "#kernel/operation";
import { parentsOf, roleTarget, shownFields, sorted, weigh } from "../change.ts";
import { setParents } from "../inheritance.ts";
import { findRole, isPlatform } from "../queries.ts";
import { insertRole, insertVersion, slugInUse } from "../role-queries.ts";

export const createRoleOperation = operation(
  createRole,
  async ({ db, caller, now, newId, record, fail }, { body }) => {
    const { slug, narrows, template } = body;
    const fields = { ...body, permissions: sorted(body.permissions), inherits: sorted(body.inherits) };
    if (template) {
      const [platform] = await db.query(isPlatform());
      if (
        platform !== true ||
        !caller.platformPermissions.has("organizations:create") ||
        narrows !== undefined
      )
        fail("role.fixed");
      const [used] = await db.asSystem().query(slugInUse(slug));
      if (used === true) fail("role.slug_taken");
    }
    const [from = null] = narrows === undefined ? [] : await db.query(findRole(narrows));
    if (narrows !== undefined && from?.template !== true) fail("role.unknown");
    const parents = await parentsOf(db, fields.inherits);
    if (template && parents.length > 0) fail("role.too_deep", { detail: "A template inherits nothing." });
    weigh(caller, fields, parents, from);
    const id = newId();
    const [made] = await db.query(
      insertRole(
        id, slug, fields.name, fields.description, fields.permissions, template, from?.uuid ?? null,
        now.toISOString(), caller.userId,
      ),
    ); // prettier-ignore
    if (made === undefined) fail("role.slug_taken");
    if (parents.length > 0)
      await setParents(
        db,
        id,
        parents.map(({ uuid }) => uuid),
      );
    await db.query(insertVersion(id, caller.userId));
    const [role] = await db.query(findRole(slug));
    if (role === undefined) throw new Error("the role was not stored");
    record({
      name: "role.created",
      target: roleTarget(role),
      changes: diff({}, { slug, ...shownFields(fields) }),
    });
    return role;
  },
);
