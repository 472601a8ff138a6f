import { pipeline, Transform, type Readable } from "node:stream";
import { createInflateRaw } from "node:zlib";
import { limits, UnfitFile } from "./unfit.ts";

/** Bytes of the file from one place up to another, the last one included. */
export type ReadRange = (start: number, end: number) => Promise<Readable>;

type Entry = { method: number; packed: number; size: number; at: number };
export type Archive = {
  has(name: string): boolean;
  /** What a file of the archive holds, never more than the archive said. */
  open(name: string): Promise<Readable>;
};

const unfit = (detail: string): never => {
  throw new UnfitFile("archive", detail);
};

async function bytesOf(stream: Readable): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts);
}

const tailBytes = 65_557;
const mostDirectoryBytes = 4 * 1024 ** 2;

async function directoryOf(read: ReadRange, size: number): Promise<Map<string, Entry>> {
  const from = Math.max(0, size - tailBytes);
  const tail = await bytesOf(await read(from, size - 1));
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + 22 > tail.length) return unfit("The workbook is cut off or no archive at all.");
  const count = tail.readUInt16LE(end + 10);
  const length = tail.readUInt32LE(end + 12);
  const start = tail.readUInt32LE(end + 16);
  if (count > limits.archiveEntries || count === 0xffff || length > mostDirectoryBytes)
    return unfit("The workbook has too many parts.");
  if (length === 0 || start + length > size) return unfit("The workbook's list of parts is broken.");
  const directory = await bytesOf(await read(start, start + length - 1));
  const entries = new Map<string, Entry>();
  let unpacked = 0;
  for (let at = 0, n = 0; n < count; n++) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== 0x02014b50)
      return unfit("The workbook's list of parts is broken.");
    const nameLength = directory.readUInt16LE(at + 28);
    const entry = {
      method: directory.readUInt16LE(at + 10),
      packed: directory.readUInt32LE(at + 20),
      size: directory.readUInt32LE(at + 24),
      at: directory.readUInt32LE(at + 42),
    };
    if ((directory.readUInt16LE(at + 8) & 1) !== 0)
      throw new UnfitFile("encrypted", "The workbook is protected by a password.");
    unpacked += entry.size;
    if (unpacked > limits.unpackedBytes || burstsWhoUnpacks(entry))
      throw new UnfitFile("too_large", "The workbook would unpack to far more than it is.");
    entries.set(directory.subarray(at + 46, at + 46 + nameLength).toString(), entry);
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

const burstsWhoUnpacks = ({ size, packed }: Entry): boolean =>
  size > limits.packingFrom && size > packed * limits.packing;

/** Lets through as many bytes as were announced. */
function upTo(size: number): Transform {
  let seen = 0;
  return new Transform({
    transform(part: Buffer, _encoding, done) {
      seen += part.length;
      if (seen > size) done(new UnfitFile("too_large", "A part of the workbook is larger than it says."));
      else done(null, part);
    },
  });
}

/** Opens an archive without unpacking it: only its list of parts is read. */
export async function openArchive(read: ReadRange, size: number): Promise<Archive> {
  const entries = await directoryOf(read, size);
  return {
    has: (name) => entries.has(name),
    async open(name) {
      const entry = entries.get(name);
      if (entry === undefined) return unfit(`The workbook has no part ${name}.`);
      const header = await bytesOf(await read(entry.at, Math.min(entry.at + 29, size - 1)));
      if (header.length < 30 || header.readUInt32LE(0) !== 0x04034b50)
        return unfit("A part of the workbook is not where its list says.");
      const start = entry.at + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
      if (start + entry.packed > size) return unfit("A part of the workbook is cut off.");
      const limit = upTo(entry.size);
      // Whoever reads is told of what goes wrong; here nothing is left to do.
      const told = (): void => undefined;
      if (entry.packed === 0) {
        limit.end();
        return limit;
      }
      const packed = await read(start, start + entry.packed - 1);
      if (entry.method === 0) pipeline(packed, limit, told);
      else if (entry.method === 8) pipeline(packed, createInflateRaw(), limit, told);
      else return unfit("A part of the workbook is packed in a way that is not read.");
      return limit;
    },
  };
}
