// Latin, Greek and Cyrillic accents only: in other scripts combining marks are vowels, not decoration.
const accents =
  /[\u{300}-\u{36f}]|[\u{1ab0}-\u{1aff}]|[\u{1dc0}-\u{1dff}]|[\u{20d0}-\u{20ff}]|[\ufe20-\ufe2f]/gu;

const ascii = /^\p{ASCII}*$/u;

/**
 * The key under which texts are the same: compatibility forms, case and accents are ignored.
 * Stored key columns and looked-up values must both come from here.
 */
export function foldText(text: string): string {
  // Nearly all texts are, and are in their normal form.
  if (ascii.test(text)) return text.toLowerCase();
  // Lower case of some letters brings compatibility forms back, and accents hide behind them.
  const lower = text.normalize("NFKC").toLowerCase().normalize("NFKD");
  // A final sigma is lower-cased by its place in the word, so a prefix would differ from the whole.
  return lower.replace(accents, "").replaceAll("ς", "σ").toLowerCase().normalize("NFKC");
}

/**
 * The first text after all texts that start with the prefix, in code point order; undefined when there
 * is none. `key >= prefix and key < end` is a prefix search that any ordered index can answer.
 */
export function prefixEnd(prefix: string): string | undefined {
  const points = Array.from(prefix, (character) => character.codePointAt(0) ?? 0);
  while (points.length > 0) {
    const last = points.pop() ?? 0;
    if (last >= 0x10ffff) continue;
    points.push(last === 0xd7ff ? 0xe000 : last + 1);
    return String.fromCodePoint(...points);
  }
  return undefined;
}
