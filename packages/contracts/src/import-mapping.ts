import { z } from "zod";
import { line, requiredLine } from "./building-blocks.ts";

/** What a column of a file may become; custom attributes come beside it, as `attributes.` and their key. */
export const importFields = [
  "email", "firstName", "lastName", "displayName", "phone", "title", "department", "managerId", "employeeNumber",
  "locale", "timeZone", "address.street", "address.city", "address.region", "address.postalCode", "address.country",
  "birthDate", "website", "bio", "externalId", "tags", "status", "roles", "groups", "passwordHash",
] as const; // prettier-ignore
export type ImportField = (typeof importFields)[number];

export const attributePrefix = "attributes.";
const attributeField = /^attributes\.[a-zA-Z][a-zA-Z0-9_-]{0,62}$/;
const forbiddenKeys = new Set(["constructor", "prototype"]);

/** Whether a column may become this. */
export function isImportField(text: string): boolean {
  if (importFields.some((field) => field === text)) return true;
  return attributeField.test(text) && !forbiddenKeys.has(text.slice(attributePrefix.length));
}

export const importDateFormats = ["iso", "dmy", "mdy", "ymd"] as const;
export type ImportDateFormat = (typeof importDateFormats)[number];
export const importKeys = ["email", "externalId", "employeeNumber"] as const;
export type ImportKey = (typeof importKeys)[number];

const word = line(40);

export const importColumn = z.strictObject({
  column: z.number().int().min(0).max(499).meta({ description: "Its place in the file, from 0" }),
  field: z.string().refine(isImportField, "is nothing that a column can become").meta({
    description: "A field of people, `roles`, `groups`, `status`, `passwordHash` or `attributes.<key>`",
  }),
  as: z
    .enum(["text", "number", "boolean", "date", "list"])
    .default("text")
    .meta({ description: "Of a custom attribute: what its cells hold" }),
  dateFormat: z.enum(importDateFormats).default("iso").meta({ description: "In which order a date stands" }),
  trueWords: z.array(word).max(10).default([]).meta({ description: "Beside the usual ones" }),
  falseWords: z.array(word).max(10).default([]).meta({ description: "Beside the usual ones" }),
  split: z
    .enum([";", ",", "|", "/", "\n"])
    .default(";")
    .meta({ description: "What parts the values of a list" }),
});
export type ImportColumn = z.output<typeof importColumn>;

export const importMappingColumns = z
  .array(importColumn)
  .max(200)
  .refine((columns) => new Set(columns.map(({ field }) => field)).size === columns.length, {
    message: "names a field twice",
  })
  .refine((columns) => new Set(columns.map(({ column }) => column)).size === columns.length, {
    message: "names a column twice",
  });

export const importRules = z.strictObject({
  key: z.enum(importKeys).default("email").meta({ title: "Who is the same", description: "By what people are found" }),
  found: z
    .enum(["update", "skip", "conflict"])
    .default("skip")
    .meta({ title: "Who is here already", description: "Is changed, left as they are, or told as a conflict" }),
  empty: z
    .enum(["leave", "clear"])
    .default("leave")
    .meta({ title: "Empty cells", description: "Of whoever is here: leave the field as it is, or empty it" }),
  status: z.enum(["pending", "active", "inactive"]).default("pending").meta({ title: "Status of new people" }),
  invite: z.boolean().default(false).meta({ title: "Invite new people" }),
  roles: z
    .array(z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, "is not a role's slug"))
    .max(20)
    .default(["user"])
    .meta({ title: "Roles of new people", description: "Where the file names none" }),
}); // prettier-ignore
export type ImportRules = z.output<typeof importRules>;

/** Saved by the columns' names, so that it fits the next file in whatever order they stand there. */
export const savedColumn = importColumn.omit({ column: true }).extend({ name: requiredLine(300) });
