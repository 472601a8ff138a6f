import { z } from "zod";
import { systemCaller } from "#kernel/caller";
import { completeEvent, insertEvent } from "#kernel/events/record";
import type { NewId } from "#kernel/ids";
import { job } from "#kernel/jobs/kind";
import { requestOfJob } from "#kernel/jobs/starter";
import { noPermissions } from "#kernel/permission-set";
import type { Messages } from "#modules/messages";
import { tellRequester } from "./contacts.ts";
import { answerRequest, lockRequest, overdueRequests } from "./queries.ts";
import { requestTarget } from "./shown.ts";

const atOnce = 200;

/** Lets requests run out that nobody answered, and approvals that nobody came to use. */
export const expireRequestsJob = ({ messages, newId }: { messages: Messages; newId: NewId }) =>
  job({
    kind: "access_requests.expire",
    input: z.object({}),
    everySeconds: 600,
    run: async ({ database, clock, signal, jobId }) => {
      let expired = 0;
      for (;;) {
        const now = clock.now();
        const due = await database.asSystem().query(overdueRequests(now.toISOString(), atOnce));
        for (const { organizationId, id } of due) {
          if (signal.aborted) return { expired };
          await database.transaction(organizationId, async (db) => {
            const [row] = await db.query(lockRequest(id));
            const late = row !== undefined && (row.state === "open" || row.state === "approved");
            if (!late || Date.parse(row.expiresAt) > now.getTime()) return;
            await db.query(
              answerRequest(id, "expired", row.decidedAt ?? now.toISOString(), null, null, null, null, null),
            );
            const caller = systemCaller("access", organizationId, noPermissions);
            const happening = {
              name: "access_request.expired",
              target: requestTarget(row),
              changes: [{ field: "state", before: row.state, after: "expired" }],
            } as const;
            const from = { caller, request: requestOfJob(jobId), id: newId(), now, organizationId };
            db.beforeCommit(insertEvent(completeEvent(happening, from)));
            if (row.state === "open") {
              await tellRequester(db, messages, {
                organizationId,
                row,
                answer: "expired",
                by: null,
                note: null,
              });
            }
            expired++;
          });
        }
        if (due.length < atOnce) return { expired };
      }
    },
  });
