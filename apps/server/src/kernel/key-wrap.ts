import { randomBytes } from "node:crypto";
import { bindParts, deriveKey, openBytes, sealBytes } from "./crypto.ts";
import type { WrappedKey } from "./key-store.ts";

const fingerprintLength = 8;
const wrappedLength = fingerprintLength + 12 + 32 + 16;

export class MasterKeyMismatchError extends Error {
  override name = "MasterKeyMismatchError";
}

/** Tells which master wrapped a key without telling anything about the master. */
function fingerprint(master: Buffer): Buffer {
  return deriveKey(master, "master-fingerprint", fingerprintLength);
}

function wrappingKey(master: Buffer): Buffer {
  return deriveKey(master, "wrap-data-keys");
}

type Named = Pick<WrappedKey, "id" | "purpose">;

export function makeDataKey(): Buffer {
  return randomBytes(32);
}

export function wrapKey(master: Buffer, dataKey: Buffer, { id, purpose }: Named): Buffer {
  const { iv, ciphertext, tag } = sealBytes(wrappingKey(master), dataKey, bindParts(purpose, id));
  return Buffer.concat([fingerprint(master), iv, ciphertext, tag]);
}

export function unwrapKey(master: Buffer, { id, purpose, wrapped }: Named & { wrapped: Buffer }): Buffer {
  if (wrapped.length !== wrappedLength) throw new Error(`The stored key ${id} is damaged`);
  if (!wrapped.subarray(0, fingerprintLength).equals(fingerprint(master))) {
    throw new MasterKeyMismatchError(
      `The stored key ${id} was made with another master key: give this node the ATRIUM_MASTER_KEY ` +
        `(or secrets/master.key) of the first one`,
    );
  }
  const sealed = {
    iv: wrapped.subarray(fingerprintLength, fingerprintLength + 12),
    ciphertext: wrapped.subarray(fingerprintLength + 12, wrappedLength - 16),
    tag: wrapped.subarray(wrappedLength - 16),
  };
  try {
    return openBytes(wrappingKey(master), sealed, bindParts(purpose, id));
  } catch {
    throw new Error(`The stored key ${id} was changed outside Atrium`);
  }
}
