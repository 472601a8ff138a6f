import { readdir, readFile } from "node:fs/promises";
import { getPriority, setPriority } from "node:os";

/** In steps of nice: where both want the same core, a thread of the pool gets a third of what the main one gets. */
const behind = 5;
const lowest = 19;
const threads = "/proc/self/task";

/**
 * Node's pool hashes passwords and compresses answers. Where cores are few, whatever the main thread does next would
 * wait for a slice of time of each hash, and a sign-in has many such steps: the thread that answers goes first.
 * Only Linux lets a thread have a priority of its own; elsewhere all stays as it is. Tells how many threads gave way.
 */
export async function letPoolGiveWay(): Promise<number> {
  let given = 0;
  try {
    const priority = Math.min(lowest, getPriority() + behind);
    // Reading a folder is work for the pool, so by now its threads are there.
    for (const thread of await readdir(threads)) {
      if ((await readFile(`${threads}/${thread}/comm`, "utf8")).trim() !== "libuv-worker") continue;
      setPriority(Number(thread), priority);
      given++;
    }
  } catch {
    // No such folder, or no right to: it only takes longer.
  }
  return given;
}
