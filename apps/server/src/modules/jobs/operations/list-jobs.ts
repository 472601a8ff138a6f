import { listJobs } from "@atrium/contracts";
import type { Lists } from "#kernel/list";
import { operation } from "#kernel/operation";
import { jobList } from "../queries.ts";

export const listJobsOperation = (lists: Lists) =>
  operation(listJobs, async ({ db }, { query }) => {
    const { sort, limit, cursor } = query;
    const page = lists(jobList, { sort, limit, cursor, where: "true", values: [], prepared: true });
    return { ...page.finish(await db.query(page.query)), total: null, totalKind: "none" as const };
  });
