import { Client } from "pg";
import { createBus, type BusEvents, type BusTransport } from "./bus-core.ts";
import type { Bus, BusLogger } from "./bus.ts";

const notifyChannel = "atrium_bus";
const shortestWaitMs = 100;
const longestWaitMs = 5_000;

type Options = {
  connectionString: string;
  logger?: BusLogger;
  /** How soon a connection that died without a word is noticed. */
  heartbeatMs?: number;
};

/** Its own connection: a pooled one would lose LISTEN, and a transaction would hold messages back. */
export function createPostgresBus(options: Options): Bus {
  return createBus((events) => connectPostgres(options, events), options.logger);
}

function connectPostgres(options: Options, events: BusEvents): BusTransport {
  const { connectionString, logger, heartbeatMs = 3_000 } = options;
  const attempted = Promise.withResolvers<void>();
  let client: Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let failures = 0;
  let closed = false;

  async function connect(): Promise<void> {
    const next = new Client({
      connectionString,
      application_name: "atrium bus",
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
      query_timeout: heartbeatMs,
    });
    next.on("error", () => lose(next));
    next.on("end", () => lose(next));
    next.on("notification", ({ payload }) => events.message(payload ?? ""));
    client = next;
    try {
      await next.connect();
      await next.query(`listen ${notifyChannel}`);
      if (client !== next || closed) return;
      failures = 0;
      beat(next);
      events.up();
    } catch (error) {
      if (failures === 0) logger?.warn({ err: error }, "the bus cannot reach PostgreSQL, trying again");
      lose(next);
    } finally {
      attempted.resolve();
    }
  }

  function lose(gone: Client): void {
    if (client !== gone) return;
    client = undefined;
    clearTimeout(timer);
    events.down();
    gone.connection.stream.destroy();
    if (closed) return;
    const wait = Math.min(longestWaitMs, shortestWaitMs * 2 ** failures);
    failures = Math.min(failures + 1, 10);
    // Nodes that lost the server together must not return in step.
    timer = setTimeout(() => void connect(), wait * (0.5 + Math.random() / 2));
    timer.unref();
  }

  function beat(current: Client): void {
    timer = setTimeout(() => {
      current.query("select 1").then(
        () => client === current && beat(current),
        () => lose(current),
      );
    }, heartbeatMs);
    timer.unref();
  }

  void connect();
  return {
    attempted: attempted.promise,
    async send(messages) {
      if (!client) throw new Error("The bus is not connected");
      await client.query(`select pg_notify('${notifyChannel}', message) from unnest($1::text[]) message`, [
        messages,
      ]);
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      const last = client;
      client = undefined;
      events.down();
      await last?.end().catch(() => undefined);
    },
  };
}
