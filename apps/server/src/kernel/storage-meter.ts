import { createHash } from "node:crypto";
import { Transform } from "node:stream";
import { StorageTooLargeError } from "./storage.ts";

export type Meter = Transform & { result(): { size: number; sha256: string } };

/** Counts and hashes what passes, and breaks the stream at the first byte too many. */
export function createMeter(maxBytes: number): Meter {
  const hash = createHash("sha256");
  let size = 0;
  const transform = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size > maxBytes) return done(new StorageTooLargeError(`The file is larger than ${maxBytes} bytes`));
      hash.update(chunk);
      return done(null, chunk);
    },
  });
  return Object.assign(transform, { result: () => ({ size, sha256: hash.digest("hex") }) });
}
