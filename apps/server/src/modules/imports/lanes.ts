import type { Checkpoint } from "#kernel/jobs/kind";
import { progressFrom, type Progress } from "./counts.ts";

/** Two ways through one file at once: while the database writes for one, the program reads and judges for the other. */
export const laneCount = 2;
/** The rows of a file go to the lanes in turns of so many. */
export const laneRows = 250;

export const lanePart = (lane: number): string => `lane${lane}`;

/** How far each lane is. */
export const lanesFrom = (checkpoint: Checkpoint | null): Progress[] =>
  Array.from({ length: laneCount }, (_, lane) => {
    const part = checkpoint?.[lanePart(lane)];
    return progressFrom(part === null || typeof part !== "object" ? null : (part as Checkpoint));
  });

/** The rows of a lane behind a row, up to where another's turn begins. */
export function turnOf(lane: number, number: number): { after: number; last: number } {
  const turn = Math.floor(number / laneRows);
  const wait = (lane - (turn % laneCount) + laneCount) % laneCount;
  return { after: wait === 0 ? number : (turn + wait) * laneRows, last: (turn + wait + 1) * laneRows };
}
