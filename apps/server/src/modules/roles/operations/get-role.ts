import { getRole } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { findRole } from "../queries.ts";

export const getRoleOperation = operation(getRole, async ({ db, fail }, { params }) => {
  const [role] = await db.query(findRole(params.slug));
  return role ?? fail("resource.not_found");
});
