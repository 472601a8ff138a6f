import { scrypt, timingSafeEqual, type ScryptOptions } from "node:crypto";
import {
  isDigest,
  isSalt,
  readBase64,
  readCount,
  readParameters,
  type HashFormat,
  type ImportedHash,
} from "./format.ts";

export type ScryptCost = { N: number; r: number; p: number };

/**
 * PHC and passlib ("$scrypt$ln=16,r=8,p=1$salt$digest"), "scrypt$N$r$p$salt$digest" with salt and digest in base64,
 * Django ("scrypt$N$salt$r$p$digest", the salt as text) and Werkzeug ("scrypt:N:r:p$salt$digest", the digest in hex).
 */
export const readScrypt: HashFormat = (stored) => {
  if (stored.startsWith("$scrypt$")) return readPhc(stored);
  if (stored.startsWith("scrypt$")) return readBare(stored);
  if (stored.startsWith("scrypt:")) return readWerkzeug(stored);
  return null;
};

function readPhc(stored: string): ImportedHash | null {
  const [, , cost = "", salt = "", digest = "", ...more] = stored.split("$");
  const parameters = readParameters(cost);
  const power = readCount(parameters?.get("ln"));
  if (more.length > 0 || power === null || power > 30) return null;
  const [r, p] = [readCount(parameters?.get("r")), readCount(parameters?.get("p"))];
  return build({ N: 2 ** power, r, p }, readBase64(salt), readBase64(digest));
}

function readBare(stored: string): ImportedHash | null {
  const [, n, second, third, fourth, digest = "", ...more] = stored.split("$");
  if (more.length > 0) return null;
  const N = readCount(n);
  const [r, p] = [readCount(second), readCount(third)];
  // Block sizes have one or two digits; Django's salt has more letters than that.
  if (r !== null && r < 100) return build({ N, r, p }, readBase64(fourth ?? ""), readBase64(digest));
  return build({ N, r: p, p: readCount(fourth) }, Buffer.from(second ?? ""), readBase64(digest));
}

function readWerkzeug(stored: string): ImportedHash | null {
  const parts = /^scrypt:(\d+):(\d+):(\d+)\$([^$]+)\$((?:[0-9a-f]{2})+)$/.exec(stored);
  if (parts === null) return null;
  const [, N, r, p, salt = "", digest = ""] = parts;
  return build(
    { N: readCount(N), r: readCount(r), p: readCount(p) },
    Buffer.from(salt),
    Buffer.from(digest, "hex"),
  );
}

function build(
  cost: { [K in keyof ScryptCost]: number | null },
  salt: Buffer | null,
  digest: Buffer | null,
): ImportedHash | null {
  const { N, r, p } = cost;
  if (N === null || r === null || p === null || !isPowerOfTwo(N)) return null;
  if (!isSalt(salt) || !isDigest(digest)) return null;
  return {
    ...weightOf({ N, r, p }),
    matches: async (password) =>
      timingSafeEqual(await deriveScrypt(password, salt, digest.length, { N, r, p }), digest),
  };
}

export const isPowerOfTwo = (n: number): boolean => n > 1 && Number.isInteger(Math.log2(n));

export function weightOf({ N, r, p }: ScryptCost): { seconds: number; memory: number } {
  return { seconds: (N * r * p) / 1_800_000, memory: 128 * r * (N + p) };
}

export function deriveScrypt(
  password: string,
  salt: Buffer,
  length: number,
  cost: ScryptCost,
): Promise<Buffer> {
  // Node's own ceiling of 32 MiB is below what today's hashes use; ours was held before.
  const options: ScryptOptions = { ...cost, maxmem: weightOf(cost).memory + 1_048_576 };
  return new Promise((resolve, reject) => {
    scrypt(password, salt, length, options, (error, key) => (error === null ? resolve(key) : reject(error)));
  });
}
