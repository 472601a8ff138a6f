import { z } from "zod";
import type { Clock } from "#kernel/clock";
import type { Database } from "#kernel/db/database";
import { listener, type EventNotice } from "#kernel/events/listeners";
import type { NewId } from "#kernel/ids";
import { job } from "#kernel/jobs/kind";
import type { Lists } from "#kernel/list";
import type { Logger } from "#kernel/logger";
import { module, type Module } from "#kernel/module";
import { followJob } from "./follow.ts";
import type { GivingRules } from "./guard.ts";
import { addGroupMembersOperation } from "./operations/add-members.ts";
import { createGroupOperation } from "./operations/create-group.ts";
import { deleteGroupOperation } from "./operations/delete-group.ts";
import { getGroupOperation } from "./operations/get-group.ts";
import { listGroupsOperation } from "./operations/list-groups.ts";
import { listGroupMembersOperation } from "./operations/list-members.ts";
import { listUserGroupsOperation } from "./operations/list-user-groups.ts";
import { mergeGroupOperation } from "./operations/merge-group.ts";
import { moveGroupOperation } from "./operations/move-group.ts";
import { previewGroupRuleOperation } from "./operations/preview-rule.ts";
import { removeGroupMembersOperation } from "./operations/remove-members.ts";
import { restoreGroupOperation, restoreWindowMs } from "./operations/restore-group.ts";
import { updateGroupOperation } from "./operations/update-group.ts";
import { purgeGroups } from "./queries.ts";
import { followSoon, watchJob } from "./watch.ts";

export { mindingRules, type GivingRules } from "./guard.ts";
export { gainsOf, guardedRules } from "./guard-many.ts";
export { joinGroup, leaveGroup } from "./join.ts";
export { heldPlaces, placeMany, placesOf, unplaceMany, type Place } from "./place-many.ts";
export { ruleCondition } from "./rule.ts";

const purge = job({
  kind: "groups.purge",
  input: z.object({}),
  everySeconds: 86_400,
  run: async ({ database, clock }) => {
    const before = new Date(clock.now().getTime() - restoreWindowMs).toISOString();
    let purged = 0;
    for (let gone = -1; gone !== 0; purged += gone) {
      gone = (await database.asSystem().query(purgeGroups(before))).length;
    }
    return { purged };
  },
});

export function groupsModule(deps: {
  lists: Lists;
  database: Database;
  clock: Clock;
  logger: Logger;
  newId: NewId;
  giving: GivingRules;
}): Module {
  const { lists, newId, giving } = deps;
  const forget = ({ organizationId }: EventNotice): void => giving.delete(organizationId);
  return module({
    name: "groups",
    operations: [
      listGroupsOperation(lists),
      getGroupOperation,
      createGroupOperation,
      updateGroupOperation,
      deleteGroupOperation,
      restoreGroupOperation,
      moveGroupOperation,
      mergeGroupOperation,
      listGroupMembersOperation(lists),
      addGroupMembersOperation,
      removeGroupMembersOperation,
      listUserGroupsOperation,
      previewGroupRuleOperation,
    ],
    listeners: [followSoon(deps), listener("group.*", forget), listener("grant.*", forget)],
    jobs: [followJob(newId), watchJob(newId), purge],
  });
}
