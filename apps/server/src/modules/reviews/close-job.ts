import { z } from "zod";
import { formatId, type ErrorCode } from "@atrium/contracts";
import type { Reader } from "#kernel/db/reader";
import { job, type Acting, type JobContext } from "#kernel/jobs/kind";
import { Problem } from "#kernel/problem";
import { leaveGroup } from "#modules/groups";
import { takeAway } from "#modules/roles";
import { digestStart, digestWith, evidenceOf } from "./evidence-line.ts";
import { countItems, itemsBy, setOutcomes, type ItemRow } from "./item-queries.ts";
import { finishClosing, lockReview, type ReviewRow } from "./queries.ts";
import { savedText } from "./saved.ts";
import { reviewTarget } from "./shown.ts";

export const closeKind = "reviews.close";
const atOnce = 200;
const staying: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "role.above_you", "user.above_you", "group.above_you", "group.unknown", "user.last_owner",
]); // prettier-ignore

type Outcome = { outcome: NonNullable<ItemRow["outcome"]>; outcomeReason: string | null };

/** Takes one thing away as whoever closes the review might by hand; what they may not take away stays. */
async function takeBack(db: Reader, review: ReviewRow, item: ItemRow, acting: Acting): Promise<Outcome> {
  const { caller, now, record } = acting;
  try {
    const { grantId, groupId, holder } = item;
    const gone =
      grantId !== null
        ? await takeAway(db, caller, grantId)
        : await leaveGroup(db, caller, { groupId: groupId ?? "", userId: holder.id, now });
    if (gone === null) return { outcome: "gone", outcomeReason: null };
    const said = item.comment === null ? "" : `: ${item.comment}`;
    record({ ...gone, reason: `Access review ${review.name}${said}`.slice(0, 500) });
    return { outcome: "revoked", outcomeReason: null };
  } catch (cause) {
    if (cause instanceof Problem && staying.has(cause.code)) {
      return { outcome: "stayed", outcomeReason: cause.code };
    }
    throw cause;
  }
}

type Step = { after: string | null; digest: string; done: number };

async function closeSome(context: JobContext, review: ReviewRow, from: Step): Promise<Step | null> {
  return context.batch(async (db, acting) => {
    const items = await db.query(itemsBy(review.uuid, null, null, from.after, atOnce));
    let { digest } = from;
    const outcomes: Outcome[] = [];
    for (const item of items) {
      const keep: Outcome = { outcome: "kept", outcomeReason: null };
      const revoked = (item.decision ?? review.undecided) === "revoke";
      const outcome = revoked ? await takeBack(db, review, item, acting) : keep;
      outcomes.push(outcome);
      digest = digestWith(digest, evidenceOf({ ...item, ...outcome }));
    }
    await db.query(
      setOutcomes(
        review.uuid,
        items.map(({ uuid }) => uuid),
        outcomes.map(({ outcome }) => outcome),
        outcomes.map(({ outcomeReason }) => outcomeReason ?? ""),
      ),
    );
    const step = { after: items.at(-1)?.uuid ?? from.after, digest, done: from.done + items.length };
    return {
      checkpoint: { ...step },
      done: step.done,
      total: review.items,
      value: items.length < atOnce ? null : step,
    };
  });
}

/** Closes a review in the name of who wanted that, seals what was decided and tells how it came out. */
export const closeJob = job({
  kind: closeKind,
  input: z.object({ review: z.uuid() }),
  run: async (context, input) => {
    const [review] = await context.transaction((db) => db.query(lockReview(input.review)));
    if (review === undefined || review.state !== "closing") return null;
    const saved = context.checkpoint;
    let step: Step | null =
      saved === null
        ? { after: null, digest: digestStart(review.id), done: 0 }
        : {
            after: saved["after"] === null ? null : savedText(saved, "after", ""),
            digest: savedText(saved, "digest", ""),
            done: Number(saved["done"]),
          };
    while (step !== null) step = await closeSome(context, review, step);
    const digest = savedText(context.checkpoint, "digest", digestStart(review.id));
    await context.batch(async (db, { now, record }) => {
      const [counts] = await db.query(countItems(review.uuid));
      await db.query(finishClosing(review.uuid, now.toISOString(), digest));
      record({
        name: "review.closed",
        target: reviewTarget(review),
        changes: [{ field: "state", before: "closing", after: "closed" }],
        data: { digest, ...counts },
      });
      return { checkpoint: context.checkpoint ?? {}, done: review.items, total: review.items, value: null };
    });
    return { review: formatId("accessReview", review.uuid), digest };
  },
});
