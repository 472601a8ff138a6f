import { getJob } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { findJob } from "../queries.ts";

export const getJobOperation = operation(getJob, async ({ db, fail }, { params }) => {
  const [job] = await db.query(findJob(params.id));
  return job ?? fail("resource.not_found");
});
