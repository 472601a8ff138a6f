import type { Readable } from "node:stream";

export type StoredObject = { key: string; size: number };
export type PutOptions = { contentType: string; maxBytes: number };
export type ByteRange = { start: number; end: number };
export type PresignedRequest = { method: "GET" | "PUT"; url: string; headers: Record<string, string> };

/** Where files are kept. Keys are made by Atrium; a name given by a person never becomes one. */
export type Storage = {
  /** All or nothing: the key appears when the last byte is safe. */
  put(key: string, body: Readable | Buffer, options: PutOptions): Promise<{ size: number; sha256: string }>;
  /** `range` counts like HTTP: both ends belong to it. */
  get(key: string, range?: ByteRange): Promise<Readable>;
  head(key: string): Promise<{ size: number; modifiedAt: Date } | null>;
  delete(key: string): Promise<void>;
  /** In the order of their bytes, starting behind `after`; at most 1000 at a time. */
  list(prefix: string, after: string | undefined, limit: number): Promise<StoredObject[]>;
  /** Absent where bytes must pass through Atrium. The browser must send the headers as they are. */
  presignUpload?(
    key: string,
    options: { contentType: string; size: number; expiresSeconds: number },
  ): PresignedRequest;
  presignDownload?(
    key: string,
    options: { expiresSeconds: number; fileName?: string; contentType?: string },
  ): PresignedRequest;
};

export class StorageKeyError extends Error {
  override name = "StorageKeyError";
}

export class StorageNotFoundError extends Error {
  override name = "StorageNotFoundError";
}

export class StorageTooLargeError extends Error {
  override name = "StorageTooLargeError";
}

const segment = /^[a-z0-9][a-z0-9._-]{0,127}$/;
/** Names that are devices on some file systems, with any extension. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/;

export function checkKey(key: string): string {
  const safe = (part: string) =>
    segment.test(part) && !part.includes("..") && !part.endsWith(".") && !reserved.test(part);
  if (typeof key !== "string" || key.length > 512 || !key.split("/").every(safe)) {
    throw new StorageKeyError(
      "A storage key is lower-case segments of letters, digits, dot, dash, underscore",
    );
  }
  return key;
}

/** A prefix may end inside a segment or with the slash behind one. */
export function checkPrefix(prefix: string): string {
  if (prefix !== "") checkKey(prefix.endsWith("/") ? prefix.slice(0, -1) : prefix.replace(/\.$/, ""));
  return prefix;
}
