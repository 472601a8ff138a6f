import { chmodSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { join } from "node:path";
import { findPostmaster, stopPostmaster } from "./embedded-postgres-postmaster.ts";
import { isAlive } from "./embedded-postgres-process.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./embedded-postgres.ts";

const prefix = "throwaway-";

const carelessSettings: Record<string, string> = {
  fsync: "off",
  full_page_writes: "off",
  synchronous_commit: "off",
  shared_buffers: "128MB",
};

/**
 * A PostgreSQL for one test run, in a new folder inside `dir`, gone after `stop`. What a killed run left in
 * `dir` is stopped and removed first.
 */
export async function startThrowawayPostgres(options: {
  dir: string;
  settings?: Record<string, string>;
}): Promise<EmbeddedPostgres> {
  mkdirSync(options.dir, { recursive: true });
  const parent = realpathSync(options.dir);
  await removeAbandoned(parent);
  const dataDir = mkdtempSync(join(parent, `${prefix}${process.pid}-`));
  // mkdtemp gives 700, which the unprivileged account of a root run could not enter.
  chmodSync(dataDir, 0o755);
  const remove = () => rmSync(dataDir, { recursive: true, force: true });
  try {
    const settings = { ...carelessSettings, ...options.settings };
    const postgres = await startEmbeddedPostgres({ dataDir, settings, durable: false });
    const stop = async () => {
      await postgres.stop();
      remove();
    };
    return { ...postgres, stop };
  } catch (error) {
    remove();
    throw error;
  }
}

async function removeAbandoned(parent: string): Promise<void> {
  for (const name of readdirSync(parent)) {
    if (!name.startsWith(prefix) || isAlive(Number.parseInt(name.slice(prefix.length), 10))) continue;
    const dataDir = join(parent, name);
    const running = await findPostmaster(join(dataDir, "postgres"));
    if (running) await stopPostmaster(running.pid, "SIGQUIT");
    rmSync(dataDir, { recursive: true, force: true });
  }
}
