import { z } from "zod";
import { listQuery, page, prose, requiredLine, timestamp } from "./building-blocks.ts";
import { contract } from "./contract.ts";
import { idOf, shownId } from "./id.ts";
import { slug } from "./organizations.ts";

export const segmentKinds = ["live", "static"] as const;
const one = z.strictObject({ id: idOf("segment") });
const name = requiredLine(100).meta({ title: "Name" });
const description = prose(2000).nullable().meta({ title: "Description" });
const filterText = requiredLine(2000).meta({ title: "Filter" });

export const segment = z.object({
  id: shownId("segment"),
  slug: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  kind: z.enum(segmentKinds),
  q: z.string().meta({ description: "The filter: asked each time, or asked when it was filled" }),
  people: z.number().int().nullable().meta({ description: "Of a static one, once it is filled" }),
  filledAt: timestamp.nullable(),
  createdBy: shownId("user").nullable(),
  createdAt: timestamp,
  updatedAt: timestamp,
  version: z.number().int(),
});
export type Segment = z.output<typeof segment>;

export const listSegments = contract({
  id: "segments.list",
  kind: "read",
  method: "GET",
  path: "/segments",
  summary: "List segments",
  permission: "users:read",
  scope: "organization",
  query: listQuery(["name", "-name", "-createdAt", "createdAt"], "name"),
  output: page(segment),
  errors: ["cursor.invalid", "filter.invalid"],
  audit: "none",
  limit: { limit: 100, windowSeconds: 60 },
});

export const getSegment = contract({
  id: "segments.get",
  kind: "read",
  method: "GET",
  path: "/segments/:id",
  summary: "Get one segment",
  permission: "users:read",
  scope: "organization",
  params: one,
  output: segment,
  errors: [],
  audit: "none",
});

export const createSegment = contract({
  id: "segments.create",
  kind: "write",
  method: "POST",
  path: "/segments",
  summary: "Name a filter",
  description:
    "Wherever a filter can stand, `segment:<slug>` stands for it. A live one is asked each time; a static one keeps whom it found, by a job.",
  permission: "segments:manage",
  scope: "organization",
  body: z.strictObject({
    slug,
    name,
    description: description.optional(),
    kind: z.enum(segmentKinds).default("live").meta({ title: "Kind" }),
    q: filterText,
  }),
  output: segment,
  status: 201,
  errors: [
    "segment.slug_taken", "segment.circle", "segment.unknown", "filter.invalid", "idempotency.mismatch",
    "idempotency.running",
  ], // prettier-ignore
  audit: "segment.created",
  examples: { body: { slug: "sleepers", name: "Sleepers", q: "status:active lastLogin:<2026-01-01" } },
});

export const updateSegment = contract({
  id: "segments.update",
  kind: "write",
  method: "PATCH",
  path: "/segments/:id",
  summary: "Change a segment",
  description: "A static one with another filter is filled anew.",
  permission: "segments:manage",
  scope: "organization",
  params: one,
  body: z.strictObject({ name, description, q: filterText }).partial(),
  output: segment,
  errors: ["segment.circle", "segment.unknown", "filter.invalid", "precondition.failed"],
  audit: "segment.updated",
  ifMatch: "optional",
  examples: { body: { name: "Long asleep" } },
});

export const refillSegment = contract({
  id: "segments.refill",
  kind: "write",
  method: "POST",
  path: "/segments/:id/refill",
  summary: "Fill a static segment anew",
  permission: "segments:manage",
  scope: "organization",
  params: one,
  output: segment,
  status: 202,
  errors: ["segment.live"],
  audit: "segment.refilled",
});

export const deleteSegment = contract({
  id: "segments.delete",
  kind: "write",
  method: "DELETE",
  path: "/segments/:id",
  summary: "Delete a segment",
  description: "Refused while another segment stands on it.",
  permission: "segments:manage",
  scope: "organization",
  params: one,
  status: 204,
  errors: ["segment.in_use", "precondition.failed"],
  audit: "segment.deleted",
  ifMatch: "optional",
});

export const segmentsContracts = [
  listSegments, getSegment, createSegment, updateSegment, refillSegment, deleteSegment,
] as const; // prettier-ignore
