import { getAuditLog } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { findEvent } from "../queries.ts";

export const getAuditLogOperation = operation(getAuditLog, async ({ db, fail }, { params }) => {
  const [event] = await db.query(findEvent(params.id));
  return event ?? fail("resource.not_found");
});
