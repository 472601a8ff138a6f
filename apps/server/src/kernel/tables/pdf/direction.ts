import { createRequire } from "node:module";
import type { Bidi } from "bidi-js";

const rightToLeft =
  /[\u0590-\u08ff\u200f\u061c\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** The direction of each place of a text by the bidirectional algorithm of Unicode. */
export type Direction = {
  /** Even from left to right, odd from right to left; deeper ones lie within the others. */
  readonly levelAt: (place: number) => number;
  /** What is drawn for a sign there: brackets look the other way where the text does. */
  readonly shown: (sign: string, place: number) => string;
};

const straight: Direction = { levelAt: () => 0, shown: (sign) => sign };

// Required and not imported: the package's types say of its default export what is true for bundlers and not for Node.
const openBidi = (): Bidi => (createRequire(import.meta.url)("bidi-js") as () => Bidi)();

export function openDirections(): (text: string) => Direction {
  let bidi: Bidi | null = null;
  return (text) => {
    if (!rightToLeft.test(text)) return straight;
    const known = (bidi ??= openBidi());
    const { levels } = known.getEmbeddingLevels(text);
    const levelAt = (place: number): number => levels[place] ?? 0;
    return {
      levelAt,
      shown: (sign, place) => (levelAt(place) % 2 === 0 ? sign : (known.getMirroredCharacter(sign) ?? sign)),
    };
  };
}

/** From the order in which things are read to that in which they stand, from the left. */
export function inVisualOrder<Item extends { readonly level: number }>(items: readonly Item[]): Item[] {
  const ordered = [...items];
  const deepest = Math.max(0, ...items.map(({ level }) => level));
  for (let level = deepest; level > 0; level--) {
    for (let from = 0; from < ordered.length; from++) {
      let to = from;
      while ((ordered[to]?.level ?? -1) >= level) to++;
      if (to === from) continue;
      ordered.splice(from, to - from, ...ordered.slice(from, to).toReversed());
      from = to;
    }
  }
  return ordered;
}
