import { z } from "zod";
import { job, type JobKind } from "#kernel/jobs/kind";
import type { RecoveryDeps } from "./deps.ts";
import { mailReset } from "./mail-reset.ts";
import { ownerOfAddress } from "./queries.ts";

export const settleKind = "recoveries.settle";

/** Finds out whose address it is. Here and not in the call, whose answer and time are thereby the same for all. */
export function settleJob(deps: RecoveryDeps): JobKind {
  return job({
    kind: settleKind,
    input: z.object({ request: z.uuid() }),
    run: async ({ transaction, clock }, { request }) => {
      const now = clock.now();
      await transaction(async (db) => {
        const system = db.asSystem();
        const asked = await deps.proofs.take(system, "recovery_request", request, now);
        if (asked === null) return;
        const [owner] = await system.query(ownerOfAddress(asked.email));
        if (owner === undefined) return;
        const { email } = asked;
        await mailReset(deps, db, { ...owner, email, organizationId: null, byAdmin: false, now });
      });
      return null;
    },
  });
}
