import { listJobs } from "@atrium/contracts";
import type { Parameter } from "#kernel/db/statement";
import type { Lists } from "#kernel/list";
import { operation } from "#kernel/operation";
import type { ShowJob } from "../policy.ts";
import { jobList } from "../queries.ts";

const nothing = { items: [], next: null, previous: null, total: null, totalKind: "none" as const };

export const listJobsOperation = (lists: Lists, show: ShowJob) =>
  operation(listJobs, async ({ db, caller }, { query }) => {
    const { sort, limit, cursor, state, mine, started } = query;
    const where: string[] = [];
    const values: Parameter[] = [];
    if (mine === "true" || !caller.permissions.has("jobs:read")) {
      if (caller.userId === null) return nothing;
      where.push(`created_by = $${values.push(caller.userId)}::uuid`);
    }
    if (state !== undefined) where.push(`state = $${values.push(state)}`);
    if (started === "people") where.push("created_by is not null");
    const condition = where.length === 0 ? "true" : where.join(" and ");
    const page = lists(jobList, { sort, limit, cursor, where: condition, values, prepared: true });
    const { items, next, previous } = page.finish(await db.query(page.query));
    return { ...nothing, items: items.map((job) => show(job, caller)), next, previous };
  });
