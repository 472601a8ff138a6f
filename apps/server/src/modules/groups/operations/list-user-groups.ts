import { listUserGroups } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { groupsOfUser } from "../queries.ts";
import { personIsHere } from "../member-queries.ts";

export const listUserGroupsOperation = operation(listUserGroups, async ({ db, fail }, { params }) => {
  const [[here], items] = await db.queries(personIsHere(params.id), groupsOfUser(params.id));
  return here === true ? { items } : fail("resource.not_found");
});
