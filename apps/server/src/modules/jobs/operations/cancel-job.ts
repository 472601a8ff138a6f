import { cancelJob } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { isCancellable, mayEnd, type ShowJob } from "../policy.ts";
import { cancel, lockJob } from "../queries.ts";
import { takeJob } from "../take.ts";

/** A waiting job ends at once; the worker of a running one hears of it within a second. */
export const cancelJobOperation = (show: ShowJob) =>
  operation(cancelJob, async (context, { params }) => {
    const { db, caller, fail, now, record, unchanged } = context;
    const [held] = await db.query(lockJob(params.id));
    const before = await takeJob(db, params.id, caller);
    if (!mayEnd(caller, before)) fail("auth.forbidden");
    if (!isCancellable(before)) return fail("job.not_cancellable");
    if (held?.cancelRequested === true) {
      unchanged();
      return show(before, caller);
    }
    await db.query(cancel(params.id, now.toISOString()));
    record({
      name: "job.cancelled",
      target: { type: "job", id: params.id, name: before.kind },
      data: { state: before.state },
    });
    return show(await takeJob(db, params.id, caller), caller);
  });
