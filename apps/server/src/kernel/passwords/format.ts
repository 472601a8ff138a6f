/** A stored hash that some other system made, ready to be compared with a password. */
export type ImportedHash = {
  /** Roughly the seconds one check takes on one core, to be held against the ceiling. */
  readonly seconds: number;
  /** The bytes one check needs at once. */
  readonly memory: number;
  readonly matches: (password: string) => Promise<boolean>;
};

/** Reads the forms it knows, and says null to anything else. */
export type HashFormat = (stored: string) => ImportedHash | null;

// A digest this short would be met by chance; one this long is no digest.
const digestBytes = { least: 16, most: 128 };
const longestSalt = 1024;

/**
 * Base64 as hash strings write it: the usual or the URL alphabet, with or without padding, and passlib's, which writes
 * "." for "+". Null for what is no such text, where Node would skip over the letters it does not know.
 */
export function readBase64(text: string): Buffer | null {
  if (!/^[\w+/.-]*={0,2}$/.test(text)) return null;
  return Buffer.from(text.replaceAll(".", "+"), "base64");
}

export const isDigest = (bytes: Buffer | null): bytes is Buffer =>
  bytes !== null && bytes.length >= digestBytes.least && bytes.length <= digestBytes.most;

export const isSalt = (bytes: Buffer | null): bytes is Buffer =>
  bytes !== null && bytes.length <= longestSalt;

/** A count as hash strings write it: no sign, no leading zero, nothing beyond what a number can hold exactly. */
export function readCount(text: string | undefined): number | null {
  return text !== undefined && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null;
}

/** The "k=v,k=v" part of a PHC string; null where it has another form or names one thing twice. */
export function readParameters(text: string): Map<string, string> | null {
  const pairs = text.split(",").map((pair) => /^([a-z0-9-]{1,32})=([^=]*={0,2})$/.exec(pair));
  const found = new Map<string, string>();
  for (const pair of pairs) {
    if (pair === null || found.has(pair[1] ?? "")) return null;
    found.set(pair[1] ?? "", pair[2] ?? "");
  }
  return found;
}
