import type { Lists } from "#kernel/list";
import { module, type Module } from "#kernel/module";
import { cancelJobOperation } from "./operations/cancel-job.ts";
import { getJobOperation } from "./operations/get-job.ts";
import { listJobsOperation } from "./operations/list-jobs.ts";

export function jobsModule(deps: { lists: Lists }): Module {
  return module({
    name: "jobs",
    operations: [listJobsOperation(deps.lists), getJobOperation, cancelJobOperation],
  });
}
