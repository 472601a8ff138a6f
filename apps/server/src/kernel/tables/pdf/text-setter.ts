import { openDirections, inVisualOrder, type Direction } from "./direction.ts";
import { hexString, type PdfDocument } from "./document.ts";
import {
  chooseEastAsian,
  eastAsianObjects,
  isEastAsian,
  type ChooseFont,
  type EastAsianKey,
} from "./east-asian.ts";
import { openEmbeddedFont, type EmbeddedFont } from "./embedded-font.ts";
import { isMark } from "./join-letters.ts";
import { isWinAnsi, winAnsi } from "./win-ansi.ts";

/** Fonts by the names that pages know them by: Helvetica, its bold, the embedded one, those of East Asia. */
export type FontKey = "R" | "B" | "U" | EastAsianKey;
type Piece = {
  readonly font: FontKey;
  readonly hex: string;
  readonly width: number;
  readonly from: number;
  readonly level: number;
  readonly whole: boolean;
};

export type SetText = {
  /** What shows the text where the page's cursor stands. */
  readonly operators: string;
  readonly fonts: readonly FontKey[];
  /** False where a letter is in none of the fonts; a sign that says so stands in its place. */
  readonly whole: boolean;
};

const ellipsis = "…";
const widestEllipsis = 1000;
/** Hardly a letter of these fonts is as narrow, in thousandths of the size. */
const narrowest = 150;
const halfWidth = /[\uff61-\uffdc]+/g;
// Invisible; left are those that part or join letters, or say the direction of a place.
const unwanted = /(?![\u200c-\u200f\u061c])[\p{Cf}\p{Cc}\p{Cs}\ufe00-\ufe0f]/gu;
const invisible = /^\p{Cf}$/u;
const hex = (code: number, digits: number): string => code.toString(16).padStart(digits, "0");

// What most cells are, and what needs nothing done to it.
const asItIs = /^(?:[!-~]| (?! ))*$/;

function cleaned(text: string): string {
  if (asItIs.test(text)) return text;
  return text
    .replaceAll(/\s+/g, " ")
    .replaceAll(unwanted, "")
    .replaceAll(halfWidth, (kana) => kana.normalize("NFKC"))
    .normalize("NFC");
}

const widthOf = (pieces: readonly Piece[]): number => pieces.reduce((sum, { width }) => sum + width, 0);

