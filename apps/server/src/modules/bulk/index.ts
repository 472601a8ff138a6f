import { module, type Module } from "#kernel/module";
import type { ShowJob } from "#modules/jobs";
import { bulkActJob, type BulkDeps } from "./act-job.ts";
import {
  bulkCreateUsersOperation,
  bulkDeleteUsersOperation,
  bulkUpdateUsersOperation,
} from "./operations/at-once.ts";
import { bulkActOperation } from "./operations/bulk-act.ts";
import { undoBulkJob } from "./undo-job.ts";

export type { WriteToPeople } from "./act-message.ts";
export type { OperationOf } from "./at-once.ts";

/** What is done to many people at once; each of them by the operation for one, which `operationOf` knows. */
export function bulkModule(deps: BulkDeps & { show: ShowJob }): Module {
  const { operationOf } = deps;
  return module({
    name: "bulk",
    operations: [
      bulkCreateUsersOperation(operationOf),
      bulkUpdateUsersOperation(operationOf),
      bulkDeleteUsersOperation(operationOf),
      bulkActOperation(deps.show),
    ],
    jobs: [bulkActJob(deps), undoBulkJob(deps)],
  });
}
