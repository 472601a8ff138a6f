import { getOwnAttributes, setOwnAttributes } from "@atrium/contracts";
import { operation, type Operation } from "#kernel/operation";
import { settledAttributes, type Attributes } from "#modules/attributes";
import { changeFields } from "../change.ts";
import { findUser, lockUser } from "../queries.ts";
import { fieldsOf, withAttributeValues } from "../write.ts";

/** What a person sees and writes of themselves; nobody else's right is needed for it. */
export function ownAttributesOperations(attributes: Attributes): Operation[] {
  return [
    operation(getOwnAttributes, async ({ db, caller, fail }) => {
      if (caller.userId === null) return fail("auth.forbidden");
      const [row] = await db.query(findUser(caller.userId));
      if (row === undefined || row.status === "deleted") return fail("auth.forbidden");
      const sight = await attributes.ownSightOf(db, caller);
      return { attributes: sight.show(row.attributes) as typeof row.attributes };
    }),
    operation(setOwnAttributes, async ({ db, caller, now, record, unchanged, fail }, { body }) => {
      if (caller.userId === null) return fail("auth.forbidden");
      const [row] = await db.query(lockUser(caller.userId));
      if (row === undefined || row.status === "deleted") return fail("auth.forbidden");
      const sight = await attributes.ownSightOf(db, caller);
      const values = await settledAttributes(db, sight, {
        wanted: body.attributes,
        stands: row.attributes,
        mode: "merge",
      });
      const changed = await changeFields(db, row, withAttributeValues(fieldsOf(row), values), {
        caller,
        now,
      });
      if (changed === null) unchanged();
      else record(changed.happening);
      const shown = sight.show(changed?.row.attributes ?? row.attributes);
      return { attributes: shown as typeof row.attributes };
    }),
  ];
}
