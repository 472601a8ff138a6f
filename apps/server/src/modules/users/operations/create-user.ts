import { createUser } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { settledAttributes, type Attributes } from "#modules/attributes";
import { askForRoles, grantsFor, judgeRoles, type Access } from "#modules/roles";
import { insertUser, userLimit } from "../queries.ts";
import { shown, userTarget } from "../shown.ts";
import { diff } from "#kernel/events/diff";
import { eventFields, fieldsOf, withAttributeValues, withTableRules, writableRow } from "../write.ts";
import { holdToLimit } from "../limit.ts";

export const createUserOperation = (access: Access, attributes: Attributes) =>
  operation(createUser, async ({ db, caller, now, newId, record }, { body }) => {
    const { status, roles: wanted, ...fields } = body;
    const roles = [...new Set(wanted)].sort();
    const [[limit = null], ...asked] = await db.queries(userLimit(), ...askForRoles(roles));
    await holdToLimit(db, limit);
    const values = await settledAttributes(db, await attributes.sightOf(db, caller), {
      wanted: fields.attributes ?? {},
      stands: {},
      mode: "create",
    });
    const gifts = await judgeRoles(db, caller, roles, asked);
    const id = newId();
    // Last and together, since from the person on the counters are held that others want.
    const [[row]] = await withTableRules(
      db.queries(
        insertUser({
          ...writableRow(withAttributeValues(fields, values)),
          id,
          status,
          roles,
          now,
          by: caller.userId,
        }),
        ...grantsFor({ type: "user", id }, gifts, { caller, now, newId }),
      ),
    );
    if (row === undefined) throw new Error("the person was not stored");
    record({
      name: "user.created",
      target: userTarget(row),
      changes: diff({}, { ...eventFields(fieldsOf(row)), status, roles }),
    });
    return shown(row, caller, { db, rightsOf: access.rightsOf });
  });
