import { lstat, opendir } from "node:fs/promises";
import { join } from "node:path";
import type { StoredObject } from "./storage.ts";

export async function listFiles(
  root: string,
  prefix: string,
  after: string,
  limit: number,
): Promise<StoredObject[]> {
  const found: StoredObject[] = [];
  const most = Math.min(limit, 1000);
  if (most < 1) return found;
  for await (const key of walk(root, "", prefix, after)) {
    const stats = await lstat(join(root, key)).catch(() => undefined);
    // It may have been deleted since the folder was read.
    if (stats?.isFile()) found.push({ key, size: stats.size });
    if (found.length >= most) break;
  }
  return found;
}

/** Folders sort with their slash, which gives the byte order of whole keys, as object stores have it. */
async function* walk(root: string, folder: string, prefix: string, after: string): AsyncGenerator<string> {
  for (const name of await names(join(root, folder))) {
    const path = folder + name;
    if (!name.endsWith("/")) {
      if (path.startsWith(prefix) && path > after) yield path;
      continue;
    }
    const reachable = path.startsWith(prefix) || prefix.startsWith(path);
    const passed = path < after && !after.startsWith(path);
    if (reachable && !passed) yield* walk(root, path, prefix, after);
  }
}

async function names(path: string): Promise<string[]> {
  const found: string[] = [];
  try {
    for await (const entry of await opendir(path)) {
      if (entry.name.startsWith(".")) continue;
      if (entry.isDirectory()) found.push(`${entry.name}/`);
      if (entry.isFile()) found.push(entry.name);
    }
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
  return found.sort((a, b) => (a < b ? -1 : 1));
}
