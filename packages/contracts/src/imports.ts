import { z } from "zod";
import { listQuery, page, requiredLine, timestamp } from "./building-blocks.ts";
import { contract } from "./contract.ts";
import { idOf, shownId } from "./id.ts";
import { importColumn, importMappingColumns, importRules, savedColumn } from "./import-mapping.ts";

export const importStates = [
  "reading", "mapping", "checking", "checked", "running", "done", "failed", "undone", "expired",
] as const; // prettier-ignore
export type ImportState = (typeof importStates)[number];

export const importCounts = z.object({
  rows: z.number().int(),
  create: z.number().int(),
  update: z.number().int(),
  unchanged: z.number().int().meta({ description: "Here already, and nothing would change" }),
  skip: z.number().int(),
  conflict: z.number().int(),
  error: z.number().int(),
});
export type ImportCounts = z.output<typeof importCounts>;

export const importSummary = z.object({
  id: shownId("import"),
  name: z.string(),
  state: z.enum(importStates),
  rows: z.number().int().nullable().meta({ description: "Rows of the file, once it is read" }),
  counts: importCounts.nullable().meta({ description: "What the last dry run says of each row" }),
  result: importCounts.nullable().meta({ description: "What came of each row" }),
  error: z.string().nullable(),
  job: shownId("job").nullable().meta({ description: "The last job of it, whose progress can be followed" }),
  createdBy: shownId("user").nullable(),
  createdAt: timestamp,
  updatedAt: timestamp,
  version: z.number().int(),
});
export type ImportSummary = z.output<typeof importSummary>;

export const importDetail = importSummary.extend({
  format: z.enum(["csv", "xlsx", "ndjson"]).nullable(),
  encoding: z.string().nullable(),
  delimiter: z.string().nullable(),
  sheets: z.array(z.string()),
  sheet: z.number().int().meta({ description: "Which of the sheets is read, from 0" }),
  header: z.boolean().meta({ description: "Whether the first row names the columns" }),
  columns: z.array(z.string()),
  sample: z.array(z.array(z.string())).meta({ description: "The first rows, as they stand in the file" }),
  mapping: z.array(importColumn),
  guessed: z.array(importColumn).meta({ description: "What the columns' names and the first rows suggest" }),
  rules: importRules,
  runJob: shownId("job").nullable().meta({ description: "The job that brought people in; undoing it undoes the import" }),
  checkJob: shownId("job").nullable().meta({ description: "The last dry run" }),
  fields: z.array(z.object({ field: z.string(), title: z.string().nullable() })).meta({ description: "What a column can become" }),
  abilities: z.array(z.enum(["update", "check", "run", "delete", "undo"])),
}); // prettier-ignore
export type ImportDetail = z.output<typeof importDetail>;

export const importProblem = z.object({
  line: z.number().int().meta({ description: "Where the row stands in the file, from 1" }),
  problems: z.array(
    z.object({
      column: z.string().nullable().meta({ description: "Null where it is the row as a whole" }),
      code: z.string(),
      detail: z.string(),
    }),
  ),
});
export type ImportProblem = z.output<typeof importProblem>;

const one = z.strictObject({ id: idOf("import") });
const sheet = z.number().int().min(0).max(199).meta({ title: "Sheet" });
const shape = {
  sheet,
  delimiter: z.enum([",", ";", "\t", "|"]).meta({ title: "Delimiter" }),
  encoding: z.enum(["utf-8", "utf-16le", "utf-16be", "windows-1252"]).meta({ title: "Encoding" }),
  header: z.boolean().meta({ title: "The first row names the columns" }),
};

export const listImports = contract({
  id: "imports.list",
  kind: "read",
  method: "GET",
  path: "/imports",
  summary: "List imports",
  permission: "users:create",
  scope: "organization",
  query: listQuery(["-createdAt", "createdAt"], "-createdAt").omit({ q: true, count: true }),
  output: page(importSummary),
  errors: ["cursor.invalid"],
  audit: "none",
});

export const getImport = contract({
  id: "imports.get",
  kind: "read",
  method: "GET",
  path: "/imports/:id",
  summary: "Get one import",
  description: "The first rows are for whoever brought the file; what looks like a password's hash is not shown.",
  permission: "users:create",
  scope: "organization",
  params: one,
  output: importDetail,
  errors: [],
  audit: "none",
}); // prettier-ignore

export const createImport = contract({
  id: "imports.create",
  kind: "write",
  method: "POST",
  path: "/imports",
  summary: "Read a file with people",
  description:
    "A file of `POST /uploads`: CSV, XLSX or NDJSON, told by what is in it. A job reads it; then its columns are mapped, the whole is checked, and only then anybody is touched.",
  permission: "users:create",
  scope: "organization",
  body: z.strictObject({ upload: idOf("upload").meta({ title: "File" }), ...shape }).partial({
    sheet: true, delimiter: true, encoding: true, header: true,
  }), // prettier-ignore
  output: importDetail,
  status: 202,
  errors: ["import.upload_unknown", "idempotency.mismatch", "idempotency.running"],
  audit: "import.created",
  limit: { limit: 20, windowSeconds: 60 },
  examples: { body: { upload: "upl_06bkr2c4zx7v1m9q8s3tdwnp5g" } },
});

