import { LoadConnection } from "./connection.ts";
import { percentile } from "./statistics.ts";

/** What to ask of a server. `{n}` in the body becomes a number of ten digits that no other request has. */
export type Ask = {
  method: "GET" | "POST";
  paths: readonly string[];
  headers: Readonly<Record<string, string>>;
  body?: string;
  status: number;
  /** A connection each: its body is this field with what the last answer gave for it, and at first one of `from`. */
  exchange?: { field: string; from: readonly string[] };
};
export type LoadOrder =
  | {
      kind: "arm";
      port: number;
      connections: number;
      ask: Ask;
      firstNumber: number;
      /** How long after each other a connection's requests are sent; 0 for as fast as they are answered. */
      everyMs: number;
    }
  | { kind: "fire"; milliseconds: number };
export type LoadResult = {
  requests: number;
  errors: number;
  seconds: number;
  p50: number;
  p95: number;
  p99: number;
  lastNumber: number;
  /** What the last answers of an exchange gave. */
  held: readonly string[];
};
export type LoadReport =
  | { kind: "armed" }
  | { kind: "done"; result: LoadResult }
  | { kind: "failed"; message: string };

type Armed = { connections: LoadConnection[]; fire: (milliseconds: number) => Promise<LoadResult> };

/** Requests of one connection: the next one, and what to take from its answer. */
type Script = { next: () => Buffer; take: (body: string) => void };

function headOf(port: number, { method, headers }: Ask, path: string, length: number | null): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  if (length !== null) lines.push(`content-type: application/json\r\ncontent-length: ${length}\r\n`);
  return `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n${lines.join("")}\r\n`;
}

/** Each answer is the next request: none of them can be made before. */
function exchanging(port: number, ask: Ask, field: string, held: string[], at: number): Script {
  return {
    next: () => {
      const body = JSON.stringify({ [field]: held[at] });
      return Buffer.from(`${headOf(port, ask, ask.paths[0] ?? "/", body.length)}${body}`);
    },
    take: (body) => {
      const given = (JSON.parse(body) as Record<string, unknown>)[field];
      if (typeof given === "string") held[at] = given;
    },
  };
}

function requestsOf(port: number, ask: Ask): (n: number) => Buffer {
  const { paths, body } = ask;
  // The placeholder's ten digits stand for its three characters.
  const length = body === undefined ? null : Buffer.byteLength(body) + (body.includes("{n}") ? 7 : 0);
  const heads = paths.map((path) => headOf(port, ask, path, length));
  if (body?.includes("{n}") === true) {
    return (n) =>
      Buffer.from(`${heads[n % heads.length]}${body.replace("{n}", String(n).padStart(10, "0"))}`);
  }
  const buffers = heads.map((head) => Buffer.from(`${head}${body ?? ""}`));
  const first = buffers[0] ?? Buffer.alloc(0);
  return (n) => buffers[n % buffers.length] ?? first;
}

async function arm(order: Extract<LoadOrder, { kind: "arm" }>): Promise<Armed> {
  const { ask, port, everyMs } = order;
  const { exchange } = ask;
  const requestAt = requestsOf(port, ask);
  const held = [...(exchange?.from ?? [])];
  let times: number[] = [];
  let errors = 0;
  let number = order.firstNumber;
  const scripts = Array.from({ length: order.connections }, (_, at): Script =>
    exchange === undefined
      ? { next: () => requestAt(number++), take: () => undefined }
      : exchanging(port, ask, exchange.field, held, at),
  );
  const connections = await Promise.all(
    scripts.map(({ take }) => {
      const answered = (status: number, milliseconds: number, body: string): void => {
        times.push(milliseconds);
        if (status === ask.status) take(body);
        else errors++;
      };
      return LoadConnection.open(port, answered, exchange !== undefined);
    }),
  );
  return {
    connections,
    async fire(milliseconds) {
      times = [];
      errors = 0;
      const since = performance.now();
      const until = since + milliseconds;
      const run = (connection: LoadConnection, at: number): Promise<void> =>
        connection.run(() => (performance.now() < until ? (scripts[at]?.next() ?? null) : null), everyMs);
      await Promise.all(connections.map(run));
      const seconds = (performance.now() - since) / 1000;
      const sorted = times.toSorted((a, b) => a - b);
      const [p50, p95, p99] = [percentile(sorted, 0.5), percentile(sorted, 0.95), percentile(sorted, 0.99)];
      return { requests: times.length, errors, seconds, p50, p95, p99, lastNumber: number, held };
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
