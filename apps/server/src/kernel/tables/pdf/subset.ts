import type { TrueType } from "./true-type.ts";

const arePlaces = 1;
const hasScale = 8;
const moreComponents = 0x20;
const hasTwoScales = 0x40;
const hasMatrix = 0x80;

const isComposite = (outline: Buffer): boolean => outline.length > 0 && outline.readInt16BE(0) < 0;

/** The places in an outline where the glyphs are named of which it is put together. */
function componentPlaces(outline: Buffer): number[] {
  if (!isComposite(outline)) return [];
  const places: number[] = [];
  for (let at = 10, more = true; more;) {
    const flags = outline.readUInt16BE(at);
    places.push(at + 2);
    at += 4 + ((flags & arePlaces) !== 0 ? 4 : 2);
    at += (flags & hasScale) !== 0 ? 2 : (flags & hasTwoScales) !== 0 ? 4 : (flags & hasMatrix) !== 0 ? 8 : 0;
    more = (flags & moreComponents) !== 0;
  }
  return places;
}

const padded = (data: Buffer): Buffer => Buffer.concat([data, Buffer.alloc(-data.length & 3)]);

function checksum(data: Buffer): number {
  let sum = 0;
  for (let at = 0; at < data.length; at += 4) sum = (sum + data.readUInt32BE(at)) >>> 0;
  return sum;
}

function fontFile(tables: readonly (readonly [tag: string, data: Buffer])[]): Buffer {
  const sorted = tables.toSorted(([a], [b]) => (a < b ? -1 : 1));
  const header = Buffer.alloc(12 + sorted.length * 16);
  header.writeUInt32BE(0x10000, 0);
  const power = 2 ** Math.floor(Math.log2(sorted.length));
  header.writeUInt16BE(sorted.length, 4);
  header.writeUInt16BE(power * 16, 6);
  header.writeUInt16BE(Math.log2(power), 8);
  header.writeUInt16BE((sorted.length - power) * 16, 10);
  let offset = header.length;
  const bodies = sorted.map(([tag, data], n) => {
    const body = padded(data);
    header.write(tag, 12 + n * 16, "latin1");
    header.writeUInt32BE(checksum(body), 16 + n * 16);
    header.writeUInt32BE(offset, 20 + n * 16);
    header.writeUInt32BE(data.length, 24 + n * 16);
    offset += body.length;
    return body;
  });
  return Buffer.concat([header, ...bodies]);
}

/**
 * A font file of some glyphs alone, numbered anew in the order in which they are given. Those of which they are put
 * together come behind them. It has no table of letters: whoever embeds it knows which glyph is which.
 */
export function subsetOf(font: TrueType, wanted: readonly number[]): Buffer {
  const glyphs = [...wanted];
  const newNumber = new Map<number, number>();
  for (const [n, glyph] of glyphs.entries()) if (!newNumber.has(glyph)) newNumber.set(glyph, n);
  const outlines: Buffer[] = [];
  // It grows while it is walked.
  for (const glyph of glyphs) {
    const outline = Buffer.from(font.outlineOf(glyph));
    for (const place of componentPlaces(outline)) {
      const part = outline.readUInt16BE(place);
      const known = newNumber.get(part) ?? glyphs.push(part) - 1;
      newNumber.set(part, known);
      outline.writeUInt16BE(known, place);
    }
    outlines.push(padded(outline));
  }
  const loca = Buffer.alloc((glyphs.length + 1) * 4);
  let end = 0;
  for (const [n, { length }] of outlines.entries()) loca.writeUInt32BE((end += length), (n + 1) * 4);

  const [allMetrics, hhea] = [font.table("hmtx"), Buffer.from(font.table("hhea"))];
  const measured = hhea.readUInt16BE(34);
  const hmtx = Buffer.alloc(glyphs.length * 4);
  for (const [n, glyph] of glyphs.entries()) {
    const last = Math.min(glyph, measured - 1);
    hmtx.writeUInt16BE(allMetrics.readUInt16BE(last * 4), n * 4);
    const side = glyph < measured ? glyph * 4 + 2 : measured * 4 + (glyph - measured) * 2;
    hmtx.writeInt16BE(allMetrics.readInt16BE(side), n * 4 + 2);
  }
  hhea.writeUInt16BE(glyphs.length, 34);
  const maxp = Buffer.from(font.table("maxp"));
  maxp.writeUInt16BE(glyphs.length, 4);
  const head = Buffer.from(font.table("head"));
  head.writeUInt32BE(0, 8);
  head.writeInt16BE(1, 50);
  const hints = ["cvt ", "fpgm", "prep"].map((tag) => [tag, font.table(tag)] as const);
  const file = fontFile([
    ["head", head], ["hhea", hhea], ["maxp", maxp], ["hmtx", hmtx], ["loca", loca],
    ["glyf", Buffer.concat(outlines)], ...hints,
  ]); // prettier-ignore
  const place = file.indexOf("head", 12, "latin1");
  file.writeUInt32BE((0xb1b0afba - checksum(file)) >>> 0, file.readUInt32BE(place + 8) + 8);
  return file;
}
