import { readFile } from "node:fs/promises";
import type { Row } from "./measure.ts";
import { short, table, whole } from "./table.ts";

export type Report = {
  date: string;
  users: number;
  seconds: number;
  repeats: number;
  machine: { cores: number; cpu: string; memoryGiB: number; node: string; pinned: boolean };
  startMs: number;
  memoryMiB: Record<"idleServer" | "idlePostgres" | "loadedServer" | "loadedPostgres", number>;
  rows: Row[];
  /** Mistyped names, and of how many the meant one was among the first people found. */
  typos?: { asked: number; found: number };
};

/**
 * How many times slower the second is, row by row: by requests a second, beside what the limit lost at the same time,
 * and by CPU, which noise disturbs least.
 */
export function comparison(before: Report, after: Report): string[][] {
  const later = new Map(after.rows.map((row) => [row.id, row]));
  return before.rows.flatMap((row) => {
    const other = later.get(row.id);
    if (row.ours === null || other === undefined || other.ours === null) return [];
    const cost = ({ serverCpu, databaseCpu }: { serverCpu: number; databaseCpu: number }): number =>
      serverCpu + databaseCpu;
    return [
      [
        row.id,
        whole(row.ours.requestsPerSecond),
        whole(other.ours.requestsPerSecond),
        short(row.ours.requestsPerSecond / other.ours.requestsPerSecond),
        short(other.ours.p95 / row.ours.p95),
        short(cost(other.ours) / cost(row.ours)),
        short((row.ratio?.requests ?? Number.NaN) / (other.ratio?.requests ?? Number.NaN)),
        short((row.ratio?.cpu ?? Number.NaN) / (other.ratio?.cpu ?? Number.NaN)),
      ],
    ];
  });
}

export async function compareFiles(files: readonly [string, string]): Promise<string> {
  const [before, after] = await Promise.all(
    files.map(async (file) => JSON.parse(await readFile(file, "utf8")) as Report),
  );
  if (before === undefined || after === undefined) throw new Error("two files are needed");
  const names = [before, after].map(({ users }) => `req/s at ${whole(users)}`);
  const head = ["row", ...names, "times slower", "p95 ×", "CPU ×", "beside limit ×", "CPU beside limit ×"];
  return table(head, comparison(before, after));
}
