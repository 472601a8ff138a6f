import { getSecurityEvent } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { findEvent } from "../queries.ts";

export const getSecurityEventOperation = operation(getSecurityEvent, async ({ db, fail }, { params }) => {
  const [event] = await db.query(findEvent(params.id));
  return event ?? fail("resource.not_found");
});
