import type { Job } from "@atrium/contracts";
import type { Caller } from "#kernel/caller";
import type { JobRow } from "./queries.ts";

/** Whether it is the caller's own; what the system does by itself is nobody's. */
const isOwn = (caller: Caller, job: Pick<JobRow, "startedBy">): boolean =>
  job.startedBy !== null && job.startedBy === caller.userId;

export const maySee = (caller: Caller, job: Pick<JobRow, "startedBy">): boolean =>
  isOwn(caller, job) || caller.permissions.has("jobs:read");

/** Whether the caller holds all that the job needs; nobody has done by a job what they may not do themselves. */
export function holdsWhatItNeeds(caller: Caller, job: Pick<JobRow, "permissions">): boolean {
  const held = new Set<string>(caller.permissions.names());
  return job.permissions.every((name) => held.has(name));
}

export const mayEnd = (caller: Caller, job: JobRow): boolean =>
  isOwn(caller, job) || caller.permissions.has("jobs:cancel");
export const mayRetry = (caller: Caller, job: JobRow): boolean =>
  mayEnd(caller, job) && holdsWhatItNeeds(caller, job);
export const mayUndo = (caller: Caller, job: JobRow): boolean =>
  job.permissions.length > 0 && maySee(caller, job) && holdsWhatItNeeds(caller, job);

const isOver = ({ state }: JobRow): boolean => state !== "queued" && state !== "running";
export const isCancellable = (job: JobRow): boolean => !isOver(job);
export const isRetriable = (job: JobRow): boolean =>
  (job.state === "failed" || job.state === "cancelled") && job.undoneBy === null;
/** `undoable`: the kinds that know how. */
export const isUndoable = (job: JobRow, undoable: ReadonlyMap<string, string>): boolean =>
  isOver(job) && job.changed && job.undoneBy === null && undoable.has(job.kind);

/** A job as the caller sees it, with what they may do with it. */
export type ShowJob = (job: JobRow, caller: Caller) => Job;

export function createShowJob(undoable: ReadonlyMap<string, string>): ShowJob {
  return (job, caller) => {
    const abilities: Job["abilities"] = [];
    if (isCancellable(job) && mayEnd(caller, job)) abilities.push("cancel");
    if (isRetriable(job) && mayRetry(caller, job)) abilities.push("retry");
    if (isUndoable(job, undoable) && mayUndo(caller, job)) abilities.push("undo");
    const {
      uuid: _uuid,
      startedBy: _startedBy,
      permissions: _permissions,
      changed: _changed,
      ...shown
    } = job;
    return { ...shown, abilities };
  };
}
