import { createUser } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { settledAttributes, type Attributes } from "#modules/attributes";
import { giveRoles, type Access } from "#modules/roles";
import { insertUser } from "../queries.ts";
import { shown, userTarget } from "../shown.ts";
import { diff } from "#kernel/events/diff";
import { eventFields, fieldsOf, withAttributeValues, withTableRules, writableRow } from "../write.ts";
import { checkLimit } from "../limit.ts";

export const createUserOperation = (access: Access, attributes: Attributes) =>
  operation(createUser, async ({ db, caller, now, newId, record }, { body }) => {
    const { status, roles: wanted, ...fields } = body;
    const roles = [...new Set(wanted)].sort();
    await checkLimit(db);
    const values = await settledAttributes(db, await attributes.sightOf(db, caller), {
      wanted: fields.attributes ?? {},
      stands: {},
      mode: "create",
    });
    const id = newId();
    const [row] = await withTableRules(
      db.query(
        insertUser({
          ...writableRow(withAttributeValues(fields, values)),
          id,
          status,
          roles,
          now,
          by: caller.userId,
        }),
      ),
    );
    if (row === undefined) throw new Error("the person was not stored");
    await giveRoles(db, { caller, userId: id, roles, now, newId });
    record({
      name: "user.created",
      target: userTarget(row),
      changes: diff({}, { ...eventFields(fieldsOf(row)), status, roles }),
    });
    return shown(row, caller, { db, rightsOf: access.rightsOf });
  });
