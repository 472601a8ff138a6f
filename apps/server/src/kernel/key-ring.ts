import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import type { Clock } from "./clock.ts";
import { bindParts, constantTimeEqual, deriveKey, hmacSha256, openBytes, sealBytes } from "./crypto.ts";
import type { KeyStore, WrappedKey } from "./key-store.ts";
import { makeDataKey, unwrapKey, wrapKey } from "./key-wrap.ts";

/** One line per use; a key never serves two purposes. */
export const keyPurposes = [
  "sessions",
  "tokens",
  "cursors",
  "links",
  "audit",
  "personal",
  "secrets",
  "webhooks",
  "pepper",
] as const;
export type KeyPurpose = (typeof keyPurposes)[number];

/** Until then a new key is only known, not used: every node has the time to load it. */
const settleMs = 120_000;
/** What a retired pair signed is accepted for so long: longer than any token of it lives. */
const verifyMs = 3_600_000;
const signatureBytes = 16;

export class UnknownKeyError extends Error {
  override name = "UnknownKeyError";
}

export class SealedValueError extends Error {
  override name = "SealedValueError";
}

type Mac = (data: string | Buffer) => Buffer;
type LoadedKey = WrappedKey & { encryption: Buffer; authentication: Mac; signing: Mac; seed: Buffer };

export type SigningKey = {
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
};

export type KeyRing = {
  encrypt(purpose: KeyPurpose, plaintext: string | Buffer, aad: string): string;
  decrypt(purpose: KeyPurpose, sealed: string, aad: string): Buffer;
  /** The id travels beside the digest where the format is someone else's, as in a password hash. */
  digest(purpose: KeyPurpose, data: string | Buffer, keyId?: string): { keyId: string; digest: Buffer };
  mac(purpose: KeyPurpose, data: string | Buffer): string;
  verifyMac(purpose: KeyPurpose, data: string | Buffer, mac: string): boolean;
  /** The payload stays readable to the holder; it cannot be changed or made up. */
  sign(purpose: KeyPurpose, payload: string): string;
  unsign(purpose: KeyPurpose, signed: string): string | null;
  /** Ed25519 pairs of a purpose: one signs, all of them verify. */
  signingKeys(purpose: KeyPurpose): { active: SigningKey; all: readonly SigningKey[] };
  deriveFromMaster(label: string, length: number): Buffer;
  /** What a rotation would store, for whoever stores it with a transaction of their own; `reload` afterwards. */
  planRotation(purpose: KeyPurpose): {
    id: string;
    wrapped: Buffer;
    createdAt: Date;
    retires: readonly string[];
    usedFrom: Date;
  };
  /** Adds a key; values made with the old one stay readable. */
  rotate(purpose: KeyPurpose): Promise<{ keyId: string; usedFrom: Date }>;
  rewrapAll(newMaster: Buffer): Promise<{ rewrapped: number }>;
  /** To be called every minute, so that a rotation on another node is known before it is used. */
  reload(): Promise<void>;
  list(): { id: string; purpose: string; createdAt: Date; state: "active" | "next" | "retired" }[];
};

