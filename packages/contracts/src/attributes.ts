import { z } from "zod";
import { line, plainJson, prose, requiredLine, timestamp } from "./building-blocks.ts";
import { contract } from "./contract.ts";
import { idOf, shownId } from "./id.ts";
import { permissionNames } from "./permissions.ts";

export const attributeTypes = [
  "text", "number", "boolean", "date", "choice", "multi_choice", "reference", "json",
] as const; // prettier-ignore
export const attributeLimits = { definitions: 200, indexed: 20, choices: 200, text: 2000 } as const;

const one = z.strictObject({ id: idOf("attribute") });
const key = z
  .string()
  .regex(/^[a-z][a-zA-Z0-9]{0,39}$/, "begins with a small letter and holds at most 40 letters and digits")
  .refine((text) => !(text in Object.prototype) && text !== "prototype", "cannot be a key")
  .meta({ title: "Key", description: "Fixed once it is made: it stands in filters, files and programs" });
const name = requiredLine(100).meta({ title: "Name" });
const localeTag = z
  .string()
  .regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})?$/, "is not a language tag such as de-AT");
const names = z
  .record(localeTag, requiredLine(100))
  .refine((all) => Object.keys(all).length <= 30, "holds more than 30 languages")
  .meta({ title: "Names in other languages" });
const choice = z.strictObject({
  value: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/, "holds letters, digits, dots and dashes alone"),
  label: requiredLine(100),
});
const choices = z
  .array(choice)
  .max(attributeLimits.choices)
  .refine(
    (all) => new Set(all.map(({ value }) => value.toLowerCase())).size === all.length,
    "holds a value twice",
  )
  .meta({ title: "Choices" });
const bound = z.number().min(-1e15).max(1e15);
export const attributeRules = z.strictObject({
  min: bound.optional().meta({ title: "At least" }),
  max: bound.optional().meta({ title: "At most" }),
  whole: z.boolean().optional().meta({ title: "Whole numbers only" }),
  minLength: z.number().int().min(0).max(attributeLimits.text).optional().meta({ title: "Shortest" }),
  maxLength: z.number().int().min(1).max(attributeLimits.text).optional().meta({ title: "Longest" }),
  pattern: line(200).optional().meta({ title: "Pattern" }),
  from: z.iso.date().optional().meta({ title: "From" }),
  to: z.iso.date().optional().meta({ title: "To" }),
});
export type AttributeRules = z.output<typeof attributeRules>;

/** A permission, or the slug of a role held directly; any of them is enough. */
const holder = z.union([
  z.enum(permissionNames),
  z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, "is not a role's slug"),
]);
const holders = z.array(holder).min(1).max(20).nullable();
const readers = holders.meta({
  title: "Who sees it",
  description: "Permissions or roles of which one is enough; null for everybody who sees people",
});
const writers = holders.meta({
  title: "Who edits it",
  description: "Permissions or roles of which one is enough; null for everybody who edits people",
});

const settings = {
  names: names.default({}),
  description: prose(500).nullable().default(null).meta({ title: "Description" }),
  choices: choices.default([]),
  required: z.boolean().default(false).meta({ title: "Required" }),
  defaultValue: z.json().default(null).meta({ title: "Value of new people" }),
  rules: attributeRules.default({}),
  readers: readers.default(null),
  writers: writers.default(null),
  selfWritable: z.boolean().default(false).meta({ title: "People may edit their own" }),
  searchable: z.boolean().default(false).meta({ title: "Found by the search" }),
  indexed: z.boolean().default(false).meta({ title: "In filters, sorting and counts" }),
};
const plain = z.strictObject({ ...settings });

export const attribute = z.object({
  id: shownId("attribute"),
  key: z.string(),
  name: z.string(),
  names: z.record(z.string(), z.string()),
  description: z.string().nullable(),
  type: z.enum(attributeTypes),
  choices: z.array(z.object({ value: z.string(), label: z.string() })),
  required: z.boolean(),
  defaultValue: z.json(),
  rules: z.record(z.string(), z.json()),
  readers: z.array(z.string()).nullable(),
  writers: z.array(z.string()).nullable(),
  selfWritable: z.boolean(),
  searchable: z.boolean(),
  indexed: z.boolean(),
  indexState: z
    .enum(["none", "building", "ready"])
    .meta({ description: "Filters and sorting wait for `ready`" }),
  position: z.number().int(),
  writable: z.boolean().meta({ description: "Whether the caller may write it of other people" }),
  createdAt: timestamp,
  updatedAt: timestamp,
  version: z.number().int(),
});
export type Attribute = z.output<typeof attribute>;

