import { deleteRole } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { roleTarget, takeRole } from "../change.ts";
import { isWithinReach, rolesToGive } from "../giving.ts";
import { touchedBy } from "../holder-queries.ts";
import { allowedBy, dropGrants, dropRole, moveGrants } from "../role-queries.ts";

export const deleteRoleOperation = operation(
  deleteRole,
  async ({ db, caller, record, fail }, { params, query }) => {
    const row = await takeRole(db, params.slug, null);
    const allowed = (await db.query(allowedBy(row.uuid))).map(({ name }) => name);
    if (!isWithinReach(caller, allowed, "organization")) fail("role.above_you");
    const [touched] = await (row.template ? db.asSystem() : db).query(touchedBy(row.uuid));
    if (touched === undefined) throw new Error("nobody was counted");
    if (touched.roles.length > 0) fail("role.inherited", { extra: { touched } });
    const { replacement } = query;
    if (touched.people + touched.others > 0) {
      if (replacement === undefined || row.template) return fail("role.held", { extra: { touched } });
      const [role] = await rolesToGive(db, caller, [replacement]);
      if (role === undefined || role.uuid === row.uuid) return fail("role.unknown");
      await db.query(moveGrants(row.uuid, role.uuid));
    }
    await db.queries(dropGrants(row.uuid), dropRole(row.uuid));
    record({
      name: "role.deleted",
      target: roleTarget(row),
      changes: [{ field: "slug", before: row.slug, after: null }],
      data: { permissions: row.permissions, ...(replacement === undefined ? {} : { replacement }) },
    });
  },
);
