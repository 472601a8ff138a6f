import { randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";
import { formatId, parseId } from "@atrium/contracts";
import { sha256 } from "#kernel/crypto";

const prefix = "atr_live_";
const secretLength = 50;
const shape = new RegExp(`^${prefix}[0-9a-hjkmnp-tv-z]{26}_[0-9a-z]{${secretLength}}_[0-9a-z]{7}$`);

/** 256 bits in letters and digits, so that a double click takes the whole key. */
const makeSecret = (): string =>
  BigInt(`0x${randomBytes(32).toString("hex")}`)
    .toString(36)
    .padStart(secretLength, "0");
/** Lets scanners for leaked secrets tell a key from noise without asking anybody. */
const checksum = (text: string): string => crc32(text).toString(36).padStart(7, "0");

/** How a key of this id begins; enough to tell it from others, nothing to call with. */
export function keyStart(uuid: string): string {
  return `${prefix}${formatId("apiKey", uuid).slice("key_".length)}`;
}

export function makeKey(uuid: string): { key: string; digest: Buffer } {
  const body = `${keyStart(uuid)}_${makeSecret()}`;
  const key = `${body}_${checksum(body)}`;
  return { key, digest: sha256(key) };
}

/** Whether a bearer token means to be a key; access tokens begin otherwise. */
export function looksLikeKey(token: string): boolean {
  return token.startsWith("atr_");
}

/** The id that a key names; null for what was mistyped or made up. */
export function readKey(token: string): string | null {
  if (!shape.test(token)) return null;
  const border = token.lastIndexOf("_");
  if (checksum(token.slice(0, border)) !== token.slice(border + 1)) return null;
  return parseId("apiKey", `key_${token.slice(prefix.length, prefix.length + 26)}`);
}
