import { formatId, parseId, type BulkOutcome, type Contract } from "@atrium/contracts";
import { perform } from "#kernel/perform";
import { Problem, type FieldProblem, type ProblemDetails } from "#kernel/problem";
import type { Operation, WriteContext } from "#kernel/operation";
import type { RawInput } from "#kernel/validate";

type Item = BulkOutcome["items"][number];

function idIn(value: unknown): string | null {
  return typeof value === "object" && value !== null && "id" in value && typeof value.id === "string"
    ? value.id
    : null;
}

function pointersOf(index: number, under: string, problem: Problem): FieldProblem[] {
  const { fields } = problem.details;
  if (fields === undefined || fields.length === 0) {
    return [{ pointer: `/${under}/${index}`, code: problem.code, detail: problem.message }];
  }
  return fields.map((field) => ({ ...field, pointer: `/${under}/${index}${field.pointer}` }));
}

/** Why in one line: what a problem says of its fields says more than its title. */
export function reasonOf(problem: Problem): string {
  const { fields } = problem.details;
  if (fields === undefined || fields.length === 0) return problem.message;
  return fields.map(({ pointer, detail }) => `${pointer.slice(1)}: ${detail}`).join("; ");
}

/** What all that do many at once are given. */
type AtOnce = Omit<WriteContext, "fail"> & {
  readonly fail: (code: "bulk.failed", details: ProblemDetails) => never;
};

/**
 * Does one operation for up to a thousand, in one transaction. With `all` nothing stands unless everything does; with
 * `each` whoever fails is told and the others stand.
 */
export async function doAtOnce(
  context: AtOnce,
  operation: Operation,
  items: readonly RawInput[],
  options: { mode: "all" | "each"; under: string; name: string },
): Promise<BulkOutcome> {
  const outcomes: Item[] = [];
  const wrong: FieldProblem[] = [];
  for (const [index, raw] of items.entries()) {
    const asked = idIn(raw.params);
    const uuid = asked === null ? null : parseId("user", asked);
    const id = uuid === null ? null : formatId("user", uuid);
    try {
      const { value, told } = await perform(operation, context, raw);
      for (const happening of told) context.recordBeside(happening);
      outcomes.push({ index, id: idIn(value) ?? id, code: null, detail: null });
    } catch (cause) {
      if (!(cause instanceof Problem) || cause.status >= 500) throw cause;
      wrong.push(...pointersOf(index, options.under, cause));
      outcomes.push({ index, id, code: cause.code, detail: reasonOf(cause) });
    }
  }
  const failed = outcomes.filter(({ code }) => code !== null).length;
  const done = outcomes.length - failed;
  if (failed > 0 && options.mode === "all") {
    context.fail("bulk.failed", { fields: wrong.slice(0, 50), extra: { failed } });
  }
  if (done === 0) context.unchanged();
  else {
    context.record({
      name: "users.bulk_done",
      target: { type: "users", id: null, name: null },
      data: { verb: options.name, done, failed },
    });
  }
  return { done, failed, items: outcomes };
}

export type OperationOf = (contract: Pick<Contract, "id">) => Operation;
