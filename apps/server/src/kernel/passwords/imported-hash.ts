import { readArgon2 } from "./argon2.ts";
import { readBcrypt } from "./bcrypt.ts";
import { readFirebaseScrypt } from "./firebase-scrypt.ts";
import type { ImportedHash } from "./format.ts";
import { readPbkdf2 } from "./pbkdf2.ts";
import { readScrypt } from "./scrypt.ts";
import { readShaCrypt } from "./sha-crypt.ts";

/** An imported hash names its own cost; beyond this it is an attack on the machine, not a password. */
const most = { seconds: 3, memory: 272 * 1_048_576 };
const longestText = 2048;

const formats = [readArgon2, readBcrypt, readPbkdf2, readScrypt, readFirebaseScrypt, readShaCrypt];

export type HashProblem = "unknown" | "too_costly";

/** Reads a hash that another system made, or says why it will not be checked. */
export function readImportedHash(stored: string): ImportedHash | HashProblem {
  if (stored.length > longestText) return "unknown";
  for (const read of formats) {
    const found = read(stored);
    if (found === null) continue;
    return found.seconds > most.seconds || found.memory > most.memory ? "too_costly" : found;
  }
  return "unknown";
}

/** For those who bring hashes in: what speaks against keeping this one, if anything. */
export function importedHashProblem(stored: string): HashProblem | null {
  const found = readImportedHash(stored);
  return typeof found === "string" ? found : null;
}

/**
 * Whether the password fits. The other system may or may not have put its letters into one Unicode form before, so
 * both are tried; they are the same for all but a few passwords.
 */
export async function fitsImported(found: ImportedHash, password: string): Promise<boolean> {
  if (await found.matches(password)) return true;
  const normal = password.normalize("NFKC");
  return normal !== password && found.matches(normal);
}
