import { constants } from "node:fs";
import { mkdir, open, realpath, rename, unlink } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { randomToken } from "./crypto.ts";
import { listFiles } from "./storage-local-list.ts";
import { createMeter } from "./storage-meter.ts";
import { syncFolder } from "./sync-folder.ts";
import { checkKey, checkPrefix, StorageKeyError, StorageNotFoundError, type Storage } from "./storage.ts";

/** No key starts with a dot, so nothing half written can be named by one. */
const temporaryFolder = ".tmp";

export async function createLocalStorage(folder: string): Promise<Storage> {
  await mkdir(join(folder, temporaryFolder), { recursive: true, mode: 0o700 });
  const root = await realpath(folder);

  /** A link planted in the folder leads nowhere: the real parent must be inside the root. */
  async function locate(key: string): Promise<string> {
    const path = join(root, ...checkKey(key).split("/"));
    const parent = await realpath(dirname(path));
    if (parent !== root && !parent.startsWith(root + sep)) {
      throw new StorageKeyError("The key leads out of the storage folder");
    }
    return path;
  }

  async function openForReading(key: string) {
    try {
      const path = await locate(key);
      const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
      const stats = await file.stat();
      if (stats.isFile()) return { file, stats };
      await file.close();
      return null;
    } catch (error) {
      if (isCode(error, "ENOENT", "ENOTDIR", "ELOOP")) return null;
      throw error;
    }
  }

  return {
    async put(key, body, { maxBytes }) {
      const target = join(root, ...checkKey(key).split("/"));
      const temporary = join(root, temporaryFolder, randomToken(18));
      const meter = createMeter(maxBytes);
      const source = Buffer.isBuffer(body) ? Readable.from([body]) : body;
      try {
        const file = await open(temporary, "wx", 0o600);
        await pipeline(source, meter, file.createWriteStream({ flush: true }));
        await mkdir(dirname(target), { recursive: true, mode: 0o700 });
        await rename(temporary, await locate(key));
      } catch (error) {
        await unlink(temporary).catch(() => undefined);
        throw error;
      }
      await syncFolder(dirname(target));
      return meter.result();
    },
    async get(key, range) {
      const found = await openForReading(key);
      if (!found) throw new StorageNotFoundError("There is no such file");
      return found.file.createReadStream(range ?? {});
    },
    async head(key) {
      const found = await openForReading(key);
      await found?.file.close();
      return found ? { size: found.stats.size, modifiedAt: found.stats.mtime } : null;
    },
    async delete(key) {
      try {
        await unlink(await locate(key));
      } catch (error) {
        if (!isCode(error, "ENOENT", "ENOTDIR")) throw error;
      }
    },
    list: (prefix, after, limit) => listFiles(root, checkPrefix(prefix), after ?? "", limit),
  };
}

function isCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && "code" in error && codes.some((code) => code === error.code);
}
