import { z } from "zod";
import { permissionRef, scopeRef, subjectRef, subjectTypes } from "./access-refs.ts";
import { line } from "./building-blocks.ts";
import { contract } from "./contract.ts";

const listOf = <T extends z.ZodType<unknown, string>>(item: T, most: number) =>
  z
    .string()
    .max(2000)
    .transform((text) => text.split(",").filter((part) => part !== ""))
    .pipe(z.array(item).max(most));

export const findSubjects = contract({
  id: "access.find",
  kind: "read",
  method: "GET",
  path: "/access/subjects",
  summary: "Find people, groups, keys and service accounts to ask about",
  description:
    "By the beginning of a name or address; of groups and service accounts also by what is within.",
  permission: "access:read",
  scope: "organization",
  query: z.strictObject({
    q: line(100).default("").meta({ title: "Name" }),
    types: listOf(z.enum(subjectTypes), subjectTypes.length).optional().meta({
      description: "Only these, joined by commas: `user`, `group`, `service_account`, `api_key`",
    }),
    limit: z.coerce.number().int().min(1).max(25).default(6).meta({ description: "How many of each" }),
  }),
  output: z.object({
    items: z.array(
      z.object({
        ref: z.string(),
        type: z.enum(subjectTypes),
        name: z.string(),
        detail: z.string().nullable().meta({ description: "An address, or what it belongs to" }),
      }),
    ),
  }),
  errors: [],
  audit: "none",
  limit: { limit: 300, windowSeconds: 60 },
  examples: { query: { q: "sales" } },
});

export const nameAccess = contract({
  id: "access.names",
  kind: "read",
  method: "GET",
  path: "/access/names",
  summary: "Get the names of whom and what a question speaks of",
  description: "What is not here has no name in the answer.",
  permission: "access:read",
  scope: "organization",
  query: z.strictObject({
    subjects: listOf(subjectRef, 25).optional(),
    scopes: listOf(scopeRef, 25).optional(),
  }),
  output: z.object({ names: z.record(z.string(), z.string()) }),
  errors: [],
  audit: "none",
  limit: { limit: 300, windowSeconds: 60 },
  examples: { query: { subjects: "usr_06bkr2c4zx7v1m9q8s3tdwnp5g" } },
});

export const whoGives = contract({
  id: "access.whoGives",
  kind: "read",
  method: "GET",
  path: "/access/who-gives",
  summary: "Ask who could give oneself a permission",
  description: "Names of up to three people of the organization who hold it and may give it.",
  permission: "self",
  scope: "account",
  query: z.strictObject({ permission: permissionRef }),
  output: z.object({ items: z.array(z.object({ displayName: z.string() })) }),
  errors: ["auth.organization_required"],
  audit: "none",
  limit: { limit: 30, windowSeconds: 60 },
  examples: { query: { permission: "users:read" } },
});

export const accessFindingContracts = [findSubjects, nameAccess, whoGives] as const;
