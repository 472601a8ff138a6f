import { createCipheriv, createDecipheriv, hash, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";

export function randomToken(bytes = 32): string {
  return randomBytes(bytes).toString("base64url");
}

export function sha256(data: string | Buffer): Buffer {
  return hash("sha256", data, "buffer");
}

/** The length is not secret; the content is compared in constant time. */
export function constantTimeEqual(a: string | Buffer, b: string | Buffer): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

export function deriveKey(secret: Buffer, label: string, length = 32): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, Buffer.alloc(0), `atrium/${label}`, length));
}

export type Sealed = { iv: Buffer; ciphertext: Buffer; tag: Buffer };

export function sealBytes(key: Buffer, plaintext: string | Buffer, aad: Buffer): Sealed {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(aad);
  const ciphertext = Buffer.concat([cipher.update(Buffer.from(plaintext)), cipher.final()]);
  return { iv, ciphertext, tag: cipher.getAuthTag() };
}

/** Throws when key, additional data or any byte differ. */
export function openBytes(key: Buffer, sealed: Sealed, aad: Buffer): Buffer {
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.iv, { authTagLength: 16 });
  decipher.setAAD(aad).setAuthTag(sealed.tag);
  return Buffer.concat([decipher.update(sealed.ciphertext), decipher.final()]);
}

/** Joins parts so that no two different lists give the same bytes. */
export function bindParts(...parts: string[]): Buffer {
  return Buffer.concat(
    parts.flatMap((part) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(Buffer.byteLength(part));
      return [length, Buffer.from(part)];
    }),
  );
}

/**
 * HMAC-SHA256 (RFC 2104) with the key's two blocks made once: for short texts several times as fast as a new Hmac
 * each time, which has to take the key in again.
 */
export function hmacSha256(key: Buffer): (data: string | Buffer) => Buffer {
  const block = Buffer.alloc(64);
  (key.length > 64 ? sha256(key) : key).copy(block);
  const inner = Buffer.from(block.map((byte) => byte ^ 0x36));
  const outer = Buffer.from(block.map((byte) => byte ^ 0x5c));
  return (data) => {
    const digest = hash("sha256", Buffer.concat([inner, Buffer.from(data)]), "buffer");
    return hash("sha256", Buffer.concat([outer, digest]), "buffer");
  };
}
