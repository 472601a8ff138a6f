import { replaceUser } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { changeFields } from "../change.ts";
import type { RightsOfRoles } from "#modules/access";
import { shown, takeUser } from "../shown.ts";

export const replaceUserOperation = (rightsOf: RightsOfRoles) =>
  operation(replaceUser, async ({ db, caller, request, now, record, unchanged }, { params, body }) => {
    const row = await takeUser(db, params.id, { caller, ifMatch: request.ifMatch, rightsOf });
    const changed = await changeFields(db, row, body, { caller, now });
    if (changed === null) unchanged();
    else record(changed.happening);
    return shown(changed?.row ?? row, caller, { db, rightsOf });
  });
