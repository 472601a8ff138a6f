import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";

export type PoolState = { total: number; idle: number; waiting: number };
export type CacheOutcome = "hit" | "miss" | "joined" | "discarded";
export type JobOutcome = "done" | "failed" | "retried" | "cancelled";

/** Labels are names Atrium declares, never values that people send: no label grows with use. */
export type Metrics = {
  observeHttp(operation: string, status: number, seconds: number): void;
  observeJob(job: string, outcome: JobOutcome, seconds: number): void;
  countCache(cache: string, outcome: CacheOutcome): void;
  watchPool(pool: string, read: () => PoolState): void;
  watchOutbox(read: () => OutboxState | Promise<OutboxState>): void;
  metricsText(): Promise<string>;
  contentType: string;
  /** For the rare measure that belongs to one part alone. */
  registry: Registry;
};
export type OutboxState = { pending: number; oldestSeconds: number };

const httpSeconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const jobSeconds = [0.01, 0.1, 0.5, 1, 5, 15, 60, 300, 900, 3600];

/** `process: false` leaves out event loop, memory and garbage collection, whose observers cannot be stopped. */
export function createMetrics(options: { process?: boolean } = {}): Metrics {
  const registry = new Registry();
  const registers = [registry];
  if (options.process !== false) collectDefaultMetrics({ register: registry });

  const http = new Histogram({
    name: "atrium_http_request_duration_seconds",
    help: "Time from the first byte of a request to the last of its answer",
    labelNames: ["operation", "status"],
    buckets: httpSeconds,
    registers,
  });
  const jobs = new Histogram({
    name: "atrium_job_duration_seconds",
    help: "Time one attempt of a job took, by how it ended",
    labelNames: ["job", "outcome"],
    buckets: jobSeconds,
    registers,
  });
  const cache = new Counter({
    name: "atrium_cache_requests_total",
    help: "Reads of the memory caches: hit, miss, joined another load, or discarded as stale",
    labelNames: ["cache", "outcome"],
    registers,
  });

  const pools = new Map<string, () => PoolState>();
  new Gauge({
    name: "atrium_db_pool_connections",
    help: "Connections to PostgreSQL by state, and requests that wait for one",
    labelNames: ["pool", "state"],
    registers,
    collect() {
      for (const [pool, read] of pools) {
        const { total, idle, waiting } = read();
        this.set({ pool, state: "busy" }, total - idle);
        this.set({ pool, state: "idle" }, idle);
        this.set({ pool, state: "waiting" }, waiting);
      }
    },
  });

  return {
    observeHttp: (operation, status, seconds) =>
      http.observe({ operation, status: statusClass(status) }, seconds),
    observeJob: (job, outcome, seconds) => jobs.observe({ job, outcome }, seconds),
    countCache: (name, outcome) => cache.inc({ cache: name, outcome }),
    watchPool: (pool, read) => void pools.set(pool, read),
    watchOutbox: (read) => watchOutbox(registers, read),
    metricsText: () => registry.metrics(),
    contentType: registry.contentType,
    registry,
  };
}

function watchOutbox(registers: Registry[], read: () => OutboxState | Promise<OutboxState>): void {
  // Everything else must stay readable while the database is away; NaN shows as a gap.
  const unknown = { pending: Number.NaN, oldestSeconds: Number.NaN };
  let reading: Promise<OutboxState> | undefined;
  // Both gauges are collected at once; one query serves them.
  const readOnce = () =>
    (reading ??= (async () => read())()
      .catch(() => unknown)
      .finally(() => {
        reading = undefined;
      }));
  new Gauge({
    name: "atrium_outbox_pending",
    help: "Messages of the outbox that are not delivered yet",
    registers,
    async collect() {
      this.set((await readOnce()).pending);
    },
  });
  new Gauge({
    name: "atrium_outbox_lag_seconds",
    help: "Age of the oldest message of the outbox that is not delivered yet",
    registers,
    async collect() {
      this.set((await readOnce()).oldestSeconds);
    },
  });
}

function statusClass(status: number): string {
  return status >= 100 && status < 600 ? `${Math.floor(status / 100)}xx` : "none";
}
