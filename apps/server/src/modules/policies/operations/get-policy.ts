import { getPolicy } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { findPolicy, unsetPolicy } from "../queries.ts";

export const getPolicyOperation = operation(getPolicy, async ({ db, caller, fail }) => {
  if (caller.organizationId === null) return fail("auth.organization_required");
  const [policy] = await db.query(findPolicy(caller.organizationId));
  return policy ?? unsetPolicy;
});
