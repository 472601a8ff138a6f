import { module, type Module } from "#kernel/module";
import type { RecoveryDeps } from "./deps.ts";
import { forgotPasswordOperation } from "./operations/forgot-password.ts";
import { resetPasswordOperation } from "./operations/reset-password.ts";
import { sendPasswordResetOperation } from "./operations/send-password-reset.ts";
import { settleJob } from "./settle-job.ts";

export function recoveriesModule(deps: RecoveryDeps): Module {
  return module({
    name: "recoveries",
    operations: [
      forgotPasswordOperation(deps),
      resetPasswordOperation(deps),
      sendPasswordResetOperation(deps),
    ],
    jobs: [settleJob(deps)],
  });
}
