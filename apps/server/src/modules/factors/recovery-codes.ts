import { randomBytes } from "node:crypto";
import { sha256 } from "#kernel/crypto";

/** Without letters that are taken for digits. */
const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
export const recoveryCodeCount = 10;

/** 75 bits each, so that a plain digest of it cannot be turned back by trying. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: recoveryCodeCount }, () => {
    const letters = [...randomBytes(15)].map((byte) => alphabet.charAt(byte & 31)).join("");
    return [letters.slice(0, 5), letters.slice(5, 10), letters.slice(10)].join("-");
  });
}

/** The same for every way in which people write a code down and type it in. */
export function recoveryCodeDigest(code: string): Buffer {
  const letters = code.toLowerCase().replaceAll(/[^0-9a-z]/g, "");
  return sha256(letters.replaceAll("o", "0").replaceAll(/[il]/g, "1"));
}
