import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { PostgresAccount } from "./embedded-postgres-account.ts";
import { postgresEnvironment } from "./embedded-postgres-cluster.ts";
import { commandLine, isAlive, signal, waitForExit } from "./embedded-postgres-process.ts";

export type Postmaster = { pid: number; port: number };

const logLimit = 20 * 1024 * 1024;
// Larger than any pid Linux or macOS gives out (proc(5): 2^22).
const impossiblePid = 99_999_999;

/** The PostgreSQL that already serves this folder, if one does; waits for one that is starting or stopping. */
export async function findPostmaster(pgData: string): Promise<Postmaster | undefined> {
  for (;;) {
    const file = readPidFile(pgData);
    if (!file || !isAlive(file.pid)) return undefined;
    if (!commandLine(file.pid).includes(`-D ${pgData} `)) {
      disownPidFile(pgData);
      return undefined;
    }
    if (file.status === "ready") return { pid: file.pid, port: file.port };
    await sleep(20);
  }
}

/** Starts it in a session of its own, so that a Ctrl-C in the terminal reaches Atrium alone. */
export async function startPostmaster(options: {
  postgres: string;
  pgData: string;
  logFile: string;
  settings: Record<string, string>;
  account: PostgresAccount;
}): Promise<Postmaster> {
  rotate(options.logFile);
  const end = performance.now() + 15_000;
  for (;;) {
    const logStart = size(options.logFile);
    const started = await tryStart(options);
    if (started) return started;
    const reason = readFileSync(options.logFile).subarray(logStart).toString();
    // Backends of a killed postmaster need a moment to notice; the free port may have been taken meanwhile.
    const passing = /is still in use|Address already in use|lock file .* already exists/.test(reason);
    if (!passing || performance.now() > end) {
      throw new Error(`PostgreSQL did not start (${options.logFile}): ${reason.trim().slice(-600)}`);
    }
    await sleep(50);
  }
}

/** Fast shutdown: sessions end, everything is written. Only one that hangs is stopped harder, and recovers. */
export async function stopPostmaster(pid: number, how: NodeJS.Signals = "SIGINT"): Promise<void> {
  signal(pid, how);
  if (await waitForExit(pid, 20_000)) return;
  signal(pid, "SIGQUIT");
  if (await waitForExit(pid, 10_000)) return;
  signal(pid, "SIGKILL");
  await waitForExit(pid, 5_000);
}

async function tryStart(options: Parameters<typeof startPostmaster>[0]): Promise<Postmaster | undefined> {
  // Whoever starts it again after a crash wants the port that its connections know.
  const port = options.settings["port"] === undefined ? await freePort() : Number(options.settings["port"]);
  const settings = { ...options.settings, port: String(port) };
  const args = ["-D", options.pgData];
  for (const [name, value] of Object.entries(settings)) args.push("-c", `${name}=${value}`);
  // PostgreSQL stalls when nobody reads its stderr: it goes to a file, never to a pipe.
  const log = openSync(options.logFile, "a", 0o600);
  const [program, wrapped] = options.account.wrap(options.postgres, args);
  const child = spawn(program, wrapped, {
    ...options.account.identity,
    cwd: options.pgData,
    env: postgresEnvironment,
    stdio: ["ignore", log, log],
    detached: true,
  });
  closeSync(log);
  let ended = false;
  child.on("exit", () => (ended = true));
  child.on("error", () => (ended = true));
  child.unref();
  while (!ended) {
    const file = readPidFile(options.pgData);
    if (file && file.pid === child.pid && file.status === "ready") return { pid: file.pid, port };
    await sleep(5);
  }
  return undefined;
}

/** Its lines: pid, folder, start, port, socket folder, address, shared memory, status. */
function readPidFile(pgData: string): { pid: number; port: number; status: string } | undefined {
  try {
    const lines = readFileSync(join(pgData, "postmaster.pid"), "utf8").split("\n");
    return { pid: Number(lines[0]), port: Number(lines[3]), status: (lines[7] ?? "").trim() };
  } catch {
    return undefined;
  }
}

/**
 * The pid now belongs to a stranger, and PostgreSQL would refuse to start. Only the pid is replaced: the file
 * also names the shared memory by which PostgreSQL knows whether old backends still write to this folder.
 */
function disownPidFile(pgData: string): void {
  const path = join(pgData, "postmaster.pid");
  const [, ...rest] = readFileSync(path, "utf8").split("\n");
  writeFileSync(path, [String(impossiblePid), ...rest].join("\n"));
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

function rotate(logFile: string): void {
  if (size(logFile) > logLimit) renameSync(logFile, `${logFile}.1`);
}

function size(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
