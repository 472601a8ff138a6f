import type { Row } from "./measure.ts";

/** Columns as wide as their widest cell; the first to the left, figures to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((cell, n) => Math.max(cell.length, ...rows.map((row) => row[n]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, n) => (n === 0 ? cell.padEnd(widths[n] ?? 0) : cell.padStart(widths[n] ?? 0))).join(" | ")} |`;
  const rule = `|${widths.map((width, n) => (n === 0 ? "-".repeat(width + 2) : `${"-".repeat(width + 1)}:`)).join("|")}|`;
  return [line(head), rule, ...rows.map(line)].join("\n");
}

export function whole(value: number): string {
  return Math.round(value).toLocaleString("en");
}

/** Two digits below ten, one below a hundred: as many as a noisy machine bears. */
export function short(value: number): string {
  if (Number.isNaN(value)) return "–";
  return value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);
}

const head = [
  "operation", "conns", "req/s", "p50", "p95", "p99 ms", "CPU ms app+db", "RSS MiB", "errors",
  "bare limit", "req/s", "CPU ms app+db", "ratio", "CPU ratio",
]; // prettier-ignore

export function benchTable(rows: readonly Row[]): string {
  return table(
    head,
    rows.map(({ title, connections, ours, limit, ratio, rssMiB, limitTitle }) => [
      title,
      String(connections),
      ours === null ? "–" : whole(ours.requestsPerSecond),
      ours === null ? "–" : short(ours.p50),
      ours === null ? "–" : short(ours.p95),
      ours === null ? "–" : short(ours.p99),
      ours === null ? "–" : `${ours.serverCpu.toFixed(3)}+${ours.databaseCpu.toFixed(3)}`,
      whole(rssMiB),
      whole((ours?.errors ?? 0) + limit.errors),
      limitTitle,
      whole(limit.requestsPerSecond),
      `${limit.serverCpu.toFixed(3)}+${limit.databaseCpu.toFixed(3)}`,
      ratio === null ? "–" : short(ratio.requests),
      ratio === null ? "–" : short(ratio.cpu),
    ]),
  );
}

export function hotTable(rows: readonly Row[]): string {
  return rows
    .flatMap(({ title, hot, statements = [] }) => {
      if (hot === undefined) return [];
      const lines = hot.map(({ name, at, share }) => [name, at, `${(share * 100).toFixed(1)} %`]);
      const costs = statements.map(({ text, calls, milliseconds }) => [
        text,
        whole(calls),
        short(milliseconds / calls),
        whole(milliseconds),
      ]);
      return [
        `\nWhere the server spends "${title}":\n${table(["function", "at", "self"], lines)}`,
        `\nWhere PostgreSQL does:\n${table(["statement", "calls", "ms a call", "ms in all"], costs)}`,
      ];
    })
    .join("\n");
}
