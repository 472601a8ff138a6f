import { availableParallelism } from "node:os";
import { hash as argonHash, verify as argonVerify } from "@node-rs/argon2";
import { costOfArgon2, type Argon2Cost } from "./passwords/argon2.ts";
import { fitsImported, readImportedHash } from "./passwords/imported-hash.ts";
import { createWorkLimit } from "./work-limit.ts";

/** OWASP's minimum for argon2id; one hash takes about 9 ms of one core. */
const cost: Argon2Cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Names the key it used, so that old hashes outlive a rotation. */
export type Pepper = (data: string, keyId?: string) => { keyId: string; digest: Buffer };

export class HasherBusyError extends Error {
  override name = "HasherBusyError";
  readonly retryAfterSeconds = 1;
}

export type PasswordVerdict = { ok: boolean; needsRehash: boolean };

export type PasswordHasher = {
  hash(password: string): Promise<string>;
  verify(stored: string, password: string): Promise<PasswordVerdict>;
  /** The same work for a user that does not exist, so that time tells nothing. */
  verifyDummy(password: string): Promise<PasswordVerdict>;
};

/** One a core: more only evict each other's memory from its caches. Node's pool has four threads, one stays for the rest. */
const atOnce = (): number => Math.min(3, availableParallelism());

export function createPasswordHasher(options: {
  pepper: Pepper;
  concurrency?: number;
  queue?: number;
}): PasswordHasher {
  const { pepper } = options;
  const limited = createWorkLimit({
    concurrency: options.concurrency ?? atOnce(),
    queue: options.queue ?? 100,
    refuse: () => new HasherBusyError("Too many passwords are being checked"),
  });

  async function hash(password: string): Promise<string> {
    const { keyId, digest } = pepper(normalize(password));
    return `${keyId}:${await limited(() => argonHash(toText(digest), cost))}`;
  }

  async function verify(stored: string, password: string): Promise<PasswordVerdict> {
    const own = readOwn(stored);
    // Hashes of other systems carry no pepper; the first sign-in replaces them.
    if (own === null) {
      const ok = await verifyImported(stored, password);
      return { ok, needsRehash: ok };
    }
    const secret = toText(pepper(normalize(password), own.keyId).digest);
    const ok = await limited(() => argonVerify(own.phc, secret));
    const current =
      own.keyId === pepper("").keyId && own.phc.startsWith("$argon2id$") && !isHeavier(cost, own.cost);
    return { ok, needsRehash: ok && !current };
  }

  async function verifyImported(stored: string, password: string): Promise<boolean> {
    const found = readImportedHash(stored);
    if (typeof found === "string") throw new Error("The stored password hash cannot be checked");
    return limited(() => fitsImported(found, password));
  }

  return {
    hash,
    verify,
    async verifyDummy(password) {
      await hash(password);
      return { ok: false, needsRehash: false };
    },
  };
}

/** The same password typed on two keyboards may differ in code points; NIST SP 800-63B 3.1.1.2. */
function normalize(password: string): string {
  return password.normalize("NFKC");
}

/** The library verifies UTF-8 only. */
function toText(digest: Buffer): string {
  return digest.toString("base64url");
}

/** A hash of our own: the name of its pepper before the PHC string. */
function readOwn(stored: string): { keyId: string; phc: string; cost: Argon2Cost } | null {
  const border = stored.indexOf(":$argon2");
  if (border <= 0) return null;
  const phc = stored.slice(border + 1);
  const used = costOfArgon2(phc);
  return used === null ? null : { keyId: stored.slice(0, border), phc, cost: used };
}

function isHeavier(a: Argon2Cost, b: Argon2Cost): boolean {
  return a.memoryCost > b.memoryCost || a.timeCost > b.timeCost || a.parallelism > b.parallelism;
}
