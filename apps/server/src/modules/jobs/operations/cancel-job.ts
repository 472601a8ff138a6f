import { cancelJob } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { cancel, findJob, lockJob } from "../queries.ts";

/** A waiting job ends at once; the worker of a running one hears of it within a second. */
export const cancelJobOperation = operation(cancelJob, async (context, { params }) => {
  const { db, fail, now, record, unchanged } = context;
  const [before] = await db.query(lockJob(params.id));
  if (before === undefined) return fail("resource.not_found");
  if (before.state !== "queued" && before.state !== "running") return fail("job.not_cancellable");
  if (before.cancelRequested) {
    unchanged();
    const [job] = await db.query(findJob(params.id));
    return job ?? fail("resource.not_found");
  }
  const [job] = await db.query(cancel(params.id, now.toISOString()));
  record({
    name: "job.cancelled",
    target: { type: "job", id: params.id, name: before.kind },
    data: { state: before.state },
  });
  return job ?? fail("resource.not_found");
});
