import { z } from "zod";
import { formatId } from "@atrium/contracts";
import { systemCaller, type RequestInfo } from "#kernel/caller";
import { completeEvent, insertEvent } from "#kernel/events/record";
import type { NewId } from "#kernel/ids";
import { job } from "#kernel/jobs/kind";
import { noPermissions } from "#kernel/permission-set";
import { noteEndTold, overUntold } from "./queries.ts";

const requestOf = (id: string): RequestInfo => ({
  id, ip: null, local: true, agent: null, device: null, flow: null, origin: null, idempotencyKey: null, ifMatch: null,
}); // prettier-ignore
const atOnce = 100;

/** What ends by itself, by time or with what it hung on, is over from that moment; this tells of it. */
export const tellEndsJob = (newId: NewId) =>
  job({
    kind: "impersonations.tell_ends",
    input: z.object({}),
    everySeconds: 30,
    run: async ({ database, clock, signal }) => {
      let told = 0;
      const now = clock.now();
      const over = await database.asSystem().query(overUntold(now.toISOString(), atOnce));
      for (const { id, organizationId, subjectId, subjectName, actorName, why } of over) {
        if (signal.aborted) break;
        await database.transaction(organizationId, async (db) => {
          const [noted] = await db.asSystem().query(noteEndTold(id, now.toISOString(), why));
          if (noted === undefined) return;
          const happening = {
            name: "impersonation.ended",
            target: { type: "user", id: subjectId, name: subjectName },
            data: { session: formatId("session", id), reason: why, actor: actorName },
          } as const;
          const caller = systemCaller("sessions", organizationId, noPermissions);
          const from = { caller, request: requestOf(newId()), id: newId(), now, organizationId };
          db.beforeCommit(insertEvent(completeEvent(happening, from)));
          told++;
        });
      }
      return { told };
    },
  });
