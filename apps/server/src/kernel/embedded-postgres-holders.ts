import { linkSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive, startTime } from "./embedded-postgres-process.ts";

/**
 * Several processes may use one embedded database (the server, a seed run beside it): each leaves a file
 * while it does, and only the last one to leave stops PostgreSQL. A holder that was killed does not count.
 */
export function addHolder(dataDir: string): () => void {
  const dir = join(dataDir, "postgres.holders");
  mkdirSync(dir, { recursive: true });
  const id = `${process.pid}.${Math.random().toString(36).slice(2)}`;
  writeFileSync(join(dir, id), startTime(process.pid));
  return () => rmSync(join(dir, id), { force: true });
}

export function hasHolders(dataDir: string): boolean {
  const dir = join(dataDir, "postgres.holders");
  let found = false;
  for (const id of readdirSync(dir)) {
    if (isSameProcess(Number.parseInt(id, 10), read(join(dir, id)))) found = true;
    else rmSync(join(dir, id), { force: true });
  }
  return found;
}

/** One start or stop at a time per data folder. The lock of a dead process is broken. */
export async function withDataLock<T>(dataDir: string, run: () => Promise<T>): Promise<T> {
  const path = join(dataDir, "postgres.lock");
  const spare = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  const mine = `${process.pid} ${startTime(process.pid)}`;
  while (!take(path, spare, mine)) {
    const held = read(path);
    const space = held.indexOf(" ");
    if (held && !isSameProcess(Number(held.slice(0, space)), held.slice(space + 1))) {
      breakLock(path, spare, held);
    } else {
      await sleep(20);
    }
  }
  try {
    return await run();
  } finally {
    rmSync(path, { force: true });
  }
}

/** A link appears with its content: nobody ever reads a lock that does not yet say whose it is. */
function take(path: string, spare: string, mine: string): boolean {
  writeFileSync(spare, mine);
  const taken = tryLink(spare, path);
  rmSync(spare, { force: true });
  return taken;
}

/** Another waiter may have broken the dead lock and taken it since we looked: then it is put back. */
function breakLock(path: string, spare: string, dead: string): void {
  try {
    renameSync(path, spare);
  } catch {
    return;
  }
  if (read(spare) !== dead) tryLink(spare, path);
  rmSync(spare, { force: true });
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

function isSameProcess(pid: number, started: string): boolean {
  return isAlive(pid) && startTime(pid) === started;
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
