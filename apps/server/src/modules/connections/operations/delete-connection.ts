import { deleteConnection } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { lockConnection, removeConnection } from "../queries.ts";
import { checkPeopleBehind } from "../roles.ts";
import { connectionTarget, eventFields } from "../shown.ts";

export const deleteConnectionOperation = () =>
  operation(deleteConnection, async ({ db, caller, record, fail }, { params }) => {
    const [row] = await db.query(lockConnection(params.id));
    if (row === undefined) return fail("resource.not_found");
    await checkPeopleBehind(db.asSystem(), caller, row.uuid);
    await db.query(removeConnection(row.uuid));
    record({
      name: "connection.deleted",
      target: connectionTarget(row),
      changes: Object.entries(eventFields(row)).map(([field, before]) => ({ field, before, after: null })),
    });
  });
