import type { NewId } from "#kernel/ids";
import { module, type Module } from "#kernel/module";
import { endImpersonationOperation } from "./operations/end-impersonation.ts";
import { startImpersonationOperation, type StartDeps } from "./operations/start-impersonation.ts";
import { tellEndsJob } from "./tell-ends-job.ts";

export { createStandIn } from "./stand-in.ts";

export function impersonationsModule(deps: StartDeps & { readonly newId: NewId }): Module {
  return module({
    name: "impersonations",
    operations: [startImpersonationOperation(deps), endImpersonationOperation],
    jobs: [tellEndsJob(deps.newId)],
  });
}
