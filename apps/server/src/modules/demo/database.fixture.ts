import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { startThrowawayPostgres } from "#kernel/embedded-postgres-throwaway";
import { migrate } from "#kernel/migrate";

/** A new PostgreSQL with Atrium's tables, for one file of tests. */
export async function startDatabase(): Promise<{
  client: Client;
  connect: () => Promise<Client>;
  stop: () => Promise<void>;
}> {
  const postgres = await startThrowawayPostgres({ dir: join(tmpdir(), "atrium-tests") });
  const connect = async (): Promise<Client> => {
    const client = new Client({ connectionString: postgres.ownerUrl });
    await client.connect();
    return client;
  };
  const client = await connect();
  await migrate(client, fileURLToPath(new URL("../../../migrations", import.meta.url)));
  return {
    client,
    connect,
    async stop() {
      await client.end();
      await postgres.stop();
    },
  };
}

export async function rowsOf<T extends Record<string, unknown>>(client: Client, sql: string): Promise<T[]> {
  return (await client.query<T>(sql)).rows;
}
