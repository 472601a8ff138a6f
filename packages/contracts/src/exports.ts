import { z } from "zod";
import { contract } from "./contract.ts";
import { idOf } from "./id.ts";
import { job } from "./jobs.ts";
import { userSort } from "./users.ts";

export const exportFormats = ["csv", "xlsx", "ndjson", "pdf"] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** What every organization's people have; custom attributes come beside it, as `attributes.` and their key. */
export const exportColumns = [
  "id", "email", "emailVerified", "firstName", "lastName", "displayName", "phone", "phoneVerified", "title",
  "department", "managerId", "employeeNumber", "status", "statusReason", "roles", "tags", "groups", "locale",
  "timeZone", "address.street", "address.city", "address.region", "address.postalCode", "address.country",
  "birthDate", "website", "bio", "externalId", "source", "lastLoginAt", "lastSeenAt", "createdAt", "updatedAt",
  "deletedAt",
] as const; // prettier-ignore

export const usualExportColumns: readonly string[] = [
  "id", "email", "firstName", "lastName", "displayName", "phone", "title", "department", "employeeNumber", "status",
  "roles", "tags", "createdAt", "lastLoginAt",
]; // prettier-ignore

/** A document of more rows would be of thousands of pages. */
export const mostPdfRows = 20_000;

export const exportUsers = contract({
  id: "users.export",
  kind: "write",
  method: "POST",
  path: "/users/export",
  summary: "Take a list of people out as a file",
  description:
    "A job that writes one file: everybody whom the filter or the selection names, as they were at one moment. Cells are never formulas. `GET /jobs/:id/artefacts/:name` downloads it.",
  permission: "users:export",
  scope: "organization",
  body: z.strictObject({
    format: z.enum(exportFormats).default("csv").meta({ title: "Format" }),
    q: z.string().max(2000).optional().meta({ title: "Filter" }),
    selection: idOf("selection").optional().meta({ title: "Selection" }),
    sort: userSort.default("-createdAt").meta({
      title: "Sort",
      description: "As in the list: also an indexed attribute as `attributes.key`",
    }),
    columns: z.array(z.string().max(150)).min(1).max(200).optional().meta({ title: "Columns" }),
    gzip: z.boolean().default(false).meta({ title: "Compressed", description: "CSV and NDJSON alone" }),
    byteOrderMark: z
      .boolean()
      .default(false)
      .meta({ title: "With a byte order mark", description: "CSV alone; some spreadsheets want it" }),
  }),
  output: job,
  status: 202,
  errors: ["filter.invalid", "export.column_unknown", "selection.unknown"],
  audit: "users.export_started",
  limit: { limit: 5, windowSeconds: 300 },
  examples: { body: { format: "csv", q: "status:active", columns: ["email", "displayName"] } },
});

export const exportsContracts = [exportUsers] as const;
