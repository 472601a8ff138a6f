import { z } from "zod";
import { formatId } from "@atrium/contracts";
import { job, type JobContext } from "#kernel/jobs/kind";
import type { Messages } from "#modules/messages";
import { savedText } from "./saved.ts";
import { findReview, holdersOf, openReview, type ReviewRow } from "./queries.ts";
import { reviewTarget } from "./shown.ts";
import { start, takeItems, type Position } from "./snapshot.ts";
import { tellReviewers } from "./tell-reviewers.ts";

export const prepareKind = "reviews.prepare";
export const mostReviewers = 200;
const atOnce = 1000;

async function reviewersOf({ db }: JobContext, review: ReviewRow): Promise<readonly string[]> {
  if (review.reviewers.role === null) return review.reviewerIds;
  return db.query(holdersOf(review.reviewers.role, mostReviewers));
}

/** One batch of the snapshot; answers where the next one begins, or null at the end. */
async function takeBatch(
  context: JobContext,
  from: { review: ReviewRow; reviewers: readonly string[]; position: Position; done: number },
): Promise<{ position: Position | null; done: number }> {
  const { review, reviewers, position } = from;
  return context.batch(async (db, { now }) => {
    const [taken] = await db.query(takeItems({ review, reviewers, position, limit: atOnce, now }));
    const seen = taken?.seen ?? 0;
    const done = from.done + seen;
    const full = seen === atOnce && taken !== undefined && taken.after !== null;
    const places: Position = { ...start, part: "places" };
    const next: Position | null = full
      ? { part: position.part, after: taken.after, group: taken.group ?? start.group }
      : position.part === "grants"
        ? places
        : null;
    const at = next ?? position;
    return {
      checkpoint: { part: at.part, after: at.after, group: at.group, done, written: next === null },
      done,
      total: null,
      value: { position: next, done },
    };
  });
}

/** Writes down what everybody in the scope holds, opens the review and tells the reviewers. */
export const prepareJob = (messages: Messages) =>
  job({
    kind: prepareKind,
    input: z.object({ review: z.uuid() }),
    run: async (context, input) => {
      const [review] = await context.db.query(findReview(input.review));
      if (review === undefined || review.state === "cancelled") return null;
      const reviewers = await reviewersOf(context, review);
      const saved = context.checkpoint;
      let done = Number(saved?.["done"] ?? 0);
      let position: Position | null =
        saved === null
          ? start
          : saved["written"] === true
            ? null
            : {
                part: saved["part"] === "places" ? "places" : "grants",
                after: savedText(saved, "after", start.after),
                group: savedText(saved, "group", start.group),
              };
      while (position !== null) {
        ({ position, done } = await takeBatch(context, { review, reviewers, position, done }));
      }
      await context.batch(async (db, { now, record }) => {
        const [opened] = await db.query(openReview(review.uuid, now.toISOString()));
        if (opened !== undefined) {
          const changes = [{ field: "state", before: "preparing", after: "open" }];
          record({ name: "review.opened", target: reviewTarget(review), changes, data: { items: opened } });
        }
        return { checkpoint: { ...context.checkpoint, written: true }, done, total: done, value: null };
      });
      await tellReviewers(context, messages, { review, again: false });
      return { review: formatId("accessReview", review.uuid), items: done };
    },
  });