/** Sets texts of any script in the fonts of one document, and writes those that were needed at its end. */
export function createTextSetter() {
  const directionOf = openDirections();
  const chooseFont: ChooseFont = chooseEastAsian();
  const signsUsed = new Map<EastAsianKey, Set<string>>();
  let embedded: EmbeddedFont | null = null;

  function plainPieces(text: string, from: number, font: FontKey, { levelAt, shown }: Direction): Piece[] {
    const pieces: Piece[] = [];
    let place = from;
    for (const sign of text) {
      const known = winAnsi(shown(sign, place)) ?? winAnsi("?");
      if (known !== undefined) {
        const level = levelAt(place);
        pieces.push({ font, hex: hex(known.code, 2), width: known.width, from: place, level, whole: true });
      }
      place += sign.length;
    }
    return pieces;
  }

  /** Each letter with its marks stays one piece: they lie over what was drawn before, from right to left over what follows. */
  function embeddedPieces(text: string, from: number, { levelAt, shown }: Direction): Piece[] {
    const font = (embedded ??= openEmbeddedFont());
    let place = from;
    const letters = Array.from(text, (letter) => {
      const at = place;
      place += letter.length;
      return { from: at, letter, shown: shown(letter, at) };
    });
    const pieces: Piece[] = [];
    for (const sign of font.signsOf(letters)) {
      if (invisible.test(sign.text)) continue;
      const last = pieces.at(-1);
      const code = hex(font.codeOf(sign), 4);
      const [width, level] = [font.widthOf(sign), levelAt(sign.from)];
      const whole = sign.text !== "\ufffd" || text.startsWith("\ufffd", sign.from - from);
      if (last !== undefined && isMark(sign)) {
        const both = level % 2 === 0 ? last.hex + code : code + last.hex;
        pieces[pieces.length - 1] = {
          ...last,
          hex: both,
          width: last.width + width,
          whole: last.whole && whole,
        };
      } else pieces.push({ font: "U", hex: code, width, from: sign.from, level, whole });
    }
    return pieces;
  }

  function eastAsianPiece(sign: string, font: EastAsianKey, from: number, level: number): Piece {
    const used = signsUsed.get(font) ?? new Set();
    signsUsed.set(font, used.add(sign));
    return { font, hex: hex(sign.charCodeAt(0), 4), width: 1000, from, level, whole: true };
  }

  function piecesOf(text: string): Piece[] {
    const direction = directionOf(text);
    const fontOf = chooseFont(text);
    const eastAsian = (sign: string): EastAsianKey | null => (isEastAsian(sign) ? fontOf(sign) : null);
    const others = Array.from(text).filter((sign) => eastAsian(sign) === null);
    // A word in two fonts looks like a mistake, so all of a cell is in the one or in the other.
    const plain = isWinAnsi(others.join(""));
    const pieces: Piece[] = [];
    let [run, runFrom, place] = ["", 0, 0];
    const flush = (): void => {
      if (run === "") return;
      pieces.push(
        ...(plain ? plainPieces(run, runFrom, "R", direction) : embeddedPieces(run, runFrom, direction)),
      );
      run = "";
    };
    for (const sign of text) {
      const font = eastAsian(sign);
      if (font === null) {
        if (run === "") runFrom = place;
        run += sign;
      } else {
        flush();
        pieces.push(eastAsianPiece(sign, font, place, direction.levelAt(place)));
      }
      place += sign.length;
    }
    flush();
    return pieces;
  }

  /** All of a text, or as much of it as a width has room for, with a sign that more follows. */
  function fitted(
    text: string,
    widest: number,
    more: boolean,
    pieces: (text: string) => Piece[],
  ): { shown: Piece[]; whole: boolean } {
    const all = pieces(text);
    const whole = all.every((piece) => piece.whole);
    if (!more && widthOf(all) <= widest) return { shown: all, whole };
    let width = widestEllipsis;
    const cut = all.find((piece) => (width += piece.width) > widest)?.from ?? text.length;
    return { shown: pieces(text.slice(0, cut) + ellipsis), whole };
  }

  return {
    set(text: string, size: number, widest: number, bold = false): SetText {
      // A page is set in one go, so of a very long text no more is looked at than there can be room for.
      const most = Math.ceil(widest / narrowest);
      const more = text.length > most;
      const clean = cleaned(more ? text.slice(0, most) : text);
      const font = bold ? "B" : "R";
      const straight: Direction = { levelAt: () => 0, shown: (sign) => sign };
      const pieces = isWinAnsi(clean)
        ? (part: string) => plainPieces(part, 0, font, straight)
        : (part: string) => piecesOf(part);
      const { shown, whole } = fitted(clean, widest, more, pieces);
      const runs: { font: FontKey; hex: string }[] = [];
      for (const piece of inVisualOrder(shown)) {
        const last = runs.at(-1);
        if (last?.font === piece.font) last.hex += piece.hex;
        else runs.push({ font: piece.font, hex: piece.hex });
      }
      const operators = runs.map((run) => `/${run.font} ${size} Tf ${hexString(run.hex)} Tj `).join("");
      return { operators, fonts: [...new Set(runs.map((run) => run.font))], whole };
    },
    /** The objects of a font that was used, under the number that pages know it by. */
    objects(document: PdfDocument, key: FontKey, id: number): Buffer[] {
      switch (key) {
        case "R":
        case "B": {
          const name = key === "R" ? "Helvetica" : "Helvetica-Bold";
          return [
            document.object(
              id,
              `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`,
            ),
          ];
        }
        case "U":
          return embedded?.objects(document, id) ?? [];
        default:
          return eastAsianObjects(document, id, key, signsUsed.get(key) ?? new Set());
      }
    },
  };
}
