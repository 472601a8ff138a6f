import type { KeyRing } from "#kernel/key-ring";
import type { Lists } from "#kernel/list";
import { module, type Module } from "#kernel/module";
import { checkpointJob } from "./checkpoint-job.ts";
import { getAuditLogOperation } from "./operations/get-audit-log.ts";
import { listAuditLogsOperation } from "./operations/list-audit-logs.ts";
import { verifyAuditLogOperation } from "./operations/verify-audit-log.ts";
import { partitionsJob } from "./partitions-job.ts";

export { eventList } from "./queries.ts";

export function auditModule(deps: { lists: Lists; keys: KeyRing }): Module {
  return module({
    name: "audit",
    operations: [
      listAuditLogsOperation(deps.lists),
      verifyAuditLogOperation(deps.keys),
      getAuditLogOperation,
    ],
    jobs: [checkpointJob(deps.keys), partitionsJob],
  });
}
