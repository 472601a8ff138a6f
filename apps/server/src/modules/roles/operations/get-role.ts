import { getRole } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { touchedBy } from "../holder-queries.ts";
import { findRole } from "../queries.ts";

export const getRoleOperation = operation(getRole, async ({ db, fail }, { params }) => {
  const [role] = await db.query(findRole(params.slug));
  if (role === undefined) return fail("resource.not_found");
  const [touched] = await db.query(touchedBy(role.uuid));
  if (touched === undefined) throw new Error("nobody was counted");
  return { ...role, touched };
});