export async function openKeyRing(options: {
  master: Buffer;
  store: KeyStore;
  clock: Clock;
}): Promise<KeyRing> {
  const { store, clock } = options;
  let master = options.master;
  let keys = new Map<string, LoadedKey>();
  let byPurpose = new Map<string, LoadedKey[]>();
  const pairs = new WeakMap<LoadedKey, SigningKey>();

  async function reload(): Promise<void> {
    const loaded = (await store.load()).map((row) => keyFrom(master, row)).sort(byNumber);
    keys = new Map(loaded.map((key) => [key.id, key]));
    byPurpose = Map.groupBy(loaded, (key) => key.purpose);
  }

  // Ids are counted, not random: nodes that start or rotate together aim at the same id and one wins.
  async function addKey(purpose: KeyPurpose): Promise<string> {
    const id = `${purpose}-${(byPurpose.get(purpose)?.length ?? 0) + 1}`;
    const wrapped = wrapKey(master, makeDataKey(), { id, purpose });
    await store.insertIfAbsent({ id, purpose, wrapped, createdAt: clock.now(), retiredAt: null });
    return id;
  }

  function activeKey(purpose: KeyPurpose): LoadedKey {
    const now = clock.now().getTime();
    const owned = byPurpose.get(purpose) ?? [];
    const active = owned.find(({ retiredAt }) => retiredAt === null || retiredAt.getTime() > now);
    if (!active) throw new UnknownKeyError(`There is no key for ${purpose}`);
    return active;
  }

  function knownKey(purpose: KeyPurpose, id: string): LoadedKey {
    const key = keys.get(id);
    if (key?.purpose !== purpose) throw new UnknownKeyError(`There is no such key for ${purpose}`);
    return key;
  }

  const digestWith = (key: LoadedKey, data: string | Buffer) => key.authentication(data);

  const signatureOf = (key: LoadedKey, body: string) =>
    key.signing(body).subarray(0, signatureBytes).toString("base64url");

  const ring: KeyRing = {
    encrypt(purpose, plaintext, aad) {
      const key = activeKey(purpose);
      const { iv, ciphertext, tag } = sealBytes(key.encryption, plaintext, bindParts(purpose, key.id, aad));
      return ["v1", key.id, ...[iv, ciphertext, tag].map((part) => part.toString("base64url"))].join(".");
    },
    decrypt(purpose, sealed, aad) {
      const parts = sealed.split(".");
      const [version, id = "", ...encoded] = parts;
      if (version !== "v1" || parts.length !== 5) throw new SealedValueError("This is no sealed value");
      const key = knownKey(purpose, id);
      const [iv, ciphertext, tag] = encoded.map((part) => Buffer.from(part, "base64url"));
      if (!iv || !ciphertext || !tag) throw new SealedValueError("This is no sealed value");
      try {
        return openBytes(key.encryption, { iv, ciphertext, tag }, bindParts(purpose, id, aad));
      } catch {
        throw new SealedValueError("The sealed value was changed or belongs elsewhere");
      }
    },
    digest(purpose, data, keyId) {
      const key = keyId === undefined ? activeKey(purpose) : knownKey(purpose, keyId);
      return { keyId: key.id, digest: digestWith(key, data) };
    },
    mac(purpose, data) {
      const { keyId, digest } = ring.digest(purpose, data);
      return `${keyId}.${digest.toString("base64url")}`;
    },
    verifyMac(purpose, data, mac) {
      const key = keys.get(mac.slice(0, Math.max(0, mac.indexOf("."))));
      if (key?.purpose !== purpose) return false;
      return constantTimeEqual(`${key.id}.${digestWith(key, data).toString("base64url")}`, mac);
    },
    sign(purpose, payload) {
      const key = activeKey(purpose);
      const body = `${key.id}.${Buffer.from(payload).toString("base64url")}`;
      return `${body}.${signatureOf(key, body)}`;
    },
    unsign(purpose, signed) {
      const [id = "", payload = "", signature = "", ...rest] = signed.split(".");
      const key = keys.get(id);
      if (key?.purpose !== purpose || rest.length > 0) return null;
      if (!constantTimeEqual(signatureOf(key, `${id}.${payload}`), signature)) return null;
      return Buffer.from(payload, "base64url").toString();
    },
    signingKeys(purpose) {
      const longGone = clock.now().getTime() - verifyMs;
      const all = (byPurpose.get(purpose) ?? []).flatMap((key) => {
        if (key.retiredAt !== null && key.retiredAt.getTime() < longGone) return [];
        const pair = pairs.get(key) ?? pairOf(key);
        pairs.set(key, pair);
        return [pair];
      });
      const { id } = activeKey(purpose);
      const active = all.find((key) => key.id === id);
      if (active === undefined) throw new UnknownKeyError(`There is no key for ${purpose}`);
      return { active, all };
    },
    deriveFromMaster: (label, length) => deriveKey(master, `derived/${label}`, length),
    planRotation(purpose) {
      const owned = byPurpose.get(purpose) ?? [];
      const id = `${purpose}-${owned.length + 1}`;
      const createdAt = clock.now();
      return {
        id,
        wrapped: wrapKey(master, makeDataKey(), { id, purpose }),
        createdAt,
        retires: owned.filter(({ retiredAt }) => retiredAt === null).map((key) => key.id),
        usedFrom: new Date(createdAt.getTime() + settleMs),
      };
    },
    async rotate(purpose) {
      await reload();
      const usedFrom = new Date(clock.now().getTime() + settleMs);
      const current = (byPurpose.get(purpose) ?? []).filter(({ retiredAt }) => retiredAt === null);
      const keyId = await addKey(purpose);
      await store.retire(
        current.map(({ id }) => id),
        usedFrom,
      );
      await reload();
      return { keyId, usedFrom };
    },
    async rewrapAll(newMaster) {
      await reload();
      const rewrapped = [...keys.values()].map((key) => ({
        id: key.id,
        wrapped: wrapKey(newMaster, unwrapKey(master, key), key),
      }));
      await store.replaceWrapped(rewrapped);
      master = newMaster;
      await reload();
      return { rewrapped: rewrapped.length };
    },
    reload,
    list: () =>
      [...keys.values()].map(({ id, purpose, createdAt, retiredAt }) => {
        const retired = retiredAt !== null && retiredAt <= clock.now();
        const active = keyPurposes.some((known) => known === purpose && activeKey(known).id === id);
        return { id, purpose, createdAt, state: active ? "active" : retired ? "retired" : "next" };
      }),
  };

  await reload();
  const missing = keyPurposes.filter((purpose) => !byPurpose.has(purpose));
  for (const purpose of missing) await addKey(purpose);
  if (missing.length > 0) await reload();
  return ring;
}

/** One data key, three independent keys: encryption and authentication never share one. */
function keyFrom(master: Buffer, row: WrappedKey): LoadedKey {
  const dataKey = unwrapKey(master, row);
  const [encryption, authentication, signing]: [Buffer, Mac, Mac] = [
    deriveKey(dataKey, "encrypt"),
    hmacSha256(deriveKey(dataKey, "mac")),
    hmacSha256(deriveKey(dataKey, "sign")),
  ];
  return { ...row, encryption, authentication, signing, seed: deriveKey(dataKey, "ed25519") };
}

/** RFC 8410: what stands before the 32 bytes of an Ed25519 private key. */
const pkcs8Head = Buffer.from("302e020100300506032b657004220420", "hex");

function pairOf(key: LoadedKey): SigningKey {
  const der = Buffer.concat([pkcs8Head, key.seed]);
  const privateKey = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  return { id: key.id, privateKey, publicKey: createPublicKey(privateKey) };
}

function byNumber(a: WrappedKey, b: WrappedKey): number {
  return Number(a.id.split("-").at(-1)) - Number(b.id.split("-").at(-1));
}
