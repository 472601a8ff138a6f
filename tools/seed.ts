import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Client } from "pg";
import { systemClock } from "../apps/server/src/kernel/clock.ts";
import { ConfigError, readConfig } from "../apps/server/src/kernel/config.ts";
import { startEmbeddedPostgres } from "../apps/server/src/kernel/embedded-postgres.ts";
import { createIds } from "../apps/server/src/kernel/ids.ts";
import { migrate } from "../apps/server/src/kernel/migrate.ts";
import { seedPeople, settingsForFilling, type Seeded } from "../apps/server/src/modules/demo/index.ts";

const usage = `npm run seed -- --users N [--organizations M] [--days 90] [--events-per-user 1] [--seed TEXT]

Adds N made-up people, most of them to one organization, to the database of DATABASE_URL or ATRIUM_DATA.
Running it again adds N more. --events-per-user: 0 none, 1 that they joined, more: sign-ins of the last days too.
--batch and --lanes: rows of a transaction (50000) and connections that fill at once (2).`;

class Interrupted extends Error {
  override readonly name = "Interrupted";
}

function wholeNumber(name: string, text: string, low: number): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < low)
    throw new ConfigError(`--${name} must be a whole number from ${low} on`);
  return number;
}

function readArguments(args: string[]) {
  const { values } = parseArgs({
    args,
    options: {
      users: { type: "string", default: "1000" },
      organizations: { type: "string", default: "1" },
      days: { type: "string", default: "90" },
      "events-per-user": { type: "string", default: "1" },
      seed: { type: "string" },
      batch: { type: "string", default: "50000" },
      lanes: { type: "string", default: "2" },
      help: { type: "boolean", default: false },
    },
  });
  const organizations = wholeNumber("organizations", values.organizations, 1);
  return {
    help: values.help,
    users: wholeNumber("users", values.users, organizations),
    organizations,
    days: wholeNumber("days", values.days, 1),
    eventsPerUser: wholeNumber("events-per-user", values["events-per-user"], 0),
    seed: values.seed ?? randomUUID(),
    batchSize: wholeNumber("batch", values.batch, 1),
    lanes: wholeNumber("lanes", values.lanes, 1),
  };
}

async function connectTo(connectionString: string): Promise<Client> {
  const client = new Client({
    connectionString,
    application_name: "atrium seed",
    options: "-c timezone=UTC -c jit=off",
  });
  await client.connect();
  return client;
}

async function migrateAt(url: string): Promise<void> {
  const client = await connectTo(url);
  try {
    await migrate(client, fileURLToPath(new URL("../apps/server/migrations", import.meta.url)));
  } finally {
    await client.end();
  }
}

function tell(done: Seeded, of: number, since: number): void {
  const seconds = (performance.now() - since) / 1000;
  const rate = Math.round(done.users / seconds).toLocaleString("en");
  const counts = `${done.users.toLocaleString("en")} of ${of.toLocaleString("en")} people`;
  console.log(
    `${counts}, ${done.events.toLocaleString("en")} events, ${seconds.toFixed(1)} s, ${rate} people/s`,
  );
}

async function main(): Promise<void> {
  const { help, ...options } = readArguments(process.argv.slice(2));
  if (help) return console.log(usage);
  const config = readConfig(process.env);
  const interruption = new AbortController();
  // A second one ends the program at once; what was stored by then is whole all the same.
  process.once("SIGINT", () => {
    console.log("Stopping after the batches under way");
    interruption.abort(new Interrupted("Stopped: what was added so far stays; run it again to add more"));
  });
  const clock = systemClock;
  const embedded =
    config.DATABASE_URL === undefined
      ? await startEmbeddedPostgres({
          dataDir: config.dataDir,
          settings: settingsForFilling,
          onStep: (text) => console.log(text),
        })
      : null;
  try {
    const url = config.DATABASE_URL ?? embedded?.ownerUrl ?? "";
    await migrateAt(url);
    const since = performance.now();
    const onProgress = (done: Seeded) => tell(done, options.users, since);
    const done = await seedPeople(() => connectTo(url), {
      ...options,
      now: clock.now(),
      newId: createIds(clock),
      signal: interruption.signal,
      onProgress,
    });
    console.log(`Done: ${done.organizations} organizations (seed ${options.seed})`);
    tell(done, options.users, since);
  } finally {
    await embedded?.stop();
  }
}

try {
  await main();
} catch (error) {
  const misuse = error instanceof ConfigError || (error instanceof TypeError && "code" in error);
  const told = error instanceof Interrupted ? error.message : error;
  console.error(misuse ? `${error.message}\n\n${usage}` : told);
  process.exitCode = misuse ? 2 : 1;
}
