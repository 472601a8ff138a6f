import { getJob, listJobs, type Job } from "@atrium/contracts";
import { useOperation } from "../../api/operation.ts";

const lookAgainMilliseconds = 400;

export function isUnderWay(job: Job): boolean {
  return job.state === "queued" || job.state === "running";
}

/** The job that makes the demo company: undefined until it is known, null where there is none. */
export function useDemoJob(): { job: Job | null | undefined; error: Error | null; retry: () => void } {
  const jobs = useOperation(listJobs, { query: { limit: 200 } });
  const newest = jobs.data?.items.find(({ kind }) => kind === "demo.create");
  const job = useOperation(
    getJob,
    { params: { id: newest?.id ?? "" } },
    {
      enabled: newest !== undefined,
      again: (seen) => (seen === undefined || isUnderWay(seen) ? lookAgainMilliseconds : false),
    },
  );
  return {
    job: jobs.data !== undefined && newest === undefined ? null : job.data,
    // One lost answer among many is no news: the next question is under way.
    error: jobs.error ?? (job.data === undefined ? job.error : null),
    retry: () => void (jobs.error === null ? job.refetch() : jobs.refetch()),
  };
}
