import { createHash, createHmac } from "node:crypto";
import { verify } from "@node-rs/bcrypt";
import type { HashFormat, ImportedHash } from "./format.ts";

// The label 2x marks hashes of a faulty program; they cannot be compared with a sound one.
const canonical = /^\$2[aby]\$(0[4-9]|[12]\d|3[01])\$[./A-Za-z0-9]{53}$/;

/**
 * bcrypt reads no more than 72 bytes. That cannot be mended from outside: two passwords that differ after them both fit
 * until the right one has signed in and the hash is replaced.
 */
export const readBcrypt: HashFormat = (stored) => {
  if (stored.startsWith("bcrypt$")) return read(stored.slice("bcrypt$".length), (password) => password);
  // Both of these hash first, so that bcrypt sees every letter.
  if (stored.startsWith("bcrypt_sha256$")) return read(stored.slice("bcrypt_sha256$".length), hexDigest);
  if (stored.startsWith("$bcrypt-sha256$")) return readPasslib(stored);
  return read(stored, (password) => password);
};

function read(hash: string, before: (password: string) => string): ImportedHash | null {
  const rounds = canonical.exec(hash)?.[1];
  if (rounds === undefined) return null;
  return {
    seconds: 2 ** Number(rounds) / 20_000,
    memory: 8192,
    matches: (password) => verify(before(password), hash),
  };
}

const hexDigest = (password: string): string => createHash("sha256").update(password).digest("hex");

/** "$bcrypt-sha256$v=2,t=2b,r=12$salt$digest", where the salt is also the key of the hash before. */
function readPasslib(stored: string): ImportedHash | null {
  const parts = /^\$bcrypt-sha256\$v=2,t=(2[ab]),r=(\d{1,2})\$([./\w]{22})\$([./\w]{31})$/.exec(stored);
  if (parts === null) return null;
  const [, version = "", rounds = "", salt = "", digest = ""] = parts;
  return read(`$${version}$${rounds.padStart(2, "0")}$${salt}${digest}`, (password) =>
    createHmac("sha256", salt).update(password).digest("base64"),
  );
}
