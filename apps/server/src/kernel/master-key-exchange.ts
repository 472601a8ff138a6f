import { randomBytes } from "node:crypto";
import { open, rename, readFile, unlink } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "./clock.ts";
import { openKeyRing } from "./key-ring.ts";
import type { KeyStore } from "./key-store.ts";
import { MasterKeyMismatchError } from "./key-wrap.ts";
import { parseMasterKey } from "./master-key.ts";
import { syncFolder } from "./sync-folder.ts";

type Exchange = { readonly store: KeyStore; readonly clock: Clock };

/** Wraps every stored key with another master; all of them in one statement, or none. */
export async function exchangeMasterKey(
  { store, clock }: Exchange,
  keys: { from: Buffer; to: Buffer },
): Promise<{ rewrapped: number }> {
  const ring = await openKeyRing({ master: keys.from, store, clock });
  return ring.rewrapAll(keys.to);
}

/**
 * Exchanges the key in the data folder for a new one. The new key is on the disk before the database needs it, so a
 * crash anywhere leaves both; running it again goes on from there.
 */
export async function renewStoredMasterKey(
  exchange: Exchange,
  dataDir: string,
): Promise<{ rewrapped: number }> {
  const folder = join(dataDir, "secrets");
  const [current, next] = [join(folder, "master.key"), join(folder, "master.key.next")];
  const from = parseMasterKey(await readFile(current, "utf8"), current);
  const to = await keptNext(next, folder);
  let rewrapped = 0;
  try {
    ({ rewrapped } = await exchangeMasterKey(exchange, { from, to }));
  } catch (cause) {
    // An earlier run came as far as the database: what is left is to take the new key for the old one.
    if (!(cause instanceof MasterKeyMismatchError)) throw cause;
    await openKeyRing({ ...exchange, master: to });
  }
  await rename(next, current);
  await syncFolder(folder);
  return { rewrapped };
}

async function keptNext(path: string, folder: string): Promise<Buffer> {
  try {
    return parseMasterKey(await readFile(path, "utf8"), path);
  } catch (cause) {
    // Not there, or cut short by a crash before any key was wrapped with it.
    await unlink(path).catch(() => undefined);
    if (cause instanceof Error && "code" in cause && cause.code !== "ENOENT") throw cause;
  }
  const key = randomBytes(32);
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile(`${key.toString("base64url")}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await syncFolder(folder);
  return key;
}
