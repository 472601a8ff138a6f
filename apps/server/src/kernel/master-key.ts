import { constants } from "node:fs";
import { chmod, link, mkdir, open, readFile, unlink } from "node:fs/promises";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { randomToken } from "./crypto.ts";
import { syncFolder } from "./sync-folder.ts";

const howToMakeOne = "make one with: openssl rand -base64 32";

/** The value documentation may print. It is refused like every other guessable key. */
export const exampleMasterKey = Buffer.from("example-only-never-use-this-key!").toString("base64url");

export class MasterKeyError extends Error {
  override name = "MasterKeyError";
}

/** Reads 32 bytes written as hex, base64 or base64url; the value never appears in an error. */
export function parseMasterKey(text: string, source = "ATRIUM_MASTER_KEY"): Buffer {
  const value = text.trim();
  const isHex = /^[0-9a-fA-F]{64}$/.test(value);
  const isBase64 = /^[A-Za-z0-9+/_-]{43}=?$/.test(value);
  if (!isHex && !isBase64) {
    throw new MasterKeyError(`${source} must be 32 bytes written as base64url or hex; ${howToMakeOne}`);
  }
  const key = Buffer.from(value, isHex ? "hex" : "base64url");
  if (isGuessable(key)) {
    throw new MasterKeyError(`${source} is an example or a pattern, not a random key; ${howToMakeOne}`);
  }
  return key;
}

/** Zeros, repeated or counted bytes and readable sentences: chance makes none of them. */
function isGuessable(key: Buffer): boolean {
  const readable = key.every((byte) => byte >= 0x20 && byte <= 0x7e);
  const counted = key.every((byte, at) => byte === ((key[0] ?? 0) + at * stepOf(key)) % 256);
  const repeated = [1, 2, 4, 8, 16].some((period) => key.every((byte, at) => byte === key[at % period]));
  return readable || counted || repeated;
}

function stepOf(key: Buffer): number {
  return ((key[1] ?? 0) - (key[0] ?? 0) + 256) % 256;
}

export type MasterKey = { key: Buffer; origin: "config" | "file" | "created" };

/** The configured key, else the one in the data folder, else a new one stored there. */
export async function loadMasterKey(options: { configured?: string; dataDir: string }): Promise<MasterKey> {
  if (options.configured !== undefined) return { key: parseMasterKey(options.configured), origin: "config" };
  try {
    return await keyIn(options.dataDir);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (cause instanceof MasterKeyError || code === undefined) throw cause;
    throw new MasterKeyError(
      `ATRIUM_DATA cannot be used: the master key can be neither read nor kept (${code})`,
      {
        cause,
      },
    );
  }
}

async function keyIn(dataDir: string): Promise<MasterKey> {
  const folder = join(dataDir, "secrets");
  const path = join(folder, "master.key");
  const stored = await readStored(path);
  if (stored) return { key: stored, origin: "file" };
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const created = await createOnce(folder, path);
  const key = await readStored(path);
  if (!key) throw new MasterKeyError(`${path} disappeared while it was being read`);
  return { key, origin: created ? "created" : "file" };
}

async function readStored(path: string): Promise<Buffer | undefined> {
  try {
    const text = await readFile(path, "utf8");
    // Some mounted file systems know no modes; the key is usable all the same.
    await chmod(path, 0o600).catch(() => undefined);
    return parseMasterKey(text, path);
  } catch (error) {
    if (isCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

/** `link` fails when the name exists, so of two starters one wins whole and both read the same key. */
async function createOnce(folder: string, path: string): Promise<boolean> {
  const temporary = join(folder, `.master-${randomToken(9)}`);
  const file = await open(temporary, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY, 0o600);
  try {
    await file.writeFile(`${randomBytes(32).toString("base64url")}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    await link(temporary, path);
    return true;
  } catch (error) {
    if (isCode(error, "EEXIST")) return false;
    throw error;
  } finally {
    await unlink(temporary);
    await syncFolder(folder);
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
