import { cancelReview, closeReview } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { inPerson } from "#modules/approvals";
import { closeKind } from "../close-job.ts";
import { beginClosing, endRecurrence, lockReview, setState } from "../queries.ts";
import { reviewTarget, shownReview } from "../shown.ts";

/** Also one that is being closed already: whoever closed it may have lost the right before the job was done. */
export const closeReviewOperation = operation(
  closeReview,
  async ({ db, caller, record, enqueue, fail }, { params }) => {
    const me = inPerson(caller);
    const [review] = await db.query(lockReview(params.id));
    if (review === undefined) return fail("resource.not_found");
    if (review.state !== "open" && review.state !== "closing") return fail("review.not_open");
    await db.query(beginClosing(review.uuid, me.userId, caller.actor.name ?? ""));
    await enqueue({
      kind: closeKind,
      input: { review: review.uuid },
      dedupeKey: `${closeKind} ${review.uuid}`,
      permissions: ["reviews:manage"],
    });
    record({
      name: "review.closing",
      target: reviewTarget(review),
      changes: [{ field: "state", before: review.state, after: "closing" }],
    });
    return shownReview(db, review.uuid);
  },
);

export const cancelReviewOperation = operation(cancelReview, async ({ db, record, fail }, { params }) => {
  const [review] = await db.query(lockReview(params.id));
  if (review === undefined) return fail("resource.not_found");
  const running = review.state === "preparing" || review.state === "open";
  if (!running && review.nextAt === null) return fail("review.not_open");
  if (running) await db.query(setState(review.uuid, "cancelled"));
  await db.query(endRecurrence(review.uuid));
  record({
    name: "review.cancelled",
    target: reviewTarget(review),
    changes: [
      ...(running ? [{ field: "state", before: review.state, after: "cancelled" }] : []),
      ...(review.nextAt === null ? [] : [{ field: "nextAt", before: review.nextAt, after: null }]),
    ],
  });
  return shownReview(db, review.uuid);
});
