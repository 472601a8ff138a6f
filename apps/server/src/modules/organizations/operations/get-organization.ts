import { getOrganization } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { currentOrganization } from "../queries.ts";

export const getOrganizationOperation = operation(getOrganization, async ({ db, fail }) => {
  const [row] = await db.query(currentOrganization());
  return row ?? fail("resource.not_found");
});
