import { getInvitation } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { findInvitation } from "../queries.ts";

export const getInvitationOperation = operation(getInvitation, async ({ db, fail }, { params }) => {
  const [invitation] = await db.query(findInvitation(params.id));
  return invitation ?? fail("resource.not_found");
});
