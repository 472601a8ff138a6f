import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import { startThrowawayPostgres } from "../apps/server/src/kernel/embedded-postgres-throwaway.ts";
import { migrate } from "../apps/server/src/kernel/migrate.ts";
import { schemaPage, writeSchemaPage } from "./check/schema-page.ts";

/** Draws the tables as PostgreSQL has them after all migrations. */
const root = path.resolve(import.meta.dirname, "..");
const dir = await mkdtemp(path.join(tmpdir(), "atrium-schema-"));
const postgres = await startThrowawayPostgres({ dir });
try {
  const client = new Client(postgres.ownerUrl);
  await client.connect();
  await migrate(client, path.join(root, "apps/server/migrations"));
  await writeFile(path.join(root, schemaPage), await writeSchemaPage(client));
  await client.end();
} finally {
  await postgres.stop();
  await rm(dir, { recursive: true, force: true });
}
