import { z } from "zod";
import { listQuery, page, timestamp } from "./building-blocks.ts";
import { contract } from "./contract.ts";
import { idOf, shownId } from "./id.ts";

export const jobStates = ["queued", "running", "succeeded", "failed", "cancelled"] as const;

export const job = z.object({
  id: shownId("job"),
  kind: z.string(),
  state: z.enum(jobStates),
  progress: z.object({
    done: z.number().int(),
    total: z.number().int().nullable(),
    note: z.string().nullable(),
  }),
  result: z.record(z.string(), z.json()).nullable(),
  error: z.string().nullable(),
  attempts: z.number().int(),
  createdBy: shownId("user").nullable(),
  createdAt: timestamp,
  startedAt: timestamp.nullable(),
  finishedAt: timestamp.nullable(),
});
export type Job = z.output<typeof job>;

export const listJobs = contract({
  id: "jobs.list",
  kind: "read",
  method: "GET",
  path: "/jobs",
  summary: "List background jobs",
  permission: "jobs:read",
  scope: "organization",
  query: listQuery(["-createdAt"], "-createdAt").omit({ q: true, count: true }),
  output: page(job),
  errors: ["cursor.invalid"],
  audit: "none",
});

export const getJob = contract({
  id: "jobs.get",
  kind: "read",
  method: "GET",
  path: "/jobs/:id",
  summary: "Get one background job",
  permission: "jobs:read",
  scope: "organization",
  params: z.strictObject({ id: idOf("job") }),
  output: job,
  errors: [],
  audit: "none",
});

export const cancelJob = contract({
  id: "jobs.cancel",
  kind: "write",
  method: "POST",
  path: "/jobs/:id/cancel",
  summary: "Cancel a background job",
  permission: "jobs:cancel",
  scope: "organization",
  params: z.strictObject({ id: idOf("job") }),
  output: job,
  errors: ["job.not_cancellable"],
  audit: "job.cancelled",
});

export const jobsContracts = [listJobs, getJob, cancelJob] as const;
