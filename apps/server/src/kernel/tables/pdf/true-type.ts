/** A font file, read as far as setting text in it needs. Glyphs are named by their number in it. */
export type TrueType = {
  readonly table: (tag: string) => Buffer;
  /** 0, the sign for what is missing, where the font has no such letter. */
  readonly glyphOf: (codePoint: number) => number;
  /** In thousandths of the size. */
  readonly widthOf: (glyph: number) => number;
  /** The outline as it lies in the file; empty for a space. */
  readonly outlineOf: (glyph: number) => Buffer;
  readonly unitsPerEm: number;
};

type Segment = { readonly from: number; readonly to: number; readonly glyph: number };

/** Of the two forms that fonts of today have: by ranges, in format 12 with all planes of Unicode. */
function segmentsOf(cmap: Buffer): Segment[] {
  for (let n = 0; n < cmap.readUInt16BE(2); n++) {
    const at = cmap.readUInt32BE(4 + n * 8 + 4);
    const unicode = cmap.readUInt16BE(4 + n * 8) === 3 && cmap.readUInt16BE(4 + n * 8 + 2) === 10;
    if (!unicode || cmap.readUInt16BE(at) !== 12) continue;
    return Array.from({ length: cmap.readUInt32BE(at + 12) }, (_, group) => {
      const place = at + 16 + group * 12;
      return {
        from: cmap.readUInt32BE(place),
        to: cmap.readUInt32BE(place + 4),
        glyph: cmap.readUInt32BE(place + 8),
      };
    });
  }
  throw new Error("the font does not say which letters it has");
}

export function readTrueType(file: Buffer): TrueType {
  const tables = new Map<string, Buffer>();
  for (let n = 0; n < file.readUInt16BE(4); n++) {
    const at = 12 + n * 16;
    const offset = file.readUInt32BE(at + 8);
    tables.set(
      file.toString("latin1", at, at + 4),
      file.subarray(offset, offset + file.readUInt32BE(at + 12)),
    );
  }
  const table = (tag: string): Buffer => {
    const found = tables.get(tag);
    if (found === undefined) throw new Error(`the font has no ${tag}`);
    return found;
  };
  const segments = segmentsOf(table("cmap"));
  const unitsPerEm = table("head").readUInt16BE(18);
  const long = table("head").readInt16BE(50) === 1;
  const [loca, glyf, hmtx] = [table("loca"), table("glyf"), table("hmtx")];
  const measured = table("hhea").readUInt16BE(34);
  const start = (glyph: number): number =>
    long ? loca.readUInt32BE(glyph * 4) : loca.readUInt16BE(glyph * 2) * 2;

  function glyphOf(codePoint: number): number {
    let [low, high] = [0, segments.length - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const segment = segments[middle];
      if (segment === undefined || codePoint < segment.from) high = middle - 1;
      else if (codePoint > segment.to) low = middle + 1;
      else return segment.glyph + codePoint - segment.from;
    }
    return 0;
  }
  return {
    table,
    glyphOf,
    widthOf: (glyph) =>
      Math.round((hmtx.readUInt16BE(Math.min(glyph, measured - 1) * 4) * 1000) / unitsPerEm),
    outlineOf: (glyph) => glyf.subarray(start(glyph), start(glyph + 1)),
    unitsPerEm,
  };
}
