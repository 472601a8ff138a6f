import { updateUser } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { changeFields } from "../change.ts";
import type { RightsOfRoles } from "#modules/access";
import { settledAttributes, type Attributes } from "#modules/attributes";
import { shown, takeUser } from "../shown.ts";
import { fieldsOf, withAttributeValues, type UserFields } from "../write.ts";

/** What the patch names, over what stands; `undefined` is not a value that JSON can send. */
function merged(
  fields: UserFields,
  patch: { [K in keyof UserFields]?: UserFields[K] | undefined },
): UserFields {
  return {
    ...fields,
    ...Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)),
  };
}

export const updateUserOperation = (rightsOf: RightsOfRoles, attributes: Attributes) =>
  operation(updateUser, async ({ db, caller, request, now, record, unchanged }, { params, body }) => {
    const row = await takeUser(db, params.id, { caller, ifMatch: request.ifMatch, rightsOf });
    const wanted = merged(fieldsOf(row), body);
    const values = await settledAttributes(db, await attributes.sightOf(db, caller), {
      wanted: body.attributes ?? {},
      stands: row.attributes,
      mode: "merge",
    });
    const changed = await changeFields(db, row, withAttributeValues(wanted, values), { caller, now });
    if (changed === null) unchanged();
    else record(changed.happening);
    return shown(changed?.row ?? row, caller, { db, rightsOf });
  });
