import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, rmdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { root } from "./say.mjs";

/**
 * One at a time per checkout, over processes. Not kept in node_modules, which `npm ci` empties. The lock of a
 * dead process is broken.
 */
export async function withLock(name, onWait, run) {
  const path = join(root, `.data/${name}.lock`);
  const spare = `${path}.${process.pid}`;
  let waited = false;
  while (!take(path, spare)) {
    const holder = read(path);
    if (holder && !isAlive(Number(holder))) {
      breakLock(path, spare, holder);
      continue;
    }
    if (!waited) onWait(holder);
    waited = true;
    await sleep(100);
  }
  const release = () => {
    if (read(path) === String(process.pid)) rmSync(path, { force: true });
    try {
      rmdirSync(dirname(path));
    } catch {
      // It holds an instance's data, or another lock.
    }
  };
  process.once("exit", release);
  try {
    return await run();
  } finally {
    process.off("exit", release);
    release();
  }
}

/** A link appears with its content: nobody ever reads a lock that does not yet say whose it is. */
function take(path, spare) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(spare, String(process.pid));
  const taken = tryLink(spare, path);
  rmSync(spare, { force: true });
  return taken;
}

/** Another waiter may have broken the dead lock and taken it since we looked: then it is put back. */
function breakLock(path, spare, dead) {
  try {
    renameSync(path, spare);
  } catch {
    return;
  }
  if (read(spare) !== dead) tryLink(spare, path);
  rmSync(spare, { force: true });
}

function tryLink(from, to) {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
