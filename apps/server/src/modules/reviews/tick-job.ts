import { z } from "zod";
import { systemCaller, type Caller } from "#kernel/caller";
import type { Database } from "#kernel/db/database";
import type { Transaction } from "#kernel/db/transaction";
import { completeEvent, insertEvent, type Happening } from "#kernel/events/record";
import type { NewId } from "#kernel/ids";
import { createEnqueue } from "#kernel/jobs/enqueue";
import { job } from "#kernel/jobs/kind";
import { requestOfJob } from "#kernel/jobs/starter";
import { noPermissions } from "#kernel/permission-set";
import { nextAfter } from "./calendar.ts";
import { closeKind } from "./close-job.ts";
import { prepareKind } from "./prepare-job.ts";
import {
  beginClosing, endRecurrence, insertReview, lockReview, reviewsToClose, reviewsToRemind, reviewsToRepeat,
  type ReviewRow,
} from "./queries.ts"; // prettier-ignore
import { reviewTarget } from "./shown.ts";
import { remindKind } from "./tell-reviewers.ts";

const atOnce = 100;
const remindMs = 3 * 86_400_000;
const attempts = 5;

type Tick = { database: Database; now: Date; newId: NewId; jobId: string };

/** Whoever began the review, as far as a job has to know who that is: their rights are asked for anew. */
function creatorOf(review: ReviewRow, organizationId: string): Caller {
  return {
    ...systemCaller("access", organizationId, noPermissions),
    actor: { type: "user", id: review.creator, name: review.creatorName },
    userId: review.creator,
  };
}

function tell(
  db: Transaction,
  { now, newId, jobId }: Tick,
  organizationId: string,
  happening: Happening,
): void {
  const caller = systemCaller("access", organizationId, noPermissions);
  const from = { caller, request: requestOfJob(jobId), id: newId(), now, organizationId };
  db.beforeCommit(insertEvent(completeEvent(happening, from)));
}

async function closeDue(tick: Tick, organizationId: string, id: string): Promise<void> {
  const { now, newId } = tick;
  await tick.database.transaction(organizationId, async (db) => {
    const [review] = await db.query(lockReview(id));
    if (review === undefined || review.state !== "open") return;
    const caller = creatorOf(review, organizationId);
    await db.query(beginClosing(id, review.creator, review.creatorName));
    const enqueue = createEnqueue(
      db.asSystem(),
      { organizationId, userId: review.creator, caller, now, newId },
      () => attempts,
    );
    await enqueue({
      kind: closeKind,
      input: { review: id },
      dedupeKey: `${closeKind} ${id}`,
      permissions: ["reviews:manage"],
    });
    const changes = [{ field: "state", before: "open", after: "closing" }];
    tell(db, tick, organizationId, { name: "review.closing", target: reviewTarget(review), changes });
  });
}

async function repeat(tick: Tick, organizationId: string, id: string): Promise<void> {
  const { now, newId } = tick;
  await tick.database.transaction(organizationId, async (db) => {
    const [before] = await db.query(lockReview(id));
    if (before === undefined || before.nextAt === null) return;
    await db.query(endRecurrence(id));
    const starts = new Date(before.nextAt);
    if (starts.getTime() > now.getTime()) return;
    const length = Date.parse(before.dueAt) - Date.parse(before.startsAt);
    const [made, next] = [newId(), nextAfter(starts, before.recurrence, now)];
    const { scope, reviewers } = before;
    await db.query(
      insertReview(
        made, before.name, scope.kind, before.scopeValue, reviewers.kind, reviewers.role, before.reviewerIds,
        before.undecided, before.recurrence, starts.toISOString(), new Date(now.getTime() + length).toISOString(),
        next?.toISOString() ?? null, now.toISOString(), before.creator, before.creatorName,
      ),
    ); // prettier-ignore
    const from = { organizationId, userId: before.creator, now, newId };
    await createEnqueue(db.asSystem(), from, () => attempts)({ kind: prepareKind, input: { review: made } });
    tell(db, tick, organizationId, {
      name: "review.created",
      target: reviewTarget({ uuid: made, name: before.name }),
      changes: [{ field: "name", before: null, after: before.name }],
      data: { repeats: before.id },
    });
  });
}

async function remind({ now, newId, database }: Tick, organizationId: string, id: string): Promise<void> {
  const from = { organizationId, userId: null, now, newId };
  const enqueue = createEnqueue(database.asSystem(), from, () => attempts);
  await enqueue({ kind: remindKind, input: { review: id }, dedupeKey: `${remindKind} ${id}` });
}

/** Closes what is due, begins what comes back, and reminds of what waits, each within a quarter of an hour. */
export const tickJob = (newId: NewId) =>
  job({
    kind: "reviews.tick",
    input: z.object({}),
    everySeconds: 900,
    run: async ({ database, clock, jobId }) => {
      const now = clock.now();
      const tick = { database, now, newId, jobId };
      const [at, soon] = [now.toISOString(), new Date(now.getTime() + remindMs).toISOString()];
      const system = database.asSystem();
      const due = await system.query(reviewsToClose(at, atOnce));
      for (const { organizationId, id } of due) await closeDue(tick, organizationId, id);
      const again = await system.query(reviewsToRepeat(at, atOnce));
      for (const { organizationId, id } of again) await repeat(tick, organizationId, id);
      const late = await system.query(reviewsToRemind(soon, at, atOnce));
      for (const { organizationId, id } of late) await remind(tick, organizationId, id);
      return { closed: due.length, begun: again.length, reminded: late.length };
    },
  });
