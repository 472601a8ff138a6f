import { z } from "zod";

const controlCharacters = /[\u0000-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/;
const controlExceptBreaks = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069\ufeff]/;
const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** One line of text as people write it: NFC, trimmed, without invisible characters. */
export function line(max: number) {
  return z
    .string()
    .max(max)
    .refine(
      (text) => !controlCharacters.test(text) && !loneSurrogate.test(text),
      "holds characters that cannot be shown",
    )
    .transform((text) => text.normalize("NFC").trim());
}

export function requiredLine(max: number) {
  return line(max).pipe(z.string().min(1, "must not be empty"));
}

/** Text of several lines. */
export function prose(max: number) {
  return z
    .string()
    .max(max)
    .refine(
      (text) => !controlExceptBreaks.test(text) && !loneSurrogate.test(text),
      "holds characters that cannot be shown",
    )
    .transform((text) => text.normalize("NFC").trim());
}

const emailShape =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/;

/** An address in its canonical form; anything odd (quotes, comments, look-alikes, lists) is refused, never mended. */
export const email = z
  .string()
  .max(254)
  .transform((text) => text.trim().toLowerCase())
  .refine((text) => emailShape.test(text) && text.indexOf("@") <= 64, "is not an e-mail address we accept")
  .meta({ title: "E-mail", examples: ["ann@example.com"] });

/** An opaque piece of JSON: plain data of bounded size, without keys that touch prototypes. */
export const plainJson = z
  .record(z.string().max(100), z.json())
  .refine((value) => JSON.stringify(value).length <= 16_384, "is larger than 16 kB")
  .refine((value) => !hasPrototypeKey(value, 0), "holds a key that is not allowed");

function hasPrototypeKey(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (depth > 20) return true;
  return Object.entries(value).some(
    ([key, inner]) =>
      key === "__proto__" ||
      key === "constructor" ||
      key === "prototype" ||
      hasPrototypeKey(inner, depth + 1),
  );
}

export const timestamp = z.iso.datetime({ offset: true });

/** Query of every list. `sort` is added per list, typed to its sort keys. */
export function listQuery<const S extends readonly [string, ...string[]]>(sorts: S, fallback: S[number]) {
  return z.strictObject({
    limit: z.coerce.number().int().min(1).max(200).default(25).meta({ description: "Rows of a page" }),
    cursor: z.string().max(600).optional().meta({ description: "From `next` or `previous` of a page" }),
    sort: z.enum(sorts).default(fallback).meta({ description: "Sort key; with `-` in front, descending" }),
    q: z.string().max(2000).optional().meta({ description: "Filter text" }),
    count: z.enum(["none", "estimate", "exact"]).default("estimate").meta({ description: "How to count" }),
  });
}

/** A page of a list. */
export function page<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    next: z.string().nullable().meta({ description: "Cursor of the next page" }),
    previous: z.string().nullable().meta({ description: "Cursor of the page before" }),
    total: z.number().int().nullable(),
    totalKind: z.enum(["exact", "estimate", "at_least", "none"]),
  });
}
