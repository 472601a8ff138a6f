import { z } from "zod";
import { requiredLine, timestamp } from "./building-blocks.ts";
import { contract } from "./contract.ts";
import { idOf, shownId } from "./id.ts";

/** The largest file that can be brought: a million rows with room to spare. */
export const largestUpload = 1024 ** 3;

export const upload = z.object({
  id: shownId("upload"),
  name: z.string(),
  contentType: z.string().meta({ description: "What the bytes are, whatever the name says" }),
  bytes: z.number().int(),
  sha256: z.string(),
  createdAt: timestamp,
  expiresAt: timestamp,
});
export type Upload = z.output<typeof upload>;

export const createUpload = contract({
  id: "uploads.create",
  kind: "write",
  method: "POST",
  path: "/uploads",
  summary: "Bring a file",
  description:
    "The body is the file itself, as `application/octet-stream`. It is kept for a day, for whoever brought it, until a job reads it.",
  permission: "uploads:create",
  scope: "organization",
  query: z.strictObject({ name: requiredLine(200).meta({ description: "What the file is called" }) }),
  upload: { maxBytes: largestUpload },
  output: upload,
  status: 201,
  errors: ["upload.too_large", "upload.quota_reached", "upload.empty"],
  audit: "upload.created",
  examples: { query: { name: "people.csv" } },
});

export const getUpload = contract({
  id: "uploads.get",
  kind: "read",
  method: "GET",
  path: "/uploads/:id",
  summary: "Get one file that one brought",
  permission: "uploads:create",
  scope: "organization",
  params: z.strictObject({ id: idOf("upload") }),
  output: upload,
  errors: [],
  audit: "none",
});

export const deleteUpload = contract({
  id: "uploads.delete",
  kind: "write",
  method: "DELETE",
  path: "/uploads/:id",
  summary: "Throw away a file that one brought",
  permission: "uploads:create",
  scope: "organization",
  params: z.strictObject({ id: idOf("upload") }),
  status: 204,
  errors: [],
  audit: "upload.deleted",
});

export const uploadsContracts = [createUpload, getUpload, deleteUpload] as const;
