import { forgotPassword } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { resetSeconds, type RecoveryDeps } from "../deps.ts";
import { settleKind } from "../settle-job.ts";

const answer = { next: "read_mail" } as const;

export const forgotPasswordOperation = (deps: RecoveryDeps) =>
  operation(forgotPassword, async ({ db, now, newId, enqueue, record, unchanged }, { body: { email } }) => {
    const organizationId = deps.platformId();
    if (organizationId === null) {
      unchanged();
      return answer;
    }
    let id = newId();
    if (await deps.messages.mayMail(email)) {
      ({ id } = await deps.proofs.make(db.asSystem(), {
        purpose: "recovery_request", email, lifetimeSeconds: resetSeconds, now, keepEarlier: true,
      })); // prettier-ignore
      await enqueue({ kind: settleKind, input: { request: id } });
    }
    record({
      name: "account.recovery_requested",
      organizationId,
      target: { type: "recovery", id, name: null },
    });
    return answer;
  });
