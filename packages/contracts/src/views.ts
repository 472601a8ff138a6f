import { z } from "zod";
import { line, requiredLine, timestamp } from "./building-blocks.ts";
import { contract } from "./contract.ts";
import { idOf, shownId } from "./id.ts";

export const viewLists = ["users"] as const;
const one = z.strictObject({ id: idOf("view") });
const look = {
  name: requiredLine(60).meta({ title: "Name" }),
  q: line(2000).meta({ title: "Filter" }),
  sort: z
    .string()
    .regex(/^-?[a-zA-Z][a-zA-Z0-9._]{0,80}$/)
    .nullable()
    .meta({ title: "Sort" }),
  columns: z
    .array(z.string().regex(/^[a-zA-Z][a-zA-Z0-9._]{0,80}$/))
    .max(40)
    .meta({ title: "Columns" }),
};

export const view = z.object({
  id: shownId("view"),
  list: z.enum(viewLists),
  name: z.string(),
  q: z.string(),
  sort: z.string().nullable(),
  columns: z.array(z.string()),
  position: z.number().int(),
  shared: z.boolean(),
  own: z.boolean(),
  createdAt: timestamp,
  updatedAt: timestamp,
  version: z.number().int(),
});
export type View = z.output<typeof view>;

export const listViews = contract({
  id: "views.list",
  kind: "read",
  method: "GET",
  path: "/views",
  summary: "List one's own saved views of a list and those shared with all",
  permission: "users:read",
  scope: "organization",
  query: z.strictObject({ list: z.enum(viewLists).default("users") }),
  output: z.object({ items: z.array(view).meta({ description: "At most 200" }) }),
  errors: [],
  audit: "none",
  limit: { limit: 100, windowSeconds: 60 },
});

export const createView = contract({
  id: "views.create",
  kind: "write",
  method: "POST",
  path: "/views",
  summary: "Save how one looks at a list",
  permission: "users:read",
  scope: "organization",
  body: z.strictObject({
    list: z.enum(viewLists).default("users"),
    name: look.name,
    q: look.q.default(""),
    sort: look.sort.default(null),
    columns: look.columns.default([]),
  }),
  output: view,
  status: 201,
  errors: ["view.too_many", "filter.invalid", "idempotency.mismatch", "idempotency.running"],
  audit: "view.created",
  examples: { body: { name: "New this month", q: "created:>2026-11-01", columns: ["name", "email"] } },
});

export const updateView = contract({
  id: "views.update",
  kind: "write",
  method: "PATCH",
  path: "/views/:id",
  summary: "Change one's own saved view",
  permission: "users:read",
  scope: "organization",
  params: one,
  body: z.strictObject({ ...look, position: z.number().int().min(0).max(10_000) }).partial(),
  output: view,
  errors: ["filter.invalid", "precondition.failed"],
  audit: "view.updated",
  ifMatch: "optional",
  examples: { body: { name: "New in November" } },
});

export const shareView = contract({
  id: "views.share",
  kind: "write",
  method: "PUT",
  path: "/views/:id/shared",
  summary: "Share a saved view with everybody who sees the list, or end that",
  permission: "segments:manage",
  scope: "organization",
  params: one,
  body: z.strictObject({ shared: z.boolean() }),
  output: view,
  errors: [],
  audit: "view.shared",
  examples: { body: { shared: true } },
});

export const deleteView = contract({
  id: "views.delete",
  kind: "write",
  method: "DELETE",
  path: "/views/:id",
  summary: "Delete one's own saved view",
  permission: "users:read",
  scope: "organization",
  params: one,
  status: 204,
  errors: [],
  audit: "view.deleted",
});

export const viewsContracts = [listViews, createView, updateView, shareView, deleteView] as const;
