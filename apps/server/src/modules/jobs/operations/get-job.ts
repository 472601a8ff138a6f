import { getJob, listJobLines, listJobProblems } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { holdsWhatItNeeds, type ShowJob } from "../policy.ts";
import { linesOf, problemsOf } from "../queries.ts";
import { takeJob } from "../take.ts";

export const getJobOperation = (show: ShowJob) =>
  operation(getJob, async ({ db, caller }, { params }) => show(await takeJob(db, params.id, caller), caller));

export const listJobLinesOperation = operation(listJobLines, async ({ db, caller }, { params, query }) => {
  await takeJob(db, params.id, caller);
  return { items: await db.query(linesOf(params.id, query.after)) };
});

export const listJobProblemsOperation = operation(
  listJobProblems,
  async ({ db, caller, fail }, { params, query }) => {
    const job = await takeJob(db, params.id, caller);
    if (!holdsWhatItNeeds(caller, job)) fail("auth.forbidden");
    const items = await db.query(problemsOf(params.id, query.after, query.limit));
    return { items, next: items.length < query.limit ? null : (items.at(-1)?.number ?? null) };
  },
);
