import { z } from "zod";
import { listQuery, page, timestamp } from "./building-blocks.ts";
import { contract } from "./contract.ts";
import { idOf, shownId } from "./id.ts";

export const change = z.object({ field: z.string(), before: z.json(), after: z.json() });

/** One thing that happened, as those who may see it see it. */
export const event = z.object({
  id: shownId("event"),
  sequence: z
    .number()
    .int()
    .nullable()
    .meta({ description: "Place in the organization's chain; null until sealed" }),
  occurredAt: timestamp,
  name: z.string(),
  version: z.number().int(),
  actor: z.object({
    type: z.enum(["user", "account", "api_key", "service_account", "system", "anonymous"]),
    id: z.string().nullable(),
    name: z.string().nullable(),
  }),
  onBehalfOf: z
    .object({ id: shownId("user"), name: z.string().nullable() })
    .nullable()
    .meta({ description: "The person in whose name the actor did it" }),
  target: z.object({ type: z.string(), id: z.string().nullable(), name: z.string().nullable() }),
  changes: z.array(change),
  reason: z.string().nullable(),
  data: z.record(z.string(), z.json()),
  requestId: z.string().nullable(),
  sessionId: shownId("session").nullable(),
  ip: z.string().nullable(),
  agent: z.string().nullable(),
});
export type Event = z.output<typeof event>;

export const listAuditLogs = contract({
  id: "audit.list",
  kind: "read",
  method: "GET",
  path: "/audit-logs",
  summary: "List what happened in the organization",
  permission: "audit:read",
  scope: "organization",
  query: listQuery(["-occurredAt", "occurredAt"], "-occurredAt").omit({ count: true }),
  output: page(event),
  errors: ["cursor.invalid", "filter.invalid"],
  audit: "none",
  limit: { limit: 100, windowSeconds: 60 },
});

export const getAuditLog = contract({
  id: "audit.get",
  kind: "read",
  method: "GET",
  path: "/audit-logs/:id",
  summary: "Get one event",
  permission: "audit:read",
  scope: "organization",
  params: z.strictObject({ id: idOf("event") }),
  output: event,
  errors: [],
  audit: "none",
});

export const verifyAuditLog = contract({
  id: "audit.verify",
  kind: "read",
  method: "GET",
  path: "/audit-logs/verify",
  summary: "Check the chain of events",
  description:
    "Recomputes digests and chain from a sequence on, at most 10,000 events a call; go on with `nextFrom`.",
  permission: "audit:verify",
  scope: "organization",
  query: z.strictObject({ from: z.coerce.number().int().min(1).default(1) }),
  output: z.object({
    valid: z.boolean(),
    checked: z.number().int(),
    from: z.number().int(),
    to: z.number().int(),
    nextFrom: z.number().int().nullable(),
    head: z.number().int(),
    firstBad: z.object({ sequence: z.number().int(), problem: z.string() }).nullable(),
  }),
  errors: [],
  audit: "none",
  limit: { limit: 30, windowSeconds: 60 },
});

export const auditContracts = [listAuditLogs, verifyAuditLog, getAuditLog] as const;
