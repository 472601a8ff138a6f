// What lies between 0x80 and 0x9f in the encoding of the fonts that every reader of PDF has (WinAnsi).
const upper = "€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ";
const codes = new Map<string, number>(
  [...upper].flatMap((sign, n) => (sign === "\0" ? [] : [[sign, 0x80 + n]])),
);
for (let code = 0x20; code < 0x7f; code++) codes.set(String.fromCharCode(code), code);
for (let code = 0xa0; code <= 0xff; code++) codes.set(String.fromCharCode(code), code);

// Helvetica's widths of the signs from space to tilde, in thousandths of its size.
const widths = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
  722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
  556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
  260, 334, 584,
]; // prettier-ignore
const widthOfOthers = 600;

/** The code of a sign in the fonts' encoding, and how wide it is; undefined where they do not have it. */
export function winAnsi(sign: string): { code: number; width: number } | undefined {
  const code = codes.get(sign);
  return code === undefined ? undefined : { code, width: widths[code - 0x20] ?? widthOfOthers };
}

export const isWinAnsi = (text: string): boolean => {
  for (const sign of text) if (!codes.has(sign)) return false;
  return true;
};
