import { deflateSync } from "node:zlib";

/** The objects of a PDF, written one behind the other; each call gives the bytes to be written now. */
export type PdfDocument = {
  readonly begin: () => Buffer;
  /** The number of an object that is written later, or never by who does not need it. */
  readonly reserve: () => number;
  readonly object: (id: number, body: string) => Buffer;
  /** An object with data, packed; `entries` are those of its dictionary beside what packing needs. */
  readonly stream: (id: number, data: Buffer, entries?: string) => Buffer;
  readonly end: (root: number) => Buffer;
};

export function createDocument(): PdfDocument {
  const offsets: number[] = [];
  let [at, next] = [0, 1];
  const emit = (...parts: (string | Buffer)[]): Buffer => {
    const bytes = Buffer.concat(
      parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : part)),
    );
    at += bytes.length;
    return bytes;
  };
  const object = (id: number, ...body: (string | Buffer)[]): Buffer => {
    offsets[id] = at;
    return emit(`${id} 0 obj\n`, ...body, "\nendobj\n");
  };
  return {
    begin: () => emit("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n"),
    reserve: () => next++,
    object: (id, body) => object(id, body),
    stream(id, data, entries = "") {
      const packed = deflateSync(data);
      const dictionary = `<< /Length ${packed.length} /Filter /FlateDecode ${entries}>>`;
      return object(id, `${dictionary}\nstream\n`, packed, "\nendstream");
    },
    end(root) {
      const start = at;
      const lines = Array.from({ length: next }, (_, id) => {
        const offset = offsets[id];
        return offset === undefined
          ? `0000000000 ${id === 0 ? "65535" : "00000"} f \n`
          : `${String(offset).padStart(10, "0")} 00000 n \n`;
      });
      return emit(
        `xref\n0 ${next}\n${lines.join("")}`,
        `trailer\n<< /Size ${next} /Root ${root} 0 R >>\nstartxref\n${start}\n%%EOF\n`,
      );
    },
  };
}

/** A string of a PDF, as hexadecimal: nothing in it can end it. */
export const hexString = (hex: string): string => `<${hex}>`;

const hex4 = (value: number): string => value.toString(16).padStart(4, "0");
export const utf16Hex = (text: string): string =>
  Array.from({ length: text.length }, (_, n) => hex4(text.charCodeAt(n))).join("");

const mappingsAtOnce = 100;

/** For whoever copies text or looks for some: which letters each code of a font stands for. */
export function toUnicode(mappings: readonly (readonly [code: number, text: string])[]): Buffer {
  const blocks: string[] = [];
  for (let at = 0; at < mappings.length; at += mappingsAtOnce) {
    const lines = mappings
      .slice(at, at + mappingsAtOnce)
      .map(([code, text]) => `<${hex4(code)}> <${utf16Hex(text)}>`);
    blocks.push(`${lines.length} beginbfchar\n${lines.join("\n")}\nendbfchar`);
  }
  return Buffer.from(
    [
      "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap",
      "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
      "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def",
      "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange",
      ...blocks,
      "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend",
    ].join("\n"),
    "latin1",
  );
}
