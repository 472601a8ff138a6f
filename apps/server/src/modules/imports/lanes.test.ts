import { describe, expect, it } from "vitest";
import { laneCount, laneRows, turnOf } from "./lanes.ts";

/** Every row that a lane is given on its way through a file, by the turns it takes. */
function rowsOf(lane: number, total: number): number[] {
  const rows: number[] = [];
  for (let number = 0; ;) {
    const { after, last } = turnOf(lane, number);
    if (after >= total) return rows;
    for (let row = after + 1; row <= Math.min(last, total); row++) rows.push(row);
    number = last;
  }
}

describe("the lanes through a file", () => {
  it("meet each row once between them", () => {
    for (const total of [1, laneRows - 1, laneRows, laneRows + 1, 7 * laneRows + 3]) {
      const met = Array.from({ length: laneCount }, (_, lane) => rowsOf(lane, total)).flat();
      expect(met.toSorted((a, b) => a - b)).toEqual(Array.from({ length: total }, (_, n) => n + 1));
    }
  });

  it("go on within a turn that was left in its middle", () => {
    expect(turnOf(1, laneRows + 100)).toEqual({ after: laneRows + 100, last: 2 * laneRows });
    expect(turnOf(0, laneRows + 100)).toEqual({ after: 2 * laneRows, last: 3 * laneRows });
  });
});
