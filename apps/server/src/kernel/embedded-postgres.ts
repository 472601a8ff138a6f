import { existsSync, mkdirSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { totalmem } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { choosePostgresAccount } from "./embedded-postgres-account.ts";
import { findPostgresBinaries } from "./embedded-postgres-binaries.ts";
import { createCluster, ownerName, readPassword } from "./embedded-postgres-cluster.ts";
import { addHolder, hasHolders, withDataLock } from "./embedded-postgres-holders.ts";
import {
  type Postmaster,
  findPostmaster,
  startPostmaster,
  stopPostmaster,
} from "./embedded-postgres-postmaster.ts";

export type EmbeddedPostgres = {
  /** Connects as the owner of database `atrium`. */
  ownerUrl: string;
  port: number;
  pid: number;
  logFile: string;
  /** True when a running PostgreSQL was taken over: left by a crash, or shared with another process. */
  adopted: boolean;
  /** Stops PostgreSQL, unless another living process also started from this folder. */
  stop(): Promise<void>;
};

/**
 * An eighth of the memory, of which PostgreSQL takes as much as its data fill. The indexes of a million people want
 * more than a small machine needs: where they do not fit, every insert reads and evicts pages.
 */
function sharedMegabytes(): number {
  const bytes = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);
  return Math.min(2048, Math.max(128, Math.floor(bytes / 8 / 1024 ** 2)));
}

/** For a machine that also runs Atrium. */
const defaultSettings = (): Record<string, string> => ({
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  timezone: "UTC",
  log_timezone: "UTC",
  max_connections: "100",
  shared_buffers: `${sharedMegabytes()}MB`,
  shared_preload_libraries: "pg_stat_statements",
  max_wal_size: "2GB",
  checkpoint_timeout: "15min",
  wal_compression: "on",
  random_page_cost: "1.1",
  effective_io_concurrency: "64",
  jit: "off",
  log_min_messages: "warning",
});

/**
 * A real PostgreSQL in the data folder. Starting twice is harmless: a running one is adopted. After a kill -9
 * of everything the next start recovers by itself.
 */
export async function startEmbeddedPostgres(options: {
  dataDir: string;
  settings?: Record<string, string>;
  /** False only for data nobody would miss: no sync at creation, no checkpoint at the end. */
  durable?: boolean;
  onStep?: (text: string) => void;
}): Promise<EmbeddedPostgres> {
  const { durable = true, onStep: step = () => undefined } = options;
  mkdirSync(options.dataDir, { recursive: true });
  // The running process is known by this path: two spellings of one folder must not be two.
  const dataDir = realpathSync(options.dataDir);
  const pgData = join(dataDir, "postgres");
  const logFile = join(dataDir, "postgres.log");
  return withDataLock(dataDir, async () => {
    const password = readPassword(dataDir);
    const urlAt = (at: number): string => `postgres://${ownerName}:${password}@127.0.0.1:${at}/atrium`;
    const running = await findAnswering((at) => ensureDatabase(urlAt(at)));
    const { pid, port } = running ?? (await start());
    const ownerUrl = urlAt(port);
    const leave = addHolder(dataDir);
    try {
      await ensureDatabase(ownerUrl);
    } catch (error) {
      await leaveAndStop();
      throw error;
    }
    let stopped: Promise<void> | undefined;
    const stop = () => (stopped ??= withDataLock(dataDir, leaveAndStop));
    return { ownerUrl, port, pid, logFile, adopted: running !== undefined, stop };

    /** One that was just killed looks alive until the system gets around to it: it is asked, not believed. */
    async function findAnswering(ask: (port: number) => Promise<void>): Promise<Postmaster | undefined> {
      const end = performance.now() + 10_000;
      for (;;) {
        const found = await findPostmaster(pgData);
        if (found === undefined) return undefined;
        try {
          await ask(found.port);
          return found;
        } catch (cause) {
          if (!isBrokenOff(cause) || performance.now() > end) return found;
          await sleep(50);
        }
      }
    }

    async function leaveAndStop() {
      leave();
      if (hasHolders(dataDir)) return;
      // Asked again: PostgreSQL may have died since, and its pid may be somebody else's.
      const current = await findPostmaster(pgData);
      if (current) await stopPostmaster(current.pid, durable ? "SIGINT" : "SIGQUIT");
    }

    async function start() {
      const { initdb, postgres } = findPostgresBinaries();
      const account = choosePostgresAccount(postgres, dataDir);
      if (!existsSync(pgData)) {
        step("Creating the database");
        await createCluster({ initdb, dataDir, password, account, durable });
      }
      account.own(pgData);
      step("Starting PostgreSQL");
      const settings = { ...defaultSettings(), ...options.settings };
      return startPostmaster({ postgres, pgData, logFile, settings, account });
    }
  });
}

/** The other side went away in the middle, or is about to. */
function isBrokenOff(cause: unknown): boolean {
  if (!(cause instanceof Error)) return false;
  const code = "code" in cause ? cause.code : undefined;
  return (
    code === "ECONNRESET" || code === "ECONNREFUSED" || code === "57P01" || code === "57P03" ||
    cause.message.includes("terminated")
  );
} // prettier-ignore

async function ensureDatabase(ownerUrl: string): Promise<void> {
  const missing = await connectOnce(ownerUrl).then(
    () => false,
    (error) => {
      // invalid_catalog_name: the server answers but this database was not made yet.
      if (error instanceof Error && "code" in error && error.code === "3D000") return true;
      throw error;
    },
  );
  if (!missing) return;
  const url = new URL(ownerUrl);
  url.pathname = "/postgres";
  await connectOnce(url.href, "CREATE DATABASE atrium");
}

async function connectOnce(connectionString: string, statement?: string): Promise<void> {
  const client = new Client({ connectionString, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    if (statement) await client.query(statement);
  } finally {
    await client.end().catch(() => undefined);
  }
}
