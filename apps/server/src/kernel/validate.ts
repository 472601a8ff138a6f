import type { Contract, Input } from "@atrium/contracts";
import type { z } from "zod";
import { Problem, type FieldProblem } from "#kernel/problem";

export type RawInput = { params: unknown; query: unknown; body: unknown };

const escapePointer = (part: string): string => part.replaceAll("~", "~0").replaceAll("/", "~1");

function pointer(part: string, path: readonly PropertyKey[]): string {
  const tail = path.map((step) => `/${escapePointer(String(step))}`).join("");
  return part === "body" ? tail : `/${part}${tail}`;
}

function fieldProblems(part: string, issues: readonly z.core.$ZodIssue[]): FieldProblem[] {
  return issues.flatMap((issue) => {
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({
        pointer: pointer(part, [...issue.path, key]),
        code: "unknown_field",
        detail: "there is no such field",
      }));
    }
    const missing = issue.code === "invalid_type" && issue.message.endsWith("received undefined");
    return [
      {
        pointer: pointer(part, issue.path),
        code: missing ? "required" : issue.code,
        detail: missing ? "is required" : issue.message,
      },
    ];
  });
}

const deepest = 64;

/** Where text stands that PostgreSQL keeps in no column (NUL, half of a character) or nesting past all use. */
function unstorable(
  value: unknown,
  path: readonly string[],
): { path: readonly string[]; detail: string } | null {
  if (typeof value === "string") {
    if (!value.includes("\0") && value.isWellFormed()) return null;
    return { path, detail: "holds characters that cannot be stored" };
  }
  if (typeof value !== "object" || value === null) return null;
  if (path.length >= deepest) return { path, detail: "is nested too deeply" };
  for (const [key, inner] of Object.entries(value)) {
    const found = unstorable(key, path) ?? unstorable(inner, [...path, key]);
    if (found !== null) return found;
  }
  return null;
}

/** Every field that is wrong is told at once; nothing of an input that is wrong anywhere gets through. */
export function validateInput(contract: Contract, raw: RawInput): Input<Contract> {
  const problems: FieldProblem[] = [];
  const read = (
    part: "params" | "query" | "body",
    schema: z.ZodObject | undefined,
    value: unknown,
  ): unknown => {
    const bad = unstorable(value, []);
    if (bad !== null) {
      problems.push({
        pointer: pointer(part, bad.path.slice(0, 20)),
        code: "unstorable",
        detail: bad.detail,
      });
      return {};
    }
    if (schema === undefined) {
      const empty =
        value === undefined ||
        value === null ||
        (typeof value === "object" && Object.keys(value).length === 0);
      if (empty) return part === "body" ? undefined : {};
      problems.push({
        pointer: pointer(part, []),
        code: "unexpected",
        detail: `this operation takes no ${part}`,
      });
      return {};
    }
    const result = schema.safeParse(value ?? {});
    if (result.success) return result.data;
    problems.push(...fieldProblems(part, result.error.issues));
    return {};
  };
  const input = {
    params: read("params", contract.params, raw.params),
    query: read("query", contract.query, raw.query),
    // A file is read by its verb alone.
    body: contract.upload === undefined ? read("body", contract.body, raw.body) : raw.body,
  };
  if (problems.length > 0) throw new Problem("request.invalid", { fields: problems.slice(0, 50) });
  return input as Input<Contract>;
}
