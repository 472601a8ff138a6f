import { listUserRoles } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { grantsOf } from "#modules/roles";
import { findUser } from "../queries.ts";

export const listUserRolesOperation = operation(listUserRoles, async ({ db, fail }, { params }) => {
  const [[row], items] = await db.queries(findUser(params.id), grantsOf(params.id));
  return row === undefined ? fail("resource.not_found") : { items };
});
