import { Client } from "pg";
import { systemClock as clock } from "../apps/server/src/kernel/clock.ts";
import { readConfig } from "../apps/server/src/kernel/config.ts";
import { startEmbeddedPostgres } from "../apps/server/src/kernel/embedded-postgres.ts";
import { createPostgresKeyStore } from "../apps/server/src/kernel/key-store-postgres.ts";
import { exchangeMasterKey, renewStoredMasterKey } from "../apps/server/src/kernel/master-key-exchange.ts";
import { parseMasterKey } from "../apps/server/src/kernel/master-key.ts";

const usage = `npm run keys -- renew-master

Wraps all keys of Atrium with a new master key. Stop every node first.
Where the key is in the data folder, a new one is made and takes its place.
Where it is ATRIUM_MASTER_KEY, give the new one as ATRIUM_NEW_MASTER_KEY and set ATRIUM_MASTER_KEY to it afterwards.`;

async function renew(): Promise<number> {
  const config = readConfig(process.env);
  const embedded =
    config.DATABASE_URL === undefined ? await startEmbeddedPostgres({ dataDir: config.dataDir }) : null;
  const client = new Client({ connectionString: config.DATABASE_URL ?? embedded?.ownerUrl });
  try {
    await client.connect();
    const exchange = { store: createPostgresKeyStore((work) => work(client)), clock };
    const configured = config.ATRIUM_MASTER_KEY;
    if (configured === undefined) return (await renewStoredMasterKey(exchange, config.dataDir)).rewrapped;
    const to = parseMasterKey(process.env["ATRIUM_NEW_MASTER_KEY"] ?? "", "ATRIUM_NEW_MASTER_KEY");
    return (await exchangeMasterKey(exchange, { from: parseMasterKey(configured), to })).rewrapped;
  } finally {
    await client.end();
    await embedded?.stop();
  }
}

if (process.argv[2] !== "renew-master") {
  console.error(usage);
  process.exitCode = process.argv[2] === undefined || process.argv[2] === "--help" ? 0 : 2;
} else {
  try {
    console.log(`${await renew()} keys are wrapped with the new master key. Make a new backup of it.`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
