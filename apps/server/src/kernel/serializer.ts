import fastJson from "fast-json-stringify";
import { z } from "zod";

type Schema = { [key: string]: unknown };

const isSchema = (value: unknown): value is Schema =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** `anyOf [X, null]` makes the serializer validate at run time; `nullable` says the same and costs nothing. */
function plain(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(plain);
  if (!isSchema(schema)) return schema;
  const anyOf = schema["anyOf"];
  if (Array.isArray(anyOf) && anyOf.length === 2) {
    const other: unknown = anyOf.find((option: unknown) => isSchema(option) && option["type"] !== "null");
    const hasNull = anyOf.some((option: unknown) => isSchema(option) && option["type"] === "null");
    if (hasNull && isSchema(other)) return { ...isRecord(plain(other)), nullable: true };
  }
  const kept: Schema = {};
  for (const [key, value] of Object.entries(schema)) {
    if (leftOut.has(key)) continue;
    // Below `properties` the keys are names of fields, not words of the schema.
    kept[key] = key === "properties" && isSchema(value) ? mapValues(value) : plain(value);
  }
  return kept;
}

// Formats and bounds were checked on the way in; here they would only slow the way out.
const leftOut = new Set([
  "format",
  "pattern",
  "minimum",
  "maximum",
  "examples",
  "description",
  "title",
  "$schema",
  "id",
]);

function mapValues(properties: Schema): Schema {
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, plain(schema)]));
}

function isRecord(value: unknown): Schema {
  return isSchema(value) ? value : {};
}

/**
 * Writes exactly what the contract's output declares; whatever else a row holds does not leave. A value that is frozen
 * stays what it is, so it is written once.
 */
export function compileSerializer(output: z.ZodType): (value: unknown) => string {
  const schema = z.toJSONSchema(output, { io: "output", reused: "inline", unrepresentable: "any" });
  const write: (value: unknown) => string = fastJson(isRecord(plain(schema)));
  const written = new WeakMap<object, string>();
  return (value) => {
    if (typeof value !== "object" || value === null || !Object.isFrozen(value)) return write(value);
    const known = written.get(value) ?? write(value);
    written.set(value, known);
    return known;
  };
}
