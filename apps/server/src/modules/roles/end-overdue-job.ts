import { z } from "zod";
import { systemCaller, type RequestInfo } from "#kernel/caller";
import { completeEvent, insertEvent } from "#kernel/events/record";
import type { NewId } from "#kernel/ids";
import { job } from "#kernel/jobs/kind";
import { noPermissions } from "#kernel/permission-set";
import { dropOverdue, findGrant, overdueGrants } from "./grant-queries.ts";
import { told } from "./told.ts";

const requestOf = (id: string): RequestInfo => ({
  id, ip: null, local: true, agent: null, device: null, flow: null, origin: null, idempotencyKey: null, ifMatch: null,
}); // prettier-ignore
const atOnce = 500;

/** Clears away grants whose time is over. They count for nothing from that moment; this tells of it. */
export const endOverdueJob = (newId: NewId) =>
  job({
    kind: "grants.end_overdue",
    input: z.object({}),
    everySeconds: 60,
    run: async ({ database, clock, signal }) => {
      let ended = 0;
      for (;;) {
        const now = clock.now();
        const due = await database.asSystem().query(overdueGrants(now.toISOString(), atOnce));
        for (const { organizationId, id } of due) {
          if (signal.aborted) return { ended };
          await database.transaction(organizationId, async (db) => {
            const [grant] = await db.query(findGrant(id));
            const [gone] = await db.query(dropOverdue(id, now.toISOString()));
            if (grant === undefined || gone !== true) return;
            const { changes, ...rest } = told(grant, null);
            const taken = changes.map(({ field, before, after }) => ({
              field,
              before: after,
              after: before,
            }));
            const caller = systemCaller("access", organizationId, noPermissions);
            const happening = {
              name: "grant.ended",
              ...rest,
              changes: taken,
              reason: "its time is over",
            } as const;
            const from = { caller, request: requestOf(newId()), id: newId(), now, organizationId };
            db.beforeCommit(insertEvent(completeEvent(happening, from)));
            ended++;
          });
        }
        if (due.length < atOnce) return { ended };
      }
    },
  });
