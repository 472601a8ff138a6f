import { resendVerification } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { leaveWish } from "../ask.ts";
import type { RegistrationDeps } from "../deps.ts";

export const resendVerificationOperation = (deps: RegistrationDeps) =>
  operation(resendVerification, async (context, { body: { email } }) => {
    const organizationId = deps.platformId();
    if (organizationId === null) {
      context.unchanged();
      return { next: "verify_email" as const };
    }
    const mayMail = await deps.messages.mayMail(email);
    return leaveWish(deps, context, { email, organizationId, asked: { registration: null }, mayMail });
  });
