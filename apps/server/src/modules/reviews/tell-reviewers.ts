import { z } from "zod";
import { job, type JobContext } from "#kernel/jobs/kind";
import { contacts } from "#modules/approvals";
import type { Messages } from "#modules/messages";
import { reviewersWaiting } from "./item-queries.ts";
import { savedText } from "./saved.ts";
import { findReview, type ReviewRow } from "./queries.ts";

export const remindKind = "reviews.remind";
const atOnce = 100;
const first = "00000000-0000-0000-0000-000000000000";

/** Mails everybody for whom something waits, each once; a job that dies goes on behind whom it told. */
export async function tellReviewers(
  context: JobContext,
  messages: Messages,
  { review, again }: { review: ReviewRow; again: boolean },
): Promise<void> {
  const { organizationId } = context;
  let after = savedText(context.checkpoint, "told", first);
  let told = 0;
  for (let more = true; more;) {
    more = await context.batch(async (db) => {
      const waiting = await db.query(reviewersWaiting(review.uuid, after, atOnce));
      const ids = waiting.map(({ id }) => id);
      const { organization, people } = await contacts(db.asSystem(), organizationId, ids);
      for (const { id, email, locale } of people) {
        const items = waiting.find((each) => each.id === id)?.items ?? 0;
        const data = { organization, review: review.name, items, dueAt: review.dueAt, again };
        await messages.queueMail(db, { to: email, locale, organizationId, template: "review_waiting", data });
      }
      after = ids.at(-1) ?? after;
      told += people.length;
      return {
        checkpoint: { ...context.checkpoint, told: after },
        done: told,
        total: null,
        value: waiting.length === atOnce,
      };
    });
  }
}

export const remindJob = (messages: Messages) =>
  job({
    kind: remindKind,
    input: z.object({ review: z.uuid() }),
    run: async (context, input) => {
      const [review] = await context.db.query(findReview(input.review));
      if (review?.state === "open") await tellReviewers(context, messages, { review, again: true });
      return null;
    },
  });
