import { Problem } from "#kernel/problem";
import type { Checkpoint } from "#kernel/jobs/kind";
import type { Change, RowProblem } from "#modules/jobs";
import { reasonOf } from "./at-once.ts";

export type Counts = { at: number; done: number; unchanged: number; failed: number };

export function countsFrom(checkpoint: Checkpoint | null): Counts {
  const count = (name: keyof Counts): number => Number(checkpoint?.[name] ?? 0);
  return { at: count("at"), done: count("done"), unchanged: count("unchanged"), failed: count("failed") };
}

export const resultOf = ({ done, unchanged, failed }: Counts): Record<string, number> => ({
  done,
  unchanged,
  failed,
});

/** What a batch made of its people. */
export type Tally = {
  readonly problems: RowProblem[];
  readonly changes: Change[];
  done: number;
  unchanged: number;
};

export const emptyTally = (): Tally => ({ problems: [], changes: [], done: 0, unchanged: 0 });

/** A refusal is that person's alone; anything else ends the batch. */
export function refuse(tally: Tally, number: number, targetId: string, cause: unknown): void {
  if (!(cause instanceof Problem) || cause.status >= 500) throw cause;
  tally.problems.push({ number, targetId, code: cause.code, detail: reasonOf(cause) });
}

export function counted(before: Counts, people: number, tally: Tally): Counts {
  return {
    at: before.at + people,
    done: before.done + tally.done,
    unchanged: before.unchanged + tally.unchanged,
    failed: before.failed + tally.problems.length,
  };
}
