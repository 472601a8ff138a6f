import { toUnicode, type PdfDocument } from "./document.ts";

/** Fonts that a reader has of its own, by the collections of signs that PDF names: simplified Chinese, Japanese, Korean. */
export type EastAsianKey = "G" | "J" | "K";

const collections = {
  G: { ordering: "GB1", supplement: 5, encoding: "UniGB-UTF16-H", font: "STSong-Light" },
  J: { ordering: "Japan1", supplement: 6, encoding: "UniJIS-UTF16-H", font: "HeiseiKakuGo-W5" },
  K: { ordering: "Korea1", supplement: 2, encoding: "UniKS-UTF16-H", font: "HYGoThic-Medium" },
} as const;

const eastAsian =
  /[\u2e80-\u303f\u3040-\u312f\u31a0-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6]/;
const kana = /[\u3040-\u30ff]/;
const lineFeed = 0x0a;
const hangul = /[\uac00-\ud7a3]/;

export const isEastAsian = (sign: string): boolean => eastAsian.test(sign);

/** All signs of an encoding whose signs take two bytes, behind a byte that leads to more where there is one. */
function signsOf(encoding: string, lead: readonly number[] = []): string[] {
  const line = lead.length + 3;
  const bytes = new Uint8Array((0xff - 0x81) * (0xff - 0x40) * line);
  let at = 0;
  for (let first = 0x81; first < 0xff; first++) {
    for (let second = 0x40; second < 0xff; second++, at += line) {
      bytes.set(lead, at);
      bytes[at + line - 3] = first;
      bytes[at + line - 2] = second;
      bytes[at + line - 1] = lineFeed;
    }
  }
  const signs = new TextDecoder(encoding).decode(bytes).split("\n");
  return signs.filter((sign) => sign.length === 1 && isEastAsian(sign));
}

/** The encodings that each collection was made of, so that it has at least what they have. */
const madeOf: Record<EastAsianKey, () => string[]> = {
  G: () => signsOf("gbk"),
  J: () => [...signsOf("euc-jp"), ...signsOf("euc-jp", [0x8f])],
  K: () => signsOf("euc-kr"),
};

/** In which of these fonts each sign of a text is set, null where none has it. */
export type ChooseFont = (text: string) => (sign: string) => EastAsianKey | null;

/** It follows the rest of the text: the same sign is drawn in one way in China and in another in Japan. */
export function chooseEastAsian(): ChooseFont {
  const known = new Map<EastAsianKey, (sign: string) => boolean>();
  function holds(key: EastAsianKey, sign: string): boolean {
    let has = known.get(key);
    if (has === undefined) {
      const signs = new Set(madeOf[key]());
      // The rarer ones that GB 18030 adds; they are one block.
      has = (each) => signs.has(each) || (key === "G" && each >= "\u3400" && each <= "\u4db5");
      known.set(key, has);
    }
    return has(sign);
  }
  return (text) => {
    const first: EastAsianKey = hangul.test(text) ? "K" : kana.test(text) ? "J" : "G";
    const inTurn = [first, ...(["G", "J", "K"] as const).filter((key) => key !== first)];
    return (sign) => inTurn.find((key) => holds(key, sign)) ?? null;
  };
}

/** The font's objects; `signs` are those that the document has in it, so that copying them works everywhere. */
export function eastAsianObjects(
  document: PdfDocument,
  id: number,
  key: EastAsianKey,
  signs: ReadonlySet<string>,
): Buffer[] {
  const { ordering, supplement, encoding, font } = collections[key];
  const [descendant, descriptor, map] = [document.reserve(), document.reserve(), document.reserve()];
  const mappings = [...signs].map((sign) => [sign.charCodeAt(0), sign] as const);
  return [
    document.object(id, `<< /Type /Font /Subtype /Type0 /BaseFont /${font}-${encoding} /Encoding /${encoding} /DescendantFonts [${descendant} 0 R] /ToUnicode ${map} 0 R >>`),
    document.object(descendant, `<< /Type /Font /Subtype /CIDFontType0 /BaseFont /${font} /CIDSystemInfo << /Registry (Adobe) /Ordering (${ordering}) /Supplement ${supplement} >> /FontDescriptor ${descriptor} 0 R /DW 1000 >>`),
    document.object(descriptor, `<< /Type /FontDescriptor /FontName /${font} /Flags 4 /FontBBox [-200 -250 1100 1000] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 80 >>`),
    document.stream(map, toUnicode(mappings)),
  ]; // prettier-ignore
}
