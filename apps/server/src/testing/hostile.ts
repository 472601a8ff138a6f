import fc from "fast-check";
import { z } from "zod";
import type { Contract } from "@atrium/contracts";

type Schema = { readonly [key: string]: unknown };
const isSchema = (value: unknown): value is Schema =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let n = 0; n < depth; n++) value = n % 2 === 0 ? [value] : { a: value };
  return value;
}

/** Values that have broken programs before. */
const hostileValues: readonly unknown[] = [
  null, true, 0, -1, 1.5, 2 ** 53 + 1, -(2 ** 63), 1e308, "", " ", "0", "null", "NaN", "true", "\u0000", "a\u0000b", "\ud800", "\u202e",
  "__proto__", "constructor", "toString", "' or 1=1 --", "\"; drop table users; --", "${7*7}", "{{7*7}}", "../../etc/passwd", "%00",
  "usr_00000000000000000000000000", "00000000-0000-0000-0000-000000000000", "usr_zzzzzzzzzzzzzzzzzzzzzzzzzz", "9".repeat(400),
  "a".repeat(5000), "é".repeat(3000), "😀".repeat(500), "<script>alert(1)</script>", "=cmd|' /C calc'!A0", "2026-02-30", "9999-12-31T23:59:59Z",
  "-292277022399-01-01", "infinity", [], [[]], [null], {}, { a: 1 }, { $gt: "" }, Array.from({ length: 300 }, () => "x"),
  nested(30), nested(3000), { length: 5 }, { toString: 1, valueOf: 1 }, ["a", ["b"]],
]; // prettier-ignore

const hostile = fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...hostileValues) }, { weight: 2, arbitrary: fc.string({ unit: "binary" }) }, { weight: 1, arbitrary: fc.jsonValue() }, { weight: 1, arbitrary: fc.double() }); // prettier-ignore

/** Values that nearly fit, so that the ones beside them are looked at too. */
function likely(schema: Schema): fc.Arbitrary<unknown> {
  const choices = schema["anyOf"] ?? schema["oneOf"];
  if (Array.isArray(choices)) return fc.oneof(...choices.filter(isSchema).map(likely));
  if (Array.isArray(schema["enum"])) return fc.constantFrom<unknown>(...(schema["enum"] as unknown[]));
  switch (schema["type"]) {
    case "boolean":
      return fc.boolean();
    case "integer":
    case "number":
      return fc.oneof(fc.integer(), fc.double(), fc.integer({ min: 0, max: 300 }).map(String));
    case "array":
      return fc.array(isSchema(schema["items"]) ? likely(schema["items"]) : hostile, { maxLength: 4 });
    case "object":
      return isSchema(schema["properties"])
        ? objectOf(schema["properties"])
        : fc.dictionary(fc.string({ unit: "binary" }), fc.jsonValue(), { maxKeys: 4 });
    default:
      return fc.oneof(
        fc.string(),
        fc.emailAddress(),
        fc.uuid(),
        fc.constantFrom("user", "admin", "a", "de-AT", "Europe/Vienna", "status:active"),
      );
  }
}

function objectOf(properties: Schema): fc.Arbitrary<Record<string, unknown>> {
  const fields = Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [
      name,
      fc.oneof(
        { weight: 3, arbitrary: isSchema(schema) ? likely(schema) : hostile },
        { weight: 2, arbitrary: hostile },
      ),
    ]),
  );
  return fc.record(fields, { requiredKeys: [] });
}

function inputOf(schema: z.ZodObject | undefined): fc.Arbitrary<Record<string, unknown>> {
  if (schema === undefined) return fc.constant({});
  const json: unknown = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  const properties = isSchema(json) ? json["properties"] : undefined;
  return isSchema(properties) ? objectOf(properties) : fc.constant({});
}

export type HostileRequest = { path: string; raw: string | null; type: string };

const inPath = fc.oneof(
  { weight: 2, arbitrary: fc.uuid() },
  fc.constantFrom(
    "user",
    "admin",
    "%00",
    "%",
    "..",
    "%2e%2e",
    "%2F",
    "a%2Fb",
    "null",
    "usr_1",
    "x".repeat(300),
    "%ff",
    "*",
    "'",
  ),
  fc.string({ unit: "binary", minLength: 1 }).map((text) => encodeURIComponent(text.toWellFormed())),
);

function queryText(fields: Record<string, unknown>, twice: boolean, extra: string): string {
  const parts = Object.entries(fields).map(([name, value]) => {
    const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
    return `${name}=${encodeURIComponent(text.slice(0, 3000).toWellFormed())}`;
  });
  return [...parts, ...(twice ? parts : []), extra].filter((part) => part !== "").join("&");
}

/** Requests to one operation: each part nearly right or far from it, with parts that nobody asked for. */
export function hostileRequests(contract: Contract): fc.Arbitrary<HostileRequest> {
  const extraQuery = fc.constantFrom(
    "",
    "",
    "",
    "__proto__[a]=1",
    "constructor=1",
    "a[]=1",
    "=",
    "%",
    "%zz=1",
    "tenant=1",
  );
  const extraKey = fc.constantFrom(
    null,
    null,
    null,
    "__proto__",
    "constructor",
    "isAdmin",
    "toString",
    "a\u0000",
  );
  return fc
    .record({
      ids: fc.array(inPath, { minLength: 2, maxLength: 2 }),
      query: inputOf(contract.query),
      twice: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
      extraQuery,
      body: fc.oneof({ weight: 6, arbitrary: inputOf(contract.body) }, { weight: 1, arbitrary: hostile }),
      extraKey,
      mangle: fc.integer({ min: 0, max: 11 }),
    })
    .map(({ ids, query, twice, extraQuery: more, body, extraKey: key, mangle }) => {
      let at = 0;
      const path = contract.path.replace(/:\w+/g, () => ids[at++] ?? "x");
      const search = queryText(query, twice, more);
      const json = JSON.stringify(key !== null && isSchema(body) ? { ...body, [key]: { a: 1 } } : body) ?? "";
      const raw =
        mangle === 0
          ? json.slice(0, -1)
          : mangle === 1
            ? `${json}x`
            : mangle === 2
              ? json.replaceAll('"a"', '"__proto__"')
              : json;
      const type =
        mangle === 3 ? "text/plain" : mangle === 4 ? "application/json; charset=utf-16" : "application/json";
      const hasBody = contract.method !== "GET" && (contract.body !== undefined || mangle > 8);
      return { path: `/api/v1${path}${search === "" ? "" : `?${search}`}`, raw: hasBody ? raw : null, type };
    });
}