export const updateImport = contract({
  id: "imports.update",
  kind: "write",
  method: "PATCH",
  path: "/imports/:id",
  summary: "Say how a file is read and what becomes of its columns",
  description:
    "Another sheet, delimiter, encoding or header has the file read again. Another mapping or rule wants another dry run.",
  permission: "users:create",
  scope: "organization",
  params: one,
  body: z
    .strictObject({ ...shape, mapping: importMappingColumns.meta({ title: "Columns" }), rules: importRules })
    .partial(),
  output: importDetail,
  errors: ["import.state", "import.upload_unknown", "import.mapping_unfit", "precondition.failed"],
  audit: "import.updated",
  ifMatch: "optional",
  examples: { body: { mapping: [{ column: 0, field: "email" }], rules: { found: "update" } } },
});

export const checkImport = contract({
  id: "imports.check",
  kind: "write",
  method: "POST",
  path: "/imports/:id/check",
  summary: "Try an import without touching anybody",
  description:
    "A job. Every row is held to the rules of adding or changing one person; what is wrong with it is told by line and column, and as a file in the same columns.",
  permission: "users:create",
  scope: "organization",
  params: one,
  output: importDetail,
  status: 202,
  errors: ["import.state", "import.mapping_unfit"],
  audit: "import.check_started",
  limit: { limit: 20, windowSeconds: 60 },
});

export const runImport = contract({
  id: "imports.run",
  kind: "write",
  method: "POST",
  path: "/imports/:id/run",
  summary: "Bring the people of a checked file in",
  description:
    "A job, which goes on where it was if it dies. Rows with problems are left out. `POST /jobs/:id/undo` of its `runJob` puts everything back.",
  permission: "users:create",
  scope: "organization",
  params: one,
  output: importDetail,
  status: 202,
  errors: ["import.state", "auth.forbidden"],
  audit: "import.started",
  limit: { limit: 20, windowSeconds: 60 },
});

export const deleteImport = contract({
  id: "imports.delete",
  kind: "write",
  method: "DELETE",
  path: "/imports/:id",
  summary: "Throw an import away",
  description: "What it brought in stays.",
  permission: "users:create",
  scope: "organization",
  params: one,
  status: 204,
  errors: ["import.state"],
  audit: "import.deleted",
});

export const listImportProblems = contract({
  id: "imports.listProblems",
  kind: "read",
  method: "GET",
  path: "/imports/:id/problems",
  summary: "List the rows that cannot be brought in",
  permission: "users:create",
  scope: "organization",
  params: one,
  query: z.strictObject({
    after: z.coerce.number().int().min(0).default(0).meta({ description: "Only rows behind this place" }),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: z.object({ items: z.array(importProblem), next: z.number().int().nullable() }),
  errors: [],
  audit: "none",
});

export const importMapping = z.object({
  id: shownId("importMapping"),
  name: z.string(),
  columns: z.array(savedColumn),
  rules: importRules,
  createdBy: shownId("user").nullable(),
  createdAt: timestamp,
});
export type ImportMapping = z.output<typeof importMapping>;

export const listImportMappings = contract({
  id: "importMappings.list",
  kind: "read",
  method: "GET",
  path: "/import-mappings",
  summary: "List saved mappings",
  permission: "users:create",
  scope: "organization",
  query: z.strictObject({
    import: idOf("import").optional().meta({ description: "Only those that fit the columns of this import" }),
  }),
  output: z.object({ items: z.array(importMapping).meta({ description: "At most 200" }) }),
  errors: [],
  audit: "none",
});

export const createImportMapping = contract({
  id: "importMappings.create",
  kind: "write",
  method: "POST",
  path: "/import-mappings",
  summary: "Save the mapping and the rules of an import for the next file",
  description: "For everybody in the organization who imports. One of the same name is replaced.",
  permission: "users:create",
  scope: "organization",
  body: z.strictObject({
    import: idOf("import").meta({ title: "Import" }),
    name: requiredLine(60).meta({ title: "Name" }),
  }),
  output: importMapping,
  status: 201,
  errors: ["import.unknown", "import.mapping_unfit", "import_mapping.too_many", "idempotency.mismatch", "idempotency.running"],
  audit: "import_mapping.saved",
  examples: { body: { import: "imp_06bkr2c4zx7v1m9q8s3tdwnp5g", name: "From payroll" } },
}); // prettier-ignore

export const deleteImportMapping = contract({
  id: "importMappings.delete",
  kind: "write",
  method: "DELETE",
  path: "/import-mappings/:id",
  summary: "Throw a saved mapping away",
  permission: "users:create",
  scope: "organization",
  params: z.strictObject({ id: idOf("importMapping") }),
  status: 204,
  errors: [],
  audit: "import_mapping.deleted",
});

export const importsContracts = [
  listImports, getImport, createImport, updateImport, checkImport, runImport, deleteImport, listImportProblems,
  listImportMappings, createImportMapping, deleteImportMapping,
] as const; // prettier-ignore