export const listAttributes = contract({
  id: "attributes.list",
  kind: "read",
  method: "GET",
  path: "/attributes",
  summary: "List custom attributes",
  description:
    "What an organization keeps of its people beyond the common fields, as far as the caller sees it.",
  permission: "member",
  scope: "organization",
  output: z.object({
    items: z.array(attribute),
    limits: z.object({ definitions: z.number(), indexed: z.number() }),
  }),
  errors: [],
  audit: "none",
});

const writeErrors = ["attribute.unfit", "attribute.index_limit"] as const;

export const createAttribute = contract({
  id: "attributes.create",
  kind: "write",
  method: "POST",
  path: "/attributes",
  summary: "Define a custom attribute",
  permission: "attributes:manage",
  scope: "organization",
  body: plain.extend({ key, name, type: z.enum(attributeTypes).meta({ title: "Type" }) }),
  output: attribute,
  status: 201,
  errors: [
    "attribute.key_taken", "attribute.limit_reached", ...writeErrors, "idempotency.mismatch", "idempotency.running",
  ],
  audit: "attribute.created",
  examples: { body: { key: "costCenter", name: "Cost centre", type: "text", indexed: true } },
}); // prettier-ignore

export const updateAttribute = contract({
  id: "attributes.update",
  kind: "write",
  method: "PATCH",
  path: "/attributes/:id",
  summary: "Change a custom attribute",
  description: "Key and type stay. Values that people have already are judged anew when they change.",
  permission: "attributes:manage",
  scope: "organization",
  params: one,
  body: z.strictObject({
    name,
    names,
    description: prose(500).nullable().meta({ title: "Description" }),
    choices,
    required: settings.required.unwrap(),
    defaultValue: z.json(),
    rules: attributeRules,
    readers,
    writers,
    selfWritable: settings.selfWritable.unwrap(),
    searchable: settings.searchable.unwrap(),
    indexed: settings.indexed.unwrap(),
  }).partial(),
  output: attribute,
  errors: [...writeErrors, "precondition.failed"],
  audit: "attribute.updated",
  ifMatch: "optional",
  examples: { body: { name: "Cost center" } },
}); // prettier-ignore

export const orderAttributes = contract({
  id: "attributes.order",
  kind: "write",
  method: "PUT",
  path: "/attributes/order",
  summary: "Put custom attributes in order",
  permission: "attributes:manage",
  scope: "organization",
  body: z.strictObject({ ids: z.array(idOf("attribute")).min(1).max(attributeLimits.definitions) }),
  output: z.object({ ids: z.array(shownId("attribute")) }),
  errors: ["attribute.unknown"],
  audit: "attribute.ordered",
  examples: { body: { ids: ["atb_06bkr2c4zx7v1m9q8s3tdwnp5g"] } },
});

export const getAttributeUsage = contract({
  id: "attributes.usage",
  kind: "read",
  method: "GET",
  path: "/attributes/:id/usage",
  summary: "Count the people who have a value, and the most frequent values",
  permission: "users:read",
  scope: "organization",
  params: one,
  output: z.object({
    people: z.number().int(),
    values: z
      .array(z.object({ value: z.string(), people: z.number().int() }))
      .nullable()
      .meta({ description: "The fifty most frequent ones; null where values are not indexed" }),
  }),
  errors: [],
  audit: "none",
});

export const deleteAttribute = contract({
  id: "attributes.delete",
  kind: "write",
  method: "DELETE",
  path: "/attributes/:id",
  summary: "Delete a custom attribute and the values that people have",
  description: "It is gone from everywhere at once; a job then removes the values.",
  permission: "attributes:manage",
  scope: "organization",
  params: one,
  status: 204,
  errors: ["precondition.failed"],
  audit: "attribute.deleted",
  ifMatch: "optional",
});

export const getOwnAttributes = contract({
  id: "me.getAttributes",
  kind: "read",
  method: "GET",
  path: "/me/attributes",
  summary: "See one's own custom attributes",
  permission: "member",
  scope: "organization",
  output: z.object({ attributes: z.record(z.string(), z.json()) }),
  errors: ["auth.forbidden"],
  audit: "none",
});

export const setOwnAttributes = contract({
  id: "me.setAttributes",
  kind: "write",
  method: "PATCH",
  path: "/me/attributes",
  summary: "Change one's own custom attributes",
  description: "Those that people may edit of themselves. A merge patch: null empties a value.",
  permission: "member",
  scope: "organization",
  body: z.strictObject({ attributes: plainJson }),
  output: z.object({ attributes: z.record(z.string(), z.json()) }),
  errors: ["auth.forbidden"],
  audit: "user.updated",
  examples: { body: { attributes: { shoeSize: 42 } } },
});

export const attributesContracts = [
  listAttributes, createAttribute, updateAttribute, orderAttributes, getAttributeUsage, deleteAttribute,
  getOwnAttributes, setOwnAttributes,
] as const; // prettier-ignore
