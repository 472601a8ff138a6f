import { z } from "zod";
import { contract } from "./contract.ts";
import { userSummary } from "./users.ts";

export const searchedFields = [
  "id",
  "displayName",
  "firstName",
  "lastName",
  "email",
  "phone",
  "employeeNumber",
  "attributes",
] as const;

const found = z.object({
  user: userSummary,
  match: z
    .enum(["exact", "prefix", "part", "typo"])
    .meta({ description: "How the word was found that was found least well" }),
  highlights: z
    .array(
      z.object({
        field: z.enum(searchedFields),
        ranges: z
          .array(z.array(z.number().int()).length(2))
          .meta({ description: "Where in the field, from and up to, in UTF-16 units" }),
      }),
    )
    .meta({ description: "Where the words stand" }),
});
export type FoundUser = z.output<typeof found>;

export const searchUsers = contract({
  id: "users.search",
  kind: "read",
  method: "GET",
  path: "/users/search",
  summary: "Search people",
  description:
    "Names, e-mail, telephone, ids and employee numbers by beginnings, parts and several words in any order, whatever the accents; names also with one letter wrong, missing, too many or swapped. The best come first.",
  permission: "users:read",
  scope: "organization",
  query: z.strictObject({
    q: z.string().trim().min(1).max(200).meta({ description: "What to look for" }),
    limit: z.coerce
      .number()
      .int()
      .min(1)
      .max(50)
      .default(20)
      .meta({ description: "How many people at most" }),
  }),
  output: z.object({
    items: z.array(found),
    more: z.boolean().meta({ description: "Whether others were found beside these" }),
    suggestion: z
      .string()
      .nullable()
      .meta({ description: "What was probably meant, where the best match has a slip" }),
  }),
  errors: [],
  audit: "none",
  limit: { limit: 30, windowSeconds: 60 },
  examples: { query: { q: "ann lee", limit: "5" } },
});

export const usersSearchContracts = [searchUsers] as const;
