import type { Caller } from "#kernel/caller";
import type { Reader } from "#kernel/db/reader";
import { fail } from "#kernel/operation";
import { maySee } from "./policy.ts";
import { findJob, type JobRow } from "./queries.ts";

/** A job that the caller may see; one that they may not is not there. */
export async function takeJob(db: Reader, id: string, caller: Caller): Promise<JobRow> {
  const [job] = await db.query(findJob(id));
  return job !== undefined && maySee(caller, job) ? job : fail("resource.not_found");
}
