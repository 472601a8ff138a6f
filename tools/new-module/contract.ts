import { capital, type Nouns } from "./nouns.ts";

export function contractFile({ One, Many, one, many, kebab, words, manyWords, thing }: Nouns): string {
  return `import { z } from "zod";
import { listQuery, page, requiredLine, timestamp } from "./building-blocks.ts";
import { contract } from "./contract.ts";
import { idOf, shownId } from "./id.ts";

const writable = {
  name: requiredLine(200).meta({ title: "Name" }),
};

export const ${one} = z.object({
  id: shownId("${one}"),
  name: z.string(),
  createdAt: timestamp,
  updatedAt: timestamp,
  version: z.number().int(),
  abilities: z.array(z.enum(["update", "delete"])),
});
export type ${One} = z.output<typeof ${one}>;

const one = z.strictObject({ id: idOf("${one}") });

export const list${Many} = contract({
  id: "${many}.list",
  kind: "read",
  method: "GET",
  path: "/${kebab}",
  summary: "List ${manyWords}",
  permission: "${many}:read",
  scope: "organization",
  query: listQuery(["-createdAt", "createdAt", "name", "-name"], "-createdAt").omit({ q: true, count: true }),
  output: page(${one}),
  errors: ["cursor.invalid"],
  audit: "none",
  limit: { limit: 100, windowSeconds: 60 },
});

export const get${One} = contract({
  id: "${many}.get",
  kind: "read",
  method: "GET",
  path: "/${kebab}/:id",
  summary: "Get one ${words}",
  permission: "${many}:read",
  scope: "organization",
  params: one,
  output: ${one},
  errors: [],
  audit: "none",
});

export const create${One} = contract({
  id: "${many}.create",
  kind: "write",
  method: "POST",
  path: "/${kebab}",
  summary: "Add a new ${words}",
  permission: "${many}:create",
  scope: "organization",
  body: z.strictObject(writable),
  output: ${one},
  status: 201,
  errors: ["idempotency.mismatch", "idempotency.running"],
  audit: "${thing}.created",
  examples: { body: { name: "First ${words}" } },
});

export const update${One} = contract({
  id: "${many}.update",
  kind: "write",
  method: "PATCH",
  path: "/${kebab}/:id",
  summary: "Change some fields of one ${words}",
  permission: "${many}:update",
  scope: "organization",
  params: one,
  body: z.strictObject(writable).partial(),
  output: ${one},
  errors: ["precondition.failed"],
  audit: "${thing}.updated",
  ifMatch: "optional",
  examples: { body: { name: "Renamed ${words}" } },
});

export const delete${One} = contract({
  id: "${many}.delete",
  kind: "write",
  method: "DELETE",
  path: "/${kebab}/:id",
  summary: "Delete one ${words}",
  permission: "${many}:delete",
  scope: "organization",
  params: one,
  status: 204,
  errors: ["precondition.failed"],
  audit: "${thing}.deleted",
  ifMatch: "optional",
});

export const ${many}Contracts = [
  list${Many},
  get${One},
  create${One},
  update${One},
  delete${One},
] as const;
`;
}

/** The lines that registries next to the contract get, in the order in which they stand. */
export function registryLines({ one, many, manyWords, words, thing }: Nouns, prefix: string) {
  const title = capital(words);
  return {
    permissions: [
      `"${many}:read": { category: "content", level: "read", title: "See ${manyWords}" },`,
      `"${many}:create": { category: "content", level: "write", title: "Add ${manyWords}" },`,
      `"${many}:update": { category: "content", level: "write", title: "Edit ${manyWords}" },`,
      `"${many}:delete": { category: "content", level: "delete", title: "Delete ${manyWords}" },`,
    ],
    events: [
      `"${thing}.created": { version: 1, title: "${title} added" },`,
      `"${thing}.updated": { version: 1, title: "${title} edited" },`,
      `"${thing}.deleted": { version: 1, title: "${title} deleted" },`,
    ],
    ids: [`${one}: "${prefix}",`],
  };
}
