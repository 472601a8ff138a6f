import { retryJob } from "@atrium/contracts";
import { violatedConstraint } from "#kernel/db/failures";
import { operation } from "#kernel/operation";
import { isRetriable, mayRetry, type ShowJob } from "../policy.ts";
import { lockJob, queueAgain } from "../queries.ts";
import { takeJob } from "../take.ts";

export const retryJobOperation = (show: ShowJob) =>
  operation(retryJob, async ({ db, caller, fail, now, record }, { params }) => {
    await db.query(lockJob(params.id));
    const before = await takeJob(db, params.id, caller);
    if (!mayRetry(caller, before)) fail("auth.forbidden");
    if (!isRetriable(before)) fail("job.not_retriable");
    try {
      await db.query(queueAgain(params.id, now.toISOString()));
    } catch (cause) {
      // Another one of its kind, of which there is one at a time, waits or runs by now.
      const constraint = violatedConstraint(cause);
      if (constraint === "jobs_dedupe" || constraint === "jobs_undo_once") fail("job.not_retriable");
      throw cause;
    }
    record({
      name: "job.retried",
      target: { type: "job", id: params.id, name: before.kind },
      data: { state: before.state },
    });
    return show(await takeJob(db, params.id, caller), caller);
  });
