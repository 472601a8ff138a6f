import fastJson from "fast-json-stringify";
import { z } from "zod";

type Schema = { [key: string]: unknown };

const isSchema = (value: unknown): value is Schema =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** `anyOf [X, null]` makes the serializer validate at run time; `nullable` says the same and costs nothing. */
function plain(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(plain);
  if (!isSchema(schema)) return schema;
  const { anyOf, ...rest } = schema;
  if (Array.isArray(anyOf) && anyOf.length === 2) {
    const other = anyOf.find((option: unknown) => isSchema(option) && option["type"] !== "null");
    const hasNull = anyOf.some((option: unknown) => isSchema(option) && option["type"] === "null");
    if (hasNull && isSchema(other)) return { ...isRecord(plain(other)), nullable: true };
  }
  const entries = Object.entries(anyOf === undefined ? rest : schema)
    // Formats and bounds were checked on the way in; here they would only slow the way out.
    .filter(
      ([key]) => !["format", "pattern", "minimum", "maximum", "examples", "$schema", "id"].includes(key),
    )
    .map(([key, value]) => [key, plain(value)] as const);
  return Object.fromEntries(entries);
}

function isRecord(value: unknown): Schema {
  return isSchema(value) ? value : {};
}

/** Writes exactly what the contract's output declares; whatever else a row holds does not leave. */
export function compileSerializer(output: z.ZodType): (value: unknown) => string {
  const schema = z.toJSONSchema(output, { io: "output", reused: "inline", unrepresentable: "any" });
  return fastJson(isRecord(plain(schema)));
}
