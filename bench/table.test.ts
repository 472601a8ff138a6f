import { describe, expect, it } from "vitest";
import { comparison, type Report } from "./compare.ts";
import { readArguments } from "./options.ts";
import { groupOf, hottest } from "./profile.ts";
import type { Round } from "./statistics.ts";
import { benchTable, short, table } from "./table.ts";

const figures: Round = {
  requestsPerSecond: 1234.4,
  p50: 1.234,
  p95: 12.34,
  p99: 123.4,
  errors: 0,
  serverCpu: 0.1,
  databaseCpu: 0.05,
};
const row = { id: "get", title: "get one user", limitTitle: "point select", connections: 16, rssMiB: 99.6 };
const report = (ours: Round): Report => ({
  date: "2026-01-01T00:00:00.000Z",
  users: 1000,
  seconds: 1,
  repeats: 3,
  machine: { cores: 2, cpu: "a", memoryGiB: 4, node: "v24", pinned: true },
  startMs: 1,
  memoryMiB: { idleServer: 1, idlePostgres: 1, loadedServer: 1, loadedPostgres: 1 },
  rows: [{ ...row, ours, limit: figures, ratio: { requests: 0.5, cpu: 0.5 } }],
});

describe("the table", () => {
  it("makes columns as wide as their widest cell", () => {
    expect(table(["a", "b"], [["long", "1"]])).toBe("| a    | b |\n|------|--:|\n| long | 1 |");
  });

  it("shows fewer digits the larger a figure is, and a dash for none", () => {
    expect([1.234, 12.34, 123.4, Number.NaN].map(short)).toEqual(["1.23", "12.3", "123", "–"]);
  });

  it("shows a row with its limit, and a limit that stands alone", () => {
    const shown = benchTable([
      { ...row, ours: figures, limit: figures, ratio: { requests: 0.714, cpu: 0.5 } },
      { ...row, title: "(nothing)", ours: null, limit: figures, ratio: null },
    ]);
    expect(shown).toContain("1,234 | 1.23 | 12.3 |    123 |   0.100+0.050");
    expect(shown).toMatch(/0\.71 \| +0\.50 \|/);
    expect(shown.split("\n")).toHaveLength(4);
  });

  it("tells how many times slower the second of two runs is", () => {
    const slower = {
      ...figures,
      requestsPerSecond: figures.requestsPerSecond / 2,
      p95: 24.68,
      serverCpu: 0.25,
    };
    expect(comparison(report(figures), report(slower))[0]?.slice(3)).toEqual([
      "2.00",
      "2.00",
      "2.00",
      "1.00",
      "1.00",
    ]);
  });
});

describe("the profile", () => {
  it("adds up the time spent in a function itself and leaves idling out", () => {
    const frame = (functionName: string, url: string) => ({ functionName, url, lineNumber: 9 });
    const nodes = [
      { id: 1, callFrame: frame("(idle)", "") },
      { id: 2, callFrame: frame("query", "file:///x/node_modules/pg/lib/client.js") },
      { id: 3, callFrame: frame("read", "file:///x/apps/server/src/kernel/list.ts") },
    ];
    const hot = hottest({ nodes, samples: [1, 2, 3, 2], timeDeltas: [100, 10, 20, 20] }, 10);
    expect(hot.find(({ name }) => name === "query")).toEqual({
      name: "query",
      at: "node_modules/pg/lib/client.js:10",
      share: 0.6,
    });
    expect(hot.some(({ name }) => name === "(idle)")).toBe(false);
    expect(groupOf(frame("read", "file:///x/apps/server/src/kernel/list.ts"))).toBe("apps/server/src/kernel");
  });
});

describe("the options", () => {
  it("runs small and short when it shall be quick", () => {
    const command = readArguments(["--quick"]);
    expect(command).toMatchObject({ kind: "run", options: { users: 5000, seconds: 0.3 } });
  });

  it("asks for the timing of sign-in among few people", () => {
    expect(readArguments(["--timing"])).toMatchObject({ kind: "timing", options: { users: 5000 } });
  });

  it("loads lists beside sign-ins when asked for both", () => {
    expect(readArguments(["--mixed"])).toMatchObject({ kind: "mixed", options: { users: 100_000 } });
  });

  it("refuses what is no number and what it does not know", () => {
    expect(() => readArguments(["--users", "many"])).toThrow("--users must be a number above 0");
    expect(() => readArguments(["fast"])).toThrow("fast is not an option");
    expect(() => readArguments(["--compare", "one.json"])).toThrow("--compare takes two files");
  });
});
