import { pbkdf2, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import {
  isDigest,
  isSalt,
  readBase64,
  readCount,
  readParameters,
  type HashFormat,
  type ImportedHash,
} from "./format.ts";

const derive = promisify(pbkdf2);

const hashes = new Map([
  ["sha1", { name: "sha1", bytes: 20 }],
  ["sha256", { name: "sha256", bytes: 32 }],
  ["sha512", { name: "sha512", bytes: 64 }],
]);

/** PHC and passlib ("$pbkdf2-sha256$…"), Django ("pbkdf2_sha256$…") and Werkzeug ("pbkdf2:sha256:…"). */
export const readPbkdf2: HashFormat = (stored) => {
  if (stored.startsWith("$pbkdf2")) return readPhc(stored);
  if (stored.startsWith("pbkdf2_")) return readDjango(stored);
  if (stored.startsWith("pbkdf2:")) return readWerkzeug(stored);
  return null;
};

function readPhc(stored: string): ImportedHash | null {
  const [, name = "", cost = "", salt = "", digest = "", ...more] = stored.split("$");
  if (more.length > 0) return null;
  // passlib's plain "$pbkdf2$" is the one with SHA-1, and its cost is a bare number.
  const algorithm = name === "pbkdf2" ? "sha1" : name.slice("pbkdf2-".length);
  const iterations = readCount(cost) ?? readCount(readParameters(cost)?.get("i"));
  return build(algorithm, iterations, readBase64(salt), readBase64(digest));
}

function readDjango(stored: string): ImportedHash | null {
  const [name = "", iterations, salt = "", digest = "", ...more] = stored.split("$");
  if (more.length > 0 || salt === "") return null;
  return build(name.slice("pbkdf2_".length), readCount(iterations), Buffer.from(salt), readBase64(digest));
}

function readWerkzeug(stored: string): ImportedHash | null {
  const parts = /^pbkdf2:(sha1|sha256|sha512):(\d+)\$([^$]+)\$((?:[0-9a-f]{2})+)$/.exec(stored);
  if (parts === null) return null;
  const [, algorithm = "", iterations, salt = "", digest = ""] = parts;
  return build(algorithm, readCount(iterations), Buffer.from(salt), Buffer.from(digest, "hex"));
}

function build(
  algorithm: string,
  iterations: number | null,
  salt: Buffer | null,
  digest: Buffer | null,
): ImportedHash | null {
  const hash = hashes.get(algorithm);
  if (hash === undefined || iterations === null || !isSalt(salt) || !isDigest(digest)) return null;
  // A digest longer than the hash is made of several, each as dear as the first.
  const blocks = Math.ceil(digest.length / hash.bytes);
  return {
    seconds: (iterations * blocks) / 2_000_000,
    memory: 8192,
    matches: async (password) =>
      timingSafeEqual(await derive(password, salt, iterations, digest.length, hash.name), digest),
  };
}
