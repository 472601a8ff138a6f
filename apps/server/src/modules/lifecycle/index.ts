import { module, type Module } from "#kernel/module";
import type { ActDeps } from "./act.ts";
import { runLifecycleJob, startLifecycleJob } from "./jobs.ts";
import {
  confirmRuleOperation,
  createRuleOperation,
  deleteRuleOperation,
  getRuleOperation,
  listRulesOperation,
  previewRuleOperation,
  switchRuleOperation,
  updateRuleOperation,
} from "./operations/rules.ts";

/** What becomes of people who do not come any more, step by step. */
export function lifecycleModule(deps: ActDeps): Module {
  return module({
    name: "lifecycle",
    operations: [
      listRulesOperation,
      getRuleOperation,
      previewRuleOperation,
      createRuleOperation,
      updateRuleOperation,
      switchRuleOperation,
      confirmRuleOperation,
      deleteRuleOperation,
    ],
    jobs: [startLifecycleJob(deps.newId), runLifecycleJob(deps)],
  });
}
