import type { NewId } from "#kernel/ids";
import { module, type Module } from "#kernel/module";
import type { Messages } from "#modules/messages";
import { closeJob } from "./close-job.ts";
import { createReviewOperation } from "./operations/create-review.ts";
import { decideReviewItemsOperation } from "./operations/decide-items.ts";
import { cancelReviewOperation, closeReviewOperation } from "./operations/end-review.ts";
import { reviewEvidenceOperation, reviewEvidenceTableOperation } from "./operations/evidence.ts";
import {
  getReviewOperation,
  listMyReviewsOperation,
  listReviewItemsOperation,
  listReviewsOperation,
} from "./operations/read.ts";
import { prepareJob } from "./prepare-job.ts";
import { remindJob } from "./tell-reviewers.ts";
import { tickJob } from "./tick-job.ts";

export function reviewsModule({ messages, newId }: { messages: Messages; newId: NewId }): Module {
  return module({
    name: "reviews",
    operations: [
      listReviewsOperation,
      listMyReviewsOperation,
      getReviewOperation,
      createReviewOperation,
      listReviewItemsOperation,
      decideReviewItemsOperation,
      closeReviewOperation,
      cancelReviewOperation,
      reviewEvidenceOperation,
      reviewEvidenceTableOperation,
    ],
    jobs: [prepareJob(messages), closeJob, remindJob(messages), tickJob(newId)],
  });
}
