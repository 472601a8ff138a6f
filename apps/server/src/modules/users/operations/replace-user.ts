import { replaceUser } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { changeFields } from "../change.ts";
import type { RightsOfRoles } from "#modules/access";
import { settledAttributes, type Attributes } from "#modules/attributes";
import { shown, takeUser } from "../shown.ts";
import { withAttributeValues } from "../write.ts";

export const replaceUserOperation = (rightsOf: RightsOfRoles, attributes: Attributes) =>
  operation(replaceUser, async ({ db, caller, request, now, record, unchanged }, { params, body }) => {
    const row = await takeUser(db, params.id, { caller, ifMatch: request.ifMatch, rightsOf });
    const values = await settledAttributes(db, await attributes.sightOf(db, caller), {
      wanted: body.attributes ?? {},
      stands: row.attributes,
      mode: "replace",
    });
    const changed = await changeFields(db, row, withAttributeValues(body, values), { caller, now });
    if (changed === null) unchanged();
    else record(changed.happening);
    return shown(changed?.row ?? row, caller, { db, rightsOf });
  });
