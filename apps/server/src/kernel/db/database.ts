import type { Client } from "pg";
import { runBatch, type QueryResults } from "./batch.ts";
import { ConnectionPool, type PoolStats } from "./connection-pool.ts";
import { asUnavailable, isLostConnection } from "./failures.ts";
import type { Reader } from "./reader.ts";
import { command, type Query } from "./statement.ts";
import { openTransaction, type Transaction } from "./transaction.ts";

export type Database = {
  forOrganization(organizationId: string): Reader;
  /** The one way around row-level security. Each use says in the code around it why it may. */
  asSystem(): Reader;
  transaction<T>(organizationId: string | null, work: (transaction: Transaction) => Promise<T>): Promise<T>;
  /** A connection of one's own, without a limit of time; for COPY and for work at the start. */
  exclusive<T>(work: (client: Client) => Promise<T>): Promise<T>;
  stats(): Record<"tenant" | "system", PoolStats>;
  close(): Promise<void>;
};

export type DatabaseOptions = {
  /** Login of the application role, which row-level security binds. */
  tenantUrl: string;
  /** Login of the owner of the tables. */
  systemUrl: string;
  poolSize: number;
  statementTimeoutMs: number;
  /** Told of each connection before it is used. */
  opened?: (client: Client) => void;
};

const enter = command<[string]>("select set_config('atrium.organization_id', $1, true)");

export function openDatabase(options: DatabaseOptions): Database {
  const common = {
    connectionTimeoutMillis: 4000,
    keepAlive: true,
    options: `-c timezone=UTC -c datestyle=ISO -c statement_timeout=${options.statementTimeoutMs} -c idle_in_transaction_session_timeout=30000 -c jit=off`,
  };
  const pool = (connectionString: string, name: string): ConnectionPool =>
    new ConnectionPool({
      connection: { ...common, connectionString, application_name: name },
      max: options.poolSize,
      maxWaiting: 1000,
      waitMs: 4500,
      ...(options.opened === undefined ? {} : { opened: options.opened }),
    });
  const tenantPool = pool(options.tenantUrl, "atrium");
  const systemPool = pool(options.systemUrl, "atrium system");
  const deadlineMs = options.statementTimeoutMs + 500;

  async function run<const Q extends readonly Query<unknown>[]>(
    from: ConnectionPool,
    queries: Q,
    before: readonly Query<unknown>[],
  ): Promise<QueryResults<Q>> {
    const client = from.take() ?? (await from.acquire());
    const deadline = setTimeout(() => from.discard(client), deadlineMs);
    try {
      return await runBatch(client, queries, before);
    } catch (cause) {
      // The socket's end may be noticed only later; until then the connection would be handed out again.
      if (isLostConnection(cause)) from.discard(client);
      throw asUnavailable(cause) ?? cause;
    } finally {
      clearTimeout(deadline);
      from.release(client);
    }
  }

  async function hold<T>(work: (client: Client) => Promise<T>): Promise<T> {
    const client = systemPool.take() ?? (await systemPool.acquire());
    try {
      await client.query("set statement_timeout = 0");
      const result = await work(client);
      await client.query(`set statement_timeout = ${options.statementTimeoutMs}`);
      systemPool.release(client);
      return result;
    } catch (cause) {
      systemPool.discard(client);
      throw asUnavailable(cause) ?? cause;
    }
  }

  function readerOver(from: ConnectionPool, before: readonly Query<unknown>[]): Reader {
    return {
      query: async (query) => (await run(from, [query], before))[0],
      queries: (...queries) => run(from, queries, before),
    };
  }

  const system = readerOver(systemPool, []);
  return {
    forOrganization: (organizationId) => readerOver(tenantPool, [enter(organizationId)]),
    asSystem: () => system,
    async transaction(organizationId, work) {
      let held: Client | null = null;
      let deadline: NodeJS.Timeout | undefined;
      const connect = async (): Promise<Client> => {
        if (held !== null) return held;
        const client = systemPool.take() ?? (await systemPool.acquire());
        held = client;
        // A database that hangs must not hold the caller: the connection is dropped and with it the transaction.
        deadline = setTimeout(() => systemPool.discard(client), deadlineMs * 4);
        return client;
      };
      const transaction = openTransaction(connect, organizationId);
      try {
        const result = await work(transaction);
        await transaction.commit();
        return result;
      } catch (cause) {
        if (!(await transaction.rollback()) && held !== null) systemPool.discard(held);
        throw asUnavailable(cause) ?? cause;
      } finally {
        clearTimeout(deadline);
        if (held !== null) systemPool.release(held);
      }
    },
    exclusive: hold,
    stats: () => ({ tenant: tenantPool.stats(), system: systemPool.stats() }),
    close: async () => {
      await Promise.all([tenantPool.close(), systemPool.close()]);
    },
  };
}
