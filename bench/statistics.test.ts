import { describe, expect, it } from "vitest";
import { median, middleOf, percentile, ratioOf, tellingApart, type Round } from "./statistics.ts";

const round = (requestsPerSecond: number, cpu: number, errors = 0): Round => ({
  requestsPerSecond,
  p50: 1,
  p95: 2,
  p99: 3,
  errors,
  serverCpu: cpu,
  databaseCpu: cpu,
});

describe("statistics", () => {
  it("takes the value that a share of all do not exceed", () => {
    const hundred = Array.from({ length: 100 }, (_, n) => n + 1);
    expect([0.5, 0.95, 0.99, 1].map((share) => percentile(hundred, share))).toEqual([50, 95, 99, 100]);
    expect(percentile([7], 0.01)).toBe(7);
    expect(percentile([], 0.5)).toBeNaN();
  });

  it("takes the middle of an odd and of an even number of values", () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([1, 10, 2, 3])).toBe(2.5);
  });

  it("takes the middle of each figure but adds up the errors", () => {
    const middle = middleOf([round(10, 3, 1), round(30, 1, 0), round(20, 2, 2)]);
    expect(middle).toMatchObject({ requestsPerSecond: 20, serverCpu: 2, errors: 3 });
  });

  it("compares pair by pair, so that a slow moment does not count against one side alone", () => {
    const ours = [round(50, 2), round(5, 2), round(40, 2)];
    const limit = [round(100, 1), round(10, 1), round(100, 1)];
    expect(ratioOf(ours, limit)).toEqual({ requests: 0.5, cpu: 0.5 });
  });

  it("tells two groups apart fully, by half, and as often as one of a pair exceeds the other", () => {
    expect(tellingApart([1, 2, 3], [4, 5, 6])).toBe(1);
    expect(tellingApart([4, 5, 6], [1, 2, 3])).toBe(1);
    expect(tellingApart([1, 2, 3], [1, 2, 3])).toBe(0.5);
    expect(tellingApart([7, 7], [7, 7, 7])).toBe(0.5);
    expect(tellingApart([1, 3], [2, 2, 4])).toBeCloseTo(4 / 6);
    expect(tellingApart([1], [])).toBeNaN();
  });
});
