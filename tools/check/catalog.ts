import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client, type ClientBase } from "pg";
import { startThrowawayPostgres } from "../../apps/server/src/kernel/embedded-postgres-throwaway.ts";
import { migrate, readMigrations } from "../../apps/server/src/kernel/migrate.ts";
import { compareDumps, dumpCatalog } from "./catalog-dump.ts";
import { judgeCatalog } from "./catalog-rules.ts";
import type { Finding, Guard } from "./guard.ts";
import { judgeSchemaPage } from "./schema-page.ts";

export const catalog: Guard = {
  id: "catalog",
  async run(root) {
    const postgres = await startThrowawayPostgres({ dir: join(tmpdir(), "atrium-check") });
    const client = new Client({ connectionString: postgres.ownerUrl });
    try {
      await client.connect();
      const { problems, note } = await checkMigrations(client, join(root, "apps/server/migrations"));
      return { problems: [...problems, ...(await judgeSchemaPage(client, root))], ...(note && { note }) };
    } finally {
      await client.end();
      await postgres.stop();
    }
  },
};

/** Walks an empty database up one migration at a time, down the same way, and up again in one go. */
export async function checkMigrations(client: ClientBase, directory: string): Promise<Finding> {
  const migrations = await readMigrations(directory);
  const numbers = migrations.map(({ name }) => Number(name.slice(0, 4)));
  const problems = numbers.flatMap((number, index) =>
    number === index + 1 ? [] : [`migration ${migrations[index]?.name} is not number ${index + 1}`],
  );
  const dumps = [await dumpCatalog(client)];
  for (const to of numbers) {
    await migrate(client, directory, { to });
    dumps.push(await dumpCatalog(client));
  }
  const full = dumps.at(-1) ?? [];
  problems.push(...(await judgeCatalog(client)));
  for (let index = numbers.length - 1; index >= 0; index--) {
    await migrate(client, directory, { to: numbers[index - 1] ?? 0 });
    const when = `after ${migrations[index]?.name} up and down`;
    problems.push(...compareDumps(dumps[index] ?? [], await dumpCatalog(client), when));
  }
  await migrate(client, directory);
  problems.push(...compareDumps(full, await dumpCatalog(client), "after all of them up, down and up again"));
  return { problems, note: `${migrations.length} migrations, ${full.length} lines of catalog` };
}
