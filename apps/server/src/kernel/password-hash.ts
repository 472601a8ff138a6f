import { hash as argonHash, parseOptions, verify as argonVerify } from "@node-rs/argon2";
import { createWorkLimit } from "./work-limit.ts";

/** OWASP's minimum for argon2id; one hash takes about 9 ms of one core. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** An imported hash may name its own cost; beyond this it is an attack on memory, not a password. */
const heaviest = { memoryCost: 262_144, timeCost: 10, parallelism: 8 };

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

export function createPasswordHasher(options: {
  pepper: Pepper;
  concurrency?: number;
  queue?: number;
}): PasswordHasher {
  const { pepper } = options;
  const limited = createWorkLimit({
    concurrency: options.concurrency ?? 2,
    queue: options.queue ?? 100,
    refuse: () => new HasherBusyError("Too many passwords are being checked"),
  });

  async function hash(password: string): Promise<string> {
    const { keyId, digest } = pepper(normalize(password));
    return `${keyId}:${await limited(() => argonHash(toText(digest), cost))}`;
  }

  async function verify(stored: string, password: string): Promise<PasswordVerdict> {
    const border = stored.indexOf(":$argon2");
    const keyId = border > 0 ? stored.slice(0, border) : undefined;
    const phc = keyId === undefined ? stored : stored.slice(border + 1);
    const used = phc.startsWith("$argon2") ? parseOptions(phc) : undefined;
    if (!used || isHeavier(used, heaviest)) throw new Error("The stored password hash cannot be checked");
    const text = normalize(password);
    // Imported hashes carry no pepper; the first sign-in replaces them.
    const secret = keyId === undefined ? text : toText(pepper(text, keyId).digest);
    const ok = await limited(() => argonVerify(phc, secret));
    const current = keyId === pepper("").keyId && phc.startsWith("$argon2id$") && !isHeavier(cost, used);
    return { ok, needsRehash: ok && !current };
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

type Cost = typeof cost;

function isHeavier(a: Cost, b: Cost): boolean {
  return a.memoryCost > b.memoryCost || a.timeCost > b.timeCost || a.parallelism > b.parallelism;
}
