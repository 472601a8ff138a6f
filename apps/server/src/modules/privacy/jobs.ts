import { z } from "zod";
import { systemCaller, type RequestInfo } from "#kernel/caller";
import { completeEvent, insertEvent } from "#kernel/events/record";
import type { NewId } from "#kernel/ids";
import { createEnqueue } from "#kernel/jobs/enqueue";
import { job, type JobKind } from "#kernel/jobs/kind";
import { noPermissions } from "#kernel/permission-set";
import { forgetWords } from "#modules/search";
import { emptyEventsKind, erasePerson } from "./erase.ts";
import { dueForErasure, emptySomeEvents, lockErasable } from "./erase-queries.ts";

const eventsOfBatch = 500;
const attempts = 5;
const peopleOfBatch = 200;
const restoreWindowMs = 30 * 24 * 60 * 60 * 1000;

/** Empties what is told of an erased person; each batch tells how many events it emptied, which the verifier adds up. */
export const emptyEventsJob: JobKind = job({
  kind: emptyEventsKind,
  input: z.object({
    person: z.string(),
    account: z.string().nullable(),
    invitations: z.array(z.string()),
  }),
  run: async (context, { person, account, invitations }) => {
    let done = Number(context.checkpoint?.["done"] ?? 0);
    for (let looked = eventsOfBatch; looked > 0;) {
      looked = await context.batch(async (db, { record }) => {
        const [some = { emptied: 0, looked: 0 }] = await db
          .asSystem()
          .query(emptySomeEvents(context.organizationId, person, account, invitations, eventsOfBatch));
        done += some.looked;
        if (some.looked > 0) {
          record({
            name: "user.events_emptied",
            target: { type: "user", id: person, name: null },
            data: { emptiedEvents: some.emptied },
          });
        }
        return { checkpoint: { done }, done, total: null, value: some.looked };
      });
    }
    await forgetWords(context.database.asSystem(), context.organizationId);
    return { events: done };
  },
});

const requestOf = (id: string): RequestInfo => ({
  id, ip: null, local: true, agent: null, device: null, flow: null, origin: null, idempotencyKey: null, ifMatch: null,
}); // prettier-ignore

/** Erases whoever was deleted so long ago that nobody can bring them back, each in a transaction of their own. */
export const eraseDueJob = (newId: NewId): JobKind =>
  job({
    kind: "privacy.erase_due",
    input: z.object({}),
    everySeconds: 3600,
    run: async (context) => {
      const { database, clock } = context;
      let erased = 0;
      for (;;) {
        const before = new Date(clock.now().getTime() - restoreWindowMs).toISOString();
        const due = await database.asSystem().query(dueForErasure(before, peopleOfBatch));
        for (const { organizationId, id } of due) {
          await database.transaction(organizationId, async (db) => {
            const [person] = await db.query(lockErasable(id));
            if (person === undefined || person.erased || person.status !== "deleted") return;
            const now = clock.now();
            const caller = systemCaller("privacy", organizationId, noPermissions);
            const enqueue = createEnqueue(db, { organizationId, userId: null, now, newId }, () => attempts);
            const happening = await erasePerson(db, person, { organizationId, now, reason: null, enqueue });
            const from = { caller, request: requestOf(newId()), id: newId(), now, organizationId };
            await db.query(insertEvent(completeEvent(happening, from)));
          });
          erased++;
          await context.progress(erased, null);
        }
        if (due.length < peopleOfBatch) return { erased };
      }
    },
  });
