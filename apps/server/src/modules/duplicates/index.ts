import type { Lists } from "#kernel/list";
import { module, type Module } from "#kernel/module";
import type { ShowJob } from "#modules/jobs";
import { findJob } from "./find-job.ts";
import { mergeUsersOperation, previewMergeOperation, type MergeDeps } from "./operations/merge.ts";
import {
  dismissDuplicateOperation,
  findDuplicatesOperation,
  getUserJourneyOperation,
  listDuplicatesOperation,
} from "./operations/pairs.ts";
import { unmergeUsersOperation } from "./operations/unmerge.ts";

/** People who are there twice: who they may be, and how two become one and two again. */
export function duplicatesModule({
  lists,
  show,
  ...deps
}: MergeDeps & { lists: Lists; show: ShowJob }): Module {
  return module({
    name: "duplicates",
    operations: [
      listDuplicatesOperation(lists),
      findDuplicatesOperation(show),
      dismissDuplicateOperation,
      previewMergeOperation(deps),
      mergeUsersOperation(deps),
      unmergeUsersOperation(deps),
      getUserJourneyOperation(lists),
    ],
    jobs: [findJob],
  });
}
