import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { sha256 } from "#kernel/crypto";
import { toUnicode, type PdfDocument } from "./document.ts";
import { joinLetters, type Sign } from "./join-letters.ts";
import { subsetOf } from "./subset.ts";
import { readSubstitutions } from "./substitutions.ts";
import { readTrueType } from "./true-type.ts";

const missing = 0xfffd;
const zeroWidthNonJoiner = 0x200c;
/** Letters of Urdu that the font does not have, and those of Arabic that are the same letters there. */
const sameLetters = new Map([
  ["\u06c1", "\u0647"],
  ["\u06c2", "\u06c0"],
  ["\u06c3", "\u0629"],
]);

export type EmbeddedFont = {
  /** The signs of a text as they are written; one that the font does not have becomes one that says so. */
  readonly signsOf: (letters: readonly { from: number; letter: string; shown: string }[]) => Sign[];
  readonly widthOf: (sign: Sign) => number;
  /** Its code in this document, which the font then holds. */
  readonly codeOf: (sign: Sign) => number;
  readonly objects: (document: PdfDocument, id: number) => Buffer[];
};

/** A free font with the letters of most alphabets, of which a document carries what it uses. Read when it is needed. */
export function openEmbeddedFont(): EmbeddedFont {
  const file = createRequire(import.meta.url).resolve("dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf");
  const font = readTrueType(readFileSync(file));
  const substitutions = readSubstitutions(font);
  // The same outline may stand for several letters, and each is copied as what it was.
  const used: { readonly glyph: number; readonly text: string }[] = [{ glyph: 0, text: "\ufffd" }];
  const codes = new Map<string, number>();
  const glyphOf = (sign: string): number => font.glyphOf((sameLetters.get(sign) ?? sign).codePointAt(0) ?? 0);

  return {
    signsOf: (letters) =>
      joinLetters(
        letters.map(({ from, letter, shown }) => {
          const glyph = glyphOf(shown);
          return glyph === 0
            ? { from, glyph: font.glyphOf(missing), text: "\ufffd" }
            : { from, glyph, text: letter };
        }),
        substitutions,
        font.glyphOf(zeroWidthNonJoiner),
      ),
    widthOf: ({ glyph }) => font.widthOf(glyph),
    codeOf({ glyph, text }) {
      const key = `${glyph} ${text}`;
      const known = codes.get(key);
      if (known !== undefined) return known;
      const code = used.push({ glyph, text }) - 1;
      codes.set(key, code);
      return code;
    },
    objects(document, id) {
      const [descendant, descriptor, data, map] = [
        document.reserve(), document.reserve(), document.reserve(), document.reserve(),
      ]; // prettier-ignore
      const glyphs = used.map(({ glyph }) => glyph);
      const subset = subsetOf(font, glyphs);
      const tag = sha256(subset).toString("hex").slice(0, 6).replaceAll(/./g, (digit) => "ABCDEFGHIJKLMNOP"[Number.parseInt(digit, 16)] ?? "A"); // prettier-ignore
      const name = `/${tag}+DejaVuSansCondensed`;
      const [head, hhea] = [font.table("head"), font.table("hhea")];
      const scaled = (table: Buffer, at: number) =>
        Math.round((table.readInt16BE(at) * 1000) / font.unitsPerEm);
      const box = [36, 38, 40, 42].map((at) => scaled(head, at)).join(" ");
      const [ascent, descent] = [scaled(hhea, 4), scaled(hhea, 6)];
      return [
        document.object(id, `<< /Type /Font /Subtype /Type0 /BaseFont ${name} /Encoding /Identity-H /DescendantFonts [${descendant} 0 R] /ToUnicode ${map} 0 R >>`),
        document.object(descendant, `<< /Type /Font /Subtype /CIDFontType2 /BaseFont ${name} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor ${descriptor} 0 R /CIDToGIDMap /Identity /W [0 [${glyphs.map(font.widthOf).join(" ")}]] >>`),
        document.object(descriptor, `<< /Type /FontDescriptor /FontName ${name} /Flags 4 /FontBBox [${box}] /ItalicAngle 0 /Ascent ${ascent} /Descent ${descent} /CapHeight ${ascent} /StemV 80 /FontFile2 ${data} 0 R >>`),
        document.stream(data, subset, `/Length1 ${subset.length} `),
        document.stream(map, toUnicode(used.map(({ text }, code) => [code, text]))),
      ]; // prettier-ignore
    },
  };
}
