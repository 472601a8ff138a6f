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

/** Every field that is wrong is told at once; nothing of an input that is wrong anywhere gets through. */
export function validateInput(contract: Contract, raw: RawInput): Input<Contract> {
  const problems: FieldProblem[] = [];
  const read = (
    part: "params" | "query" | "body",
    schema: z.ZodObject | undefined,
    value: unknown,
  ): unknown => {
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
    body: read("body", contract.body, raw.body),
  };
  if (problems.length > 0) throw new Problem("request.invalid", { fields: problems.slice(0, 50) });
  return input as Input<Contract>;
}
