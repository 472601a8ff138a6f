import { module, type Module } from "#kernel/module";
import type { RegistrationDeps } from "./deps.ts";
import { registerOperation } from "./operations/register.ts";
import { resendVerificationOperation } from "./operations/resend-verification.ts";
import { verifyEmailOperation } from "./operations/verify-email.ts";
import { settleJob } from "./settle-job.ts";

export function registrationsModule(deps: RegistrationDeps): Module {
  return module({
    name: "registrations",
    operations: [registerOperation(deps), verifyEmailOperation(deps), resendVerificationOperation(deps)],
    jobs: [settleJob(deps)],
  });
}
