import { once } from "node:events";
import { PassThrough, type Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { crc32, createDeflateRaw } from "node:zlib";

type Entry = { name: Buffer; crc: number; packed: number; size: number; at: number };
const dosDate = 0x21;
/** Sizes follow the data, since they are not known before; names are UTF-8. */
const flags = 0x0808;
const versionNeeded = 20;

function localHeader(name: Buffer): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(versionNeeded, 4);
  header.writeUInt16LE(flags, 6);
  header.writeUInt16LE(8, 8);
  header.writeUInt16LE(dosDate, 12);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, name]);
}

function descriptor({ crc, packed, size }: Entry): Buffer {
  const record = Buffer.alloc(16);
  record.writeUInt32LE(0x08074b50, 0);
  record.writeUInt32LE(crc, 4);
  record.writeUInt32LE(packed, 8);
  record.writeUInt32LE(size, 12);
  return record;
}

function centralRecord({ name, crc, packed, size, at }: Entry): Buffer {
  const record = Buffer.alloc(46);
  record.writeUInt32LE(0x02014b50, 0);
  record.writeUInt16LE(versionNeeded, 4);
  record.writeUInt16LE(versionNeeded, 6);
  record.writeUInt16LE(flags, 8);
  record.writeUInt16LE(8, 10);
  record.writeUInt16LE(dosDate, 14);
  record.writeUInt32LE(crc, 16);
  record.writeUInt32LE(packed, 20);
  record.writeUInt32LE(size, 24);
  record.writeUInt16LE(name.length, 28);
  record.writeUInt32LE(at, 42);
  return Buffer.concat([record, name]);
}

function endRecord(entries: number, bytes: number, at: number): Buffer {
  const record = Buffer.alloc(22);
  record.writeUInt32LE(0x06054b50, 0);
  record.writeUInt16LE(entries, 8);
  record.writeUInt16LE(entries, 10);
  record.writeUInt32LE(bytes, 12);
  record.writeUInt32LE(at, 16);
  return record;
}

/** Past it a 32-bit length does not hold; a writer begins another entry before. */
export const mostEntryBytes = 0xf000_0000;

/**
 * A zip archive that is made while it is read. Compressing happens in zlib's own threads, and nothing is held but what
 * the reader has not taken yet.
 */
export function zipOf(
  files: AsyncIterable<{ name: string; content: AsyncIterable<string | Buffer> }>,
): Readable {
  const out = new PassThrough({ highWaterMark: 262_144 });
  let at = 0;

  async function write(bytes: Buffer): Promise<void> {
    at += bytes.length;
    if (at > 0xffff_ffff) throw new Error("the archive is larger than four gigabytes");
    if (!out.write(bytes)) await once(out, "drain");
  }

  async function writeEntry(name: string, content: AsyncIterable<string | Buffer>): Promise<Entry> {
    const entry: Entry = { name: Buffer.from(name), crc: 0, packed: 0, size: 0, at };
    await write(localHeader(entry.name));
    const measured = async function* (): AsyncGenerator<Buffer> {
      for await (const part of content) {
        const bytes = typeof part === "string" ? Buffer.from(part) : part;
        entry.crc = crc32(bytes, entry.crc);
        entry.size += bytes.length;
        if (entry.size > 0xffff_ffff) throw new Error("a file of the archive is larger than four gigabytes");
        yield bytes;
      }
    };
    const deflate = createDeflateRaw({ level: 4, chunkSize: 65_536 });
    const packing = pipeline(measured, deflate, async (packed: AsyncIterable<Buffer>) => {
      for await (const bytes of packed) {
        entry.packed += bytes.length;
        await write(bytes);
      }
    });
    await packing;
    await write(descriptor(entry));
    return entry;
  }

  async function run(): Promise<void> {
    const entries: Entry[] = [];
    for await (const { name, content } of files) entries.push(await writeEntry(name, content));
    const start = at;
    for (const entry of entries) await write(centralRecord(entry));
    await write(endRecord(entries.length, at - start, start));
    out.end();
  }
  run().catch((cause: unknown) => out.destroy(cause instanceof Error ? cause : new Error(String(cause))));
  return out;
}
