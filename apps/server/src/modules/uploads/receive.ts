import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { SentFile } from "@atrium/contracts";
import { fail } from "#kernel/operation";
import { StorageTooLargeError, type Storage } from "#kernel/storage";
import { sniffType } from "./sniff.ts";

const sniffed = 4096;

/** Keeps the first bytes of what passes. */
function keepHead(): { stream: Transform; head: () => Buffer } {
  let head = Buffer.alloc(0);
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (head.length < sniffed) head = Buffer.concat([head, chunk.subarray(0, sniffed - head.length)]);
      done(null, chunk);
    },
  });
  return { stream, head: () => head };
}

/** Takes a file into storage as it comes; too many bytes, or none, leave nothing there. */
export async function receive(
  storage: Storage,
  key: string,
  file: SentFile,
  maxBytes: number,
): Promise<{ bytes: number; sha256: string; contentType: string }> {
  const { stream, head } = keepHead();
  try {
    const body = Readable.from(file.stream, { objectMode: false });
    const [stored] = await Promise.all([
      storage.put(key, stream, { contentType: "application/octet-stream", maxBytes }),
      pipeline(body, stream),
    ]);
    if (stored.size === 0) {
      await storage.delete(key);
      return fail("upload.empty");
    }
    return { bytes: stored.size, sha256: stored.sha256, contentType: sniffType(head()) };
  } catch (cause) {
    if (cause instanceof StorageTooLargeError) fail("upload.too_large", { extra: { maxBytes } });
    throw cause;
  }
}
