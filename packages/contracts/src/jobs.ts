import { z } from "zod";
import { listQuery, page, timestamp } from "./building-blocks.ts";
import { contract } from "./contract.ts";
import { idOf, shownId } from "./id.ts";

export const jobStates = ["queued", "running", "succeeded", "failed", "cancelled"] as const;

export const jobArtefact = z.object({
  name: z.string(),
  contentType: z.string(),
  bytes: z.number().int(),
  createdAt: timestamp,
  expiresAt: timestamp,
});
export type JobArtefact = z.output<typeof jobArtefact>;

export const job = z.object({
  id: shownId("job"),
  kind: z.string(),
  state: z.enum(jobStates),
  about: z.record(z.string(), z.json()).meta({ description: "What it is about: a verb, a count, a name" }),
  progress: z.object({
    done: z.number().int(),
    total: z.number().int().nullable(),
    note: z.string().nullable(),
    perSecond: z.number().nullable(),
  }),
  result: z.record(z.string(), z.json()).nullable().meta({
    description: "What came of it; `partial` is true where it was ended before it was done",
  }),
  error: z.string().nullable(),
  attempts: z.number().int(),
  artefacts: z.array(jobArtefact),
  problems: z.number().int().meta({ description: "Rows that could not be done" }),
  undoes: shownId("job").nullable(),
  undoneBy: shownId("job").nullable(),
  createdBy: shownId("user").nullable(),
  createdAt: timestamp,
  startedAt: timestamp.nullable(),
  finishedAt: timestamp.nullable(),
  abilities: z.array(z.enum(["cancel", "retry", "undo"])),
});
export type Job = z.output<typeof job>;

export const jobLine = z.object({
  number: z.number().int(),
  at: timestamp,
  level: z.enum(["info", "warning", "error"]),
  line: z.string(),
});
export type JobLine = z.output<typeof jobLine>;

export const jobProblem = z.object({
  number: z.number().int().meta({ description: "The row's place among those that were asked for, from 1" }),
  targetId: z.string().nullable(),
  code: z.string(),
  detail: z.string(),
});
export type JobProblem = z.output<typeof jobProblem>;

const one = z.strictObject({ id: idOf("job") });
const theirs = "One's own, and with `jobs:read` everybody's.";

export const listJobs = contract({
  id: "jobs.list",
  kind: "read",
  method: "GET",
  path: "/jobs",
  summary: "List background jobs",
  description: theirs,
  permission: "member",
  scope: "organization",
  query: listQuery(["-createdAt"], "-createdAt")
    .omit({ q: true, count: true })
    .extend({
      state: z.enum(jobStates).optional().meta({ description: "Only in this state" }),
      mine: z.enum(["true", "false"]).default("false").meta({ description: "Only one's own" }),
      started: z
        .enum(["people", "all"])
        .default("all")
        .meta({ description: "Only what people started, without what Atrium does by itself" }),
    }),
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
  description: theirs,
  permission: "member",
  scope: "organization",
  params: one,
  output: job,
  errors: [],
  audit: "none",
});

export const listJobLines = contract({
  id: "jobs.listLines",
  kind: "read",
  method: "GET",
  path: "/jobs/:id/logs",
  summary: "Read the log of a background job",
  description: `${theirs} The last 500 lines are kept.`,
  permission: "member",
  scope: "organization",
  params: one,
  query: z.strictObject({
    after: z.coerce.number().int().min(0).default(0).meta({ description: "Only lines behind this number" }),
  }),
  output: z.object({ items: z.array(jobLine) }),
  errors: [],
  audit: "none",
});

export const listJobProblems = contract({
  id: "jobs.listProblems",
  kind: "read",
  method: "GET",
  path: "/jobs/:id/problems",
  summary: "List the rows that a job could not do",
  description: `${theirs} Of somebody else's job this also needs what the job itself needed.`,
  permission: "member",
  scope: "organization",
  params: one,
  query: z.strictObject({
    after: z.coerce.number().int().min(0).default(0).meta({ description: "Only rows behind this number" }),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  output: z.object({ items: z.array(jobProblem), next: z.number().int().nullable() }),
  errors: ["auth.forbidden"],
  audit: "none",
});

export const getJobArtefact = contract({
  id: "jobs.getArtefact",
  kind: "read",
  method: "GET",
  path: "/jobs/:id/artefacts/:name",
  summary: "Download a file that a job made",
  description:
    "For whoever started the job and may still read what is in the file, and for others with `jobs:read` who may.",
  permission: "member",
  scope: "organization",
  params: one.extend({ name: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,99}$/, "is no name of a file") }),
  file: true,
  errors: ["auth.forbidden"],
  audit: "none",
  limit: { limit: 60, windowSeconds: 60 },
});

export const cancelJob = contract({
  id: "jobs.cancel",
  kind: "write",
  method: "POST",
  path: "/jobs/:id/cancel",
  summary: "Cancel a background job",
  description: "One's own, and with `jobs:cancel` everybody's. What it had done until then stands.",
  permission: "member",
  scope: "organization",
  params: one,
  output: job,
  errors: ["job.not_cancellable", "auth.forbidden"],
  audit: "job.cancelled",
});

export const retryJob = contract({
  id: "jobs.retry",
  kind: "write",
  method: "POST",
  path: "/jobs/:id/retry",
  summary: "Go on with a job that failed or was cancelled",
  description:
    "It goes on behind the last batch that it finished, for whoever started it first. Of somebody else's job this needs `jobs:cancel` and what the job itself needs.",
  permission: "member",
  scope: "organization",
  params: one,
  output: job,
  errors: ["job.not_retriable", "auth.forbidden"],
  audit: "job.retried",
});

export const undoJob = contract({
  id: "jobs.undo",
  kind: "write",
  method: "POST",
  path: "/jobs/:id/undo",
  summary: "Put back what a job changed",
  description:
    "A job of its own, which puts every row back as it was before, but for those that were changed since. It needs what the first job needed.",
  permission: "member",
  scope: "organization",
  params: one,
  output: job,
  status: 202,
  errors: ["job.not_undoable", "auth.forbidden"],
  audit: "job.undo_started",
});

export const jobsContracts = [
  listJobs,
  getJob,
  listJobLines,
  listJobProblems,
  getJobArtefact,
  cancelJob,
  retryJob,
  undoJob,
] as const;
