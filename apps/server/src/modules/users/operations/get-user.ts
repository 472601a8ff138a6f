import { getUser } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import type { RightsOfRoles } from "#modules/access";
import { findUser } from "../queries.ts";
import { shown } from "../shown.ts";

export const getUserOperation = (rightsOf: RightsOfRoles) =>
  operation(getUser, async ({ db, caller, fail }, { params }) => {
    const [row] = await db.query(findUser(params.id));
    return row === undefined ? fail("resource.not_found") : shown(row, caller, { db, rightsOf });
  });
