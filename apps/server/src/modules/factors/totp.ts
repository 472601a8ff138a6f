import { createHmac, randomBytes } from "node:crypto";
import { constantTimeEqual } from "#kernel/crypto";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const stepSeconds = 30;
/** One step either way, for clocks that are a little off (RFC 6238, 5.2). */
const drift = 1;

/** As long as the hash (RFC 4226, 4: at least 128 bits, 160 recommended). */
export function newTotpSecret(): Buffer {
  return randomBytes(20);
}

/** RFC 4648 without padding, as authenticator apps read it. */
export function base32(bytes: Buffer): string {
  let text = "";
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    bits = ((bits << 8) | byte) & 0xfff;
    held += 8;
    for (; held >= 5; held -= 5) text += alphabet.charAt((bits >> (held - 5)) & 31);
  }
  return held === 0 ? text : text + alphabet.charAt((bits << (5 - held)) & 31);
}

export function stepAt(now: Date): number {
  return Math.floor(now.getTime() / 1000 / stepSeconds);
}

/** RFC 4226 over the number of the time step. */
export function totpAt(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", secret).update(counter).digest();
  const number = mac.readUInt32BE((mac.at(-1) ?? 0) & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}

/** The time step that a code belongs to; null when it is none of the present ones. */
export function matchingStep(secret: Buffer, code: string, now: Date): number | null {
  const present = stepAt(now);
  let found: number | null = null;
  for (let step = present - drift; step <= present + drift; step++) {
    if (constantTimeEqual(totpAt(secret, step), code)) found = step;
  }
  return found;
}

/** What the QR code says. Apps show issuer and account; neither may hold the colon that parts them. */
export function otpauthUri(secret: Buffer, of: { issuer: string; account: string }): string {
  const issuer = encodeURIComponent(of.issuer.replaceAll(":", " "));
  const account = encodeURIComponent(of.account.replaceAll(":", " "));
  return `otpauth://totp/${issuer}:${account}?secret=${base32(secret)}&issuer=${issuer}&algorithm=SHA1&digits=6&period=${stepSeconds}`;
}
