import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { buffer } from "node:stream/consumers";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readPdf, type ReadPdf } from "../../../testing/read-pdf.ts";
import type { Cell } from "../csv.ts";
import { joinLetters, type Sign } from "./join-letters.ts";
import { readSubstitutions } from "./substitutions.ts";
import { pdfOf } from "./table.ts";
import { readTrueType } from "./true-type.ts";

const font = readTrueType(
  readFileSync(createRequire(import.meta.url).resolve("dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf")),
);
const told = { title: "Atrium", unshown: (cells: number) => `${cells} unshown` };

async function written(rows: readonly (readonly Cell[])[], header = ["a", "b"]): Promise<Buffer> {
  async function* batches(): AsyncGenerator<readonly (readonly Cell[])[]> {
    for (let at = 0; at < rows.length; at += 10) yield rows.slice(at, at + 10);
  }
  return buffer(pdfOf(header, batches(), told));
}
const read = async (...texts: string[]): Promise<ReadPdf> =>
  readPdf(await written(texts.map((text) => [text])));
/** The texts between the header of a page and its foot. */
const cells = ({ pages }: ReadPdf) => pages.flatMap((texts) => texts.slice(2, -1));
const shown = async (...texts: string[]) => cells(await read(...texts)).map(({ text }) => text);
const dictionaries = ({ objects }: ReadPdf): string => [...objects.values()].join("\n");

/** The font that a document carries, by the codes that its texts are written in. */
function embeddedIn(pdf: ReadPdf) {
  const file = pdf.data(Number(/\/FontFile2 (\d+)/.exec(dictionaries(pdf))?.[1]));
  const table = (tag: string): Buffer => {
    const at = file.indexOf(tag, 12, "latin1");
    const from = file.readUInt32BE(at + 8);
    return file.subarray(from, from + file.readUInt32BE(at + 12));
  };
  const [loca, glyf, hmtx] = [table("loca"), table("glyf"), table("hmtx")];
  return {
    file,
    outlineOf: (code: number) => glyf.subarray(loca.readUInt32BE(code * 4), loca.readUInt32BE(code * 4 + 4)),
    widthOf: (code: number) => Math.round((hmtx.readUInt16BE(code * 4) * 1000) / font.unitsPerEm),
  };
}

