import type { Lists } from "#kernel/list";
import { module, type Module } from "#kernel/module";
import type { Storage } from "#kernel/storage";
import { cleanUpJob } from "./clean-up-job.ts";
import { cancelJobOperation } from "./operations/cancel-job.ts";
import { getJobArtefactOperation } from "./operations/get-artefact.ts";
import { getJobOperation, listJobLinesOperation, listJobProblemsOperation } from "./operations/get-job.ts";
import { listJobsOperation } from "./operations/list-jobs.ts";
import { retryJobOperation } from "./operations/retry-job.ts";
import { undoJobOperation } from "./operations/undo-job.ts";
import { createShowJob } from "./policy.ts";

export { createCallerOfStarter } from "./caller-of-starter.ts";
export { createShowJob, type ShowJob } from "./policy.ts";
export { changesOf, noteChanges, noteProblems, problemsFile, type Change, type RowProblem } from "./rows.ts";
export { takeJob } from "./take.ts";

/** `undoable` names, by the kind of a job, the kind that puts back what it changed. */
export function jobsModule(deps: {
  lists: Lists;
  storage: Storage;
  undoable: ReadonlyMap<string, string>;
}): Module {
  const { undoable } = deps;
  const show = createShowJob(undoable);
  return module({
    name: "jobs",
    operations: [
      listJobsOperation(deps.lists, show),
      getJobOperation(show),
      listJobLinesOperation,
      listJobProblemsOperation,
      getJobArtefactOperation(deps.storage),
      cancelJobOperation(show),
      retryJobOperation(show),
      undoJobOperation(show, undoable),
    ],
    jobs: [cleanUpJob(deps.storage)],
  });
}
