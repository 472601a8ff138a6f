import { createCipheriv, timingSafeEqual } from "node:crypto";
import { isSalt, readBase64, readCount, readParameters, type HashFormat } from "./format.ts";
import { deriveScrypt, weightOf } from "./scrypt.ts";

/**
 * Firebase's own scheme: scrypt makes a key from the password, and the key encrypts the project's signer key. Four of
 * its values belong to the project and not to the person, so the exported pair does not say enough by itself. Written
 * as one string: "$firebase-scrypt$ln=<memory cost>,r=<rounds>,sep=<salt separator>,key=<signer key>$<salt>$<hash>",
 * each text in base64 as the export has it.
 */
export const readFirebaseScrypt: HashFormat = (stored) => {
  const [empty, name, cost = "", salt = "", hash = "", ...more] = stored.split("$");
  if (empty !== "" || name !== "firebase-scrypt" || more.length > 0) return null;
  const parameters = readParameters(cost);
  const power = readCount(parameters?.get("ln"));
  const r = readCount(parameters?.get("r"));
  const separator = readBase64(parameters?.get("sep") ?? "");
  const signer = readBase64(parameters?.get("key") ?? "");
  const own = readBase64(salt);
  const expected = readBase64(hash);
  if (power === null || power > 30 || r === null || !isSalt(own) || !isSalt(separator)) return null;
  if (signer === null || expected === null || signer.length < 16 || signer.length > 256) return null;
  if (expected.length !== signer.length) return null;
  const scryptCost = { N: 2 ** power, r, p: 1 };
  return {
    ...weightOf(scryptCost),
    matches: async (password) => {
      const key = await deriveScrypt(password, Buffer.concat([own, separator]), 32, scryptCost);
      const cipher = createCipheriv("aes-256-ctr", key, Buffer.alloc(16));
      return timingSafeEqual(Buffer.concat([cipher.update(signer), cipher.final()]), expected);
    },
  };
};
