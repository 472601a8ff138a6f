import { LoadConnection } from "./connection.ts";
import { percentile } from "./statistics.ts";

/** What to ask of a server. `{n}` in the body becomes a number of ten digits that no other request has. */
export type Ask = {
  method: "GET" | "POST";
  paths: readonly string[];
  headers: Readonly<Record<string, string>>;
  body?: string;
  status: number;
};
export type LoadOrder =
  | { kind: "arm"; port: number; connections: number; ask: Ask; firstNumber: number }
  | { kind: "fire"; milliseconds: number };
export type LoadResult = {
  requests: number;
  errors: number;
  seconds: number;
  p50: number;
  p95: number;
  p99: number;
  lastNumber: number;
};
export type LoadReport =
  | { kind: "armed" }
  | { kind: "done"; result: LoadResult }
  | { kind: "failed"; message: string };

type Armed = { connections: LoadConnection[]; fire: (milliseconds: number) => Promise<LoadResult> };

function requestsOf(port: number, ask: Ask): (n: number) => Buffer {
  const { method, paths, body } = ask;
  const lines = Object.entries(ask.headers).map(([name, value]) => `${name}: ${value}\r\n`);
  // The placeholder's ten digits stand for its three characters.
  const length = body === undefined ? 0 : Buffer.byteLength(body) + (body.includes("{n}") ? 7 : 0);
  if (body !== undefined) lines.push(`content-type: application/json\r\ncontent-length: ${length}\r\n`);
  const heads = paths.map(
    (path) => `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n${lines.join("")}\r\n`,
  );
  if (body?.includes("{n}") === true) {
    return (n) =>
      Buffer.from(`${heads[n % heads.length]}${body.replace("{n}", String(n).padStart(10, "0"))}`);
  }
  const buffers = heads.map((head) => Buffer.from(`${head}${body ?? ""}`));
  const first = buffers[0] ?? Buffer.alloc(0);
  return (n) => buffers[n % buffers.length] ?? first;
}

async function arm(order: Extract<LoadOrder, { kind: "arm" }>): Promise<Armed> {
  const { ask, port } = order;
  const requestAt = requestsOf(port, ask);
  let times: number[] = [];
  let errors = 0;
  let number = order.firstNumber;
  const answered = (status: number, milliseconds: number): void => {
    times.push(milliseconds);
    if (status !== ask.status) errors++;
  };
  const opening = Array.from({ length: order.connections }, () => LoadConnection.open(port, answered));
  const connections = await Promise.all(opening);
  return {
    connections,
    async fire(milliseconds) {
      times = [];
      errors = 0;
      const since = performance.now();
      const until = since + milliseconds;
      const next = (): Buffer | null => (performance.now() < until ? requestAt(number++) : null);
      await Promise.all(connections.map((connection) => connection.run(next)));
      const seconds = (performance.now() - since) / 1000;
      const sorted = times.toSorted((a, b) => a - b);
      const [p50, p95, p99] = [percentile(sorted, 0.5), percentile(sorted, 0.95), percentile(sorted, 0.99)];
      return { requests: times.length, errors, seconds, p50, p95, p99, lastNumber: number };
    },
  };
}

function report(message: LoadReport): void {
  process.send?.(message);
}

let armed: Armed | null = null;

async function obey(order: LoadOrder): Promise<void> {
  if (order.kind === "arm") {
    for (const connection of armed?.connections ?? []) connection.close();
    armed = await arm(order);
    return report({ kind: "armed" });
  }
  if (armed === null) throw new Error("nothing is armed");
  report({ kind: "done", result: await armed.fire(order.milliseconds) });
}

process.on("message", (order: LoadOrder) => {
  obey(order).catch((cause: unknown) => report({ kind: "failed", message: String(cause) }));
});
process.once("disconnect", () => process.exit(0));
