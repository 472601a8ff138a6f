import type { Lists } from "#kernel/list";
import { module, type Module } from "#kernel/module";
import type { Operation } from "#kernel/operation";
import type { Access } from "#modules/roles";
import { assignUserRoleOperation } from "./operations/assign-user-role.ts";
import { createUserOperation } from "./operations/create-user.ts";
import { deleteUserOperation } from "./operations/delete-user.ts";
import { getUserOperation } from "./operations/get-user.ts";
import { listUserActivityOperation } from "./operations/list-user-activity.ts";
import { listUserRolesOperation } from "./operations/list-user-roles.ts";
import { listFacetsOperation, type FacetDeps } from "./operations/list-facets.ts";
import { listUsersOperation, type ListDeps } from "./operations/list-users.ts";
import { ownAttributesOperations } from "./operations/own-attributes.ts";
import { removeUserRoleOperation } from "./operations/remove-user-role.ts";
import { replaceUserOperation } from "./operations/replace-user.ts";
import { restoreUserOperation } from "./operations/restore-user.ts";
import { setUserStatusOperation } from "./operations/set-user-status.ts";
import { updateUserOperation } from "./operations/update-user.ts";

export {
  addPeople,
  asStored,
  changedFields,
  giveBack,
  roomLeft,
  standsAs,
  storedFields,
  tellCreated,
  tellUpdated,
  writePeople,
  type NewPerson,
  type PersonFields,
  type StoodAs,
} from "./bring-in.ts";
export { anyPeople, peopleByIds, peopleByKey, unlinkAccounts } from "./bring-in-queries.ts";
export { checkManager } from "./change.ts";
export { userColumns, type MoreUserColumns, type UserColumn } from "./columns.ts";
export { conditionOfText, filterOf, type FilterOf, type UserCondition } from "./condition.ts";
export { userFilter, userSortKeys } from "./fields.ts";
export { askedBy, conditionOf } from "./condition.ts";
export { expandSegments, segmentsNamed } from "./named-filters.ts";
export type { Facets } from "./facets.ts";
export type { Marks } from "./jump.ts";
export { checkLimit } from "./limit.ts";
export {
  countByStatus,
  findUser,
  insertUser,
  linkAccount,
  noteSignIn,
  type UserRow,
  readSummary,
  summaryColumns,
  type SummaryRow,
} from "./queries.ts";
export { changeRoleOfMany } from "./many-roles.ts";
export { aboveCaller, changeMany, plainFields, type ManyChange, type ManyOutcome } from "./many.ts";
export { everHeldByMany } from "./many-queries.ts";
export { itAndWhoBecameIt, journeyStates } from "./history.ts";
export { abilitiesFor } from "./policy.ts";
export { putBackStatus } from "./put-back.ts";
export { shown, takeUser, userTarget } from "./shown.ts";
export { eventFields, fieldsOf, withTableRules, writableRow } from "./write.ts";

/** `guard` looks at what a write made of a person before it is committed. */
export function usersModule({
  lists,
  access,
  guard,
  ...listing
}: {
  lists: Lists;
  access: Access;
  guard: (operation: Operation) => Operation;
} & ListDeps &
  FacetDeps): Module {
  const { rightsOf } = access;
  return module({
    name: "users",
    operations: [
      listUsersOperation(lists, rightsOf, listing),
      listFacetsOperation(listing),
      getUserOperation(rightsOf),
      guard(createUserOperation(access, listing.attributes)),
      guard(replaceUserOperation(rightsOf, listing.attributes)),
      guard(updateUserOperation(rightsOf, listing.attributes)),
      ...ownAttributesOperations(listing.attributes).map(guard),
      guard(setUserStatusOperation(rightsOf)),
      deleteUserOperation(rightsOf),
      guard(restoreUserOperation(rightsOf)),
      listUserRolesOperation,
      guard(assignUserRoleOperation(access)),
      guard(removeUserRoleOperation(access)),
      listUserActivityOperation(lists),
    ],
  });
}
