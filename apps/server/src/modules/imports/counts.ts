import type { ImportCounts } from "@atrium/contracts";
import type { Checkpoint } from "#kernel/jobs/kind";
import type { Planned } from "./plan.ts";
import type { RowProblems } from "./staging.ts";

export type Progress = ImportCounts & { readonly number: number };
const kinds = ["create", "update", "unchanged", "skip", "conflict", "error"] as const;

export function progressFrom(checkpoint: Checkpoint | null): Progress {
  const count = (name: keyof Progress): number => Number(checkpoint?.[name] ?? 0);
  return {
    number: count("number"), rows: count("rows"), create: count("create"), update: count("update"),
    unchanged: count("unchanged"), skip: count("skip"), conflict: count("conflict"), error: count("error"),
  }; // prettier-ignore
}

export const countsOf = ({ number: _number, ...counts }: Progress): ImportCounts => counts;

export function counted(before: Progress, plan: readonly Planned[]): Progress {
  const after = { ...before, rows: before.rows + plan.length };
  for (const kind of kinds) after[kind] += plan.filter((each) => each.kind === kind).length;
  return { ...after, number: plan.at(-1)?.row.number ?? before.number };
}

/** What several ways through one file come to together. */
export function summed(all: readonly Progress[]): Progress {
  const sum = { ...progressFrom(null) };
  for (const each of all) for (const name of ["rows", ...kinds] as const) sum[name] += each[name];
  return sum;
}

export const problemsOf = (plan: readonly Planned[]): RowProblems[] =>
  plan.flatMap((each) =>
    each.kind === "error" || each.kind === "conflict"
      ? [{ number: each.row.number, line: each.row.line, problems: each.problems }]
      : [],
  );
