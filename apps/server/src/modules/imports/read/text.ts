import type { Readable } from "node:stream";
import { UnfitFile } from "./unfit.ts";

export const encodings = ["utf-8", "utf-16le", "utf-16be", "windows-1252"] as const;
export type Encoding = (typeof encodings)[number];

/** How a text is written, by its first bytes: a mark says so, else what is no UTF-8 is taken for a Windows text. */
export function encodingOf(head: Buffer): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  try {
    // A letter may be cut at the end of the head, which streaming forgives.
    new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
    return "utf-8";
  } catch {
    return "windows-1252";
  }
}

/** The text of a file without its mark, piece by piece as it comes. */
export async function* textOf(stream: Readable, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: encoding !== "windows-1252" });
  const decode = (bytes?: Buffer): string => {
    try {
      return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
    } catch {
      throw new UnfitFile("encoding", `The file is not written in ${encoding} throughout.`);
    }
  };
  for await (const bytes of stream as AsyncIterable<Buffer>) yield decode(bytes);
  yield decode();
}