describe("a table on paper", () => {
  it("keeps to what every reader has where that is enough", async () => {
    const pdf = await read("Jürgen Weiß", "Zoë £5 „so“", "Œuvre");
    expect(cells(pdf).map(({ text }) => text)).toEqual(["Jürgen Weiß", "Zoë £5 „so“", "Œuvre"]);
    expect([...pdf.fonts.keys()]).toEqual(["B", "R"]);
    expect(dictionaries(pdf)).not.toContain("FontFile");
    expect(pdf.pages[0]?.at(-1)?.text).toBe("Atrium  ·  1".replaceAll("  ", " "));
  });

  it("shows the letters of other alphabets, each cell in one font, and lets them be copied", async () => {
    const texts = [
      "Łukasz Żółć", "Dvořák", "Nguyễn Thị Ánh", "Σίσυφος Παπαδόπουλος", "Анна Щербакова", "Їжакевич Ґалаґан",
      "Արամ", "შოთა", "q\u0307\u0323",
    ]; // prettier-ignore
    const pdf = await read(...texts);
    expect(cells(pdf).map(({ text }) => text)).toEqual(texts.map((text) => text.normalize("NFC")));
    expect(cells(pdf).every(({ runs }) => runs.length === 1 && runs[0]?.font === "U")).toBe(true);
    expect(pdf.pages[0]?.at(-1)?.text).not.toContain("unshown");
  });

  it("carries of the font what it uses, with the outlines and widths that the font has", async () => {
    const text = "Łódź ﷲ Żółć Анна";
    const pdf = await read(text);
    const { file, outlineOf, widthOf } = embeddedIn(pdf);
    expect(file.length).toBeLessThan(20_000);
    const widths = /\/W \[0 \[([\d ]+)\]\]/.exec(dictionaries(pdf))?.[1]?.split(" ").map(Number) ?? [];
    let simple = 0;
    for (const { runs } of cells(pdf)) {
      for (const code of runs.flatMap(({ codes }) => codes)) {
        const [outline, width] = [outlineOf(code), widthOf(code)];
        expect(widths[code]).toBe(width);
        if (outline.length === 0 || outline.readInt16BE(0) < 0) continue;
        const same = Array.from({ length: 6253 }, (_, glyph) => glyph).filter((glyph) => {
          const whole = font.outlineOf(glyph);
          return (
            whole.length > 0 &&
            outline.subarray(0, whole.length).equals(whole) &&
            font.widthOf(glyph) === width
          );
        });
        expect(same).not.toEqual([]);
        simple++;
      }
    }
    expect(simple).toBeGreaterThan(5);
    let sum = 0;
    for (let at = 0; at < file.length; at += 4) sum = (sum + file.readUInt32BE(at)) >>> 0;
    expect(sum).toBe(0xb1b0afba);
  });

  it("gives each letter of Arabic the form that Unicode itself names for its place", () => {
    const substitutions = readSubstitutions(font);
    const blank = font.glyphOf(0x200c);
    const glyphs = (text: string): number[] => {
      const signs = Array.from(text, (letter, from): Sign => ({ from, text: letter, glyph: font.glyphOf(letter.codePointAt(0) ?? 0) })); // prettier-ignore
      return joinLetters(signs, substitutions, blank).map(({ glyph }) => glyph);
    };
    const beh = "\u0628";
    const seen = new Set<string>();
    let forms = 0;
    for (let code = 0xfe81; code <= 0xfef4; code++) {
      const letter = String.fromCharCode(code).normalize("NFKC");
      if (letter.length !== 1) continue;
      const alone = font.glyphOf(letter.codePointAt(0) ?? 0);
      const places = [glyphs(letter)[0], glyphs(beh + letter)[1], glyphs(letter + beh)[0], glyphs(beh + letter + beh)[1]]; // prettier-ignore
      expect(alone).not.toBe(0);
      // The first of each letter is that of one that stands alone, which the font has twice.
      const expected = seen.has(letter) ? font.glyphOf(code) : alone;
      seen.add(letter);
      expect(places, letter).toContain(expected);
      forms++;
    }
    expect(forms).toBeGreaterThan(110);
    expect(glyphs("\u0628\u0628\u0628")).toEqual([0xfe91, 0xfe92, 0xfe90].map(font.glyphOf));
    expect(glyphs("\u0628\u200c\u0628").slice(0, 1)).toEqual([font.glyphOf(0x0628)]);
    expect(glyphs("\u0628\u064e\u0628")[0]).toBe(font.glyphOf(0xfe91));
    expect(glyphs("\u0644\u0627")).toEqual([font.glyphOf(0xfefb), blank]);
    expect(glyphs("\u0628\u0644\u064e\u0627").slice(1)).toEqual([
      font.glyphOf(0xfefc),
      font.glyphOf(0x064e),
      blank,
    ]);
  });

  it("sets what is read from right to left in that order, numbers and Latin words within it in theirs", async () => {
    expect(await shown("abc שלום def", "שלום abc דוד", "علي 12 باشا", "لا")).toEqual([
      "abc םולש def", "דוד abc םולש", "اشاب 12 يلع", "ال",
    ]); // prettier-ignore
  });

  it("turns brackets round where the text runs to the left, and leaves overriding signs out", async () => {
    const pdf = await read("(אב)", "a\u202ebc\u202cd");
    const [first, second] = cells(pdf);
    expect(first?.text).toBe(")בא(");
    expect(second?.text).toBe("abcd");
    const { outlineOf } = embeddedIn(pdf);
    const drawn = [0, -1].map((at) => outlineOf(first?.runs[0]?.codes.at(at) ?? 0));
    const brackets = ["(", ")"].map((sign) => font.outlineOf(font.glyphOf(sign.charCodeAt(0))));
    for (const [n, outline] of brackets.entries()) {
      expect(drawn[n]?.subarray(0, outline.length)).toEqual(outline);
    }
  });

  it("takes signs of East Asia in the order of the collection that a text belongs to", async () => {
    const pdf = await read(
      "李小龙",
      "陳大文",
      "山田たろう",
      "ｶﾀｶﾅ",
      "김철수",
      "金 철수",
      "李 Łukasz",
      "Zoë 李",
    );
    expect(cells(pdf).map(({ text }) => text)).toEqual([
      "李小龙", "陳大文", "山田たろう", "カタカナ", "김철수", "金 철수", "李 Łukasz", "Zoë 李",
    ]); // prettier-ignore
    const fonts = cells(pdf).map(({ runs }) => [...new Set(runs.map((run) => run.font))].join(""));
    expect(fonts).toEqual(["G", "G", "J", "J", "K", "KR", "GU", "RG"]);
    expect(cells(pdf)[0]?.runs[0]?.codes).toEqual([0x674e, 0x5c0f, 0x9f99]);
    for (const encoding of ["UniGB-UTF16-H", "UniJIS-UTF16-H", "UniKS-UTF16-H"]) {
      expect(dictionaries(pdf)).toContain(`/Encoding /${encoding}`);
    }
  });

  it("shows a sign that says so for letters that no font has, never another letter, and counts their cells", async () => {
    const pdf = await read("สมชาย", "Ann मुंबई", "\u{20bb7}", "Ann", "\ufffd");
    expect(cells(pdf).map(({ text }) => text.replaceAll("\ufffd", "#"))).toEqual(["#####", "Ann #####", "#", "Ann", "#"]); // prettier-ignore
    expect(pdf.pages[0]?.at(-1)?.text).toContain("3 unshown");
  });

  it("cuts what is too long where it ends, which is on the left where it runs there", async () => {
    const [latin = "", greek = "", hebrew = "", han = ""] = await shown(
      "x".repeat(900), "Ω".repeat(900), "ש".repeat(900), "李".repeat(900),
    ); // prettier-ignore
    expect(latin).toMatch(/^x+…$/);
    expect(greek).toMatch(/^Ω+…$/);
    expect(hebrew).toMatch(/^…ש+$/);
    expect(han).toMatch(/^李+…$/);
    expect(await shown("Żółć")).toEqual(["Żółć"]);
    expect((await shown(`${"ж\u0301".repeat(5000)}ż`))[0]).toMatch(/^(?:ж\u0301)+…$/);
  });

  it("goes on over pages, with each font once and the header on each", async () => {
    const rows = Array.from({ length: 120 }, (_, n): Cell[] => [n, n % 2 === 0 ? "Анна" : "李", true, null]);
    const pdf = readPdf(await written(rows, ["n", "Имя", "c", "d"]));
    expect(pdf.pages).toHaveLength(3);
    expect(pdf.pages.map(([, name]) => name?.text)).toEqual(["Имя", "Имя", "Имя"]);
    expect(pdf.pages.flat().filter(({ text }) => text === "Анна")).toHaveLength(60);
    expect(dictionaries(pdf).match(/\/FontFile2/g)).toHaveLength(1);
  });

  it("is whole whatever is in its cells, and nothing in them can end a text or say more", async () => {
    const text = fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }), fc.constantFrom("(Tj) ET", "<41> Tj", "\ud800", "\u200f(\u202e", "\u0628\u0301\u0644\u0627")); // prettier-ignore
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 8 }), async (texts) => {
        const pdf = await read(...texts);
        expect(pdf.pages[0]).toHaveLength(2 + texts.filter((each) => each !== "").length + 1);
      }),
      { numRuns: 60 },
    );
  });
});
