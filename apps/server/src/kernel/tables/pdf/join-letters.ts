import type { LigatureStep, Substitutions } from "./substitutions.ts";

/** One sign of a text on its way to the page: which glyph, for which letters. */
export type Sign = {
  /** Where in the text it begins. */
  readonly from: number;
  readonly glyph: number;
  readonly text: string;
};

const stretch = "\u0640";
const zeroWidthJoiner = "\u200d";
const mark = /^\p{M}/u;
export const isMark = ({ text }: Sign): boolean => mark.test(text);

/** Each letter in the form that it takes between its neighbours. */
function joined(signs: readonly Sign[], { initial, medial, final }: Substitutions): Sign[] {
  const asks = ({ text }: Sign): boolean => text === stretch || text === zeroWidthJoiner;
  const joinsOn = (sign: Sign): boolean => asks(sign) || initial.has(sign.glyph);
  const joinsBack = (sign: Sign): boolean => asks(sign) || final.has(sign.glyph);
  const letters = signs.filter((sign) => !isMark(sign));
  const place = new Map(letters.map((sign, n) => [sign, n]));
  return signs.map((sign) => {
    const n = place.get(sign);
    if (n === undefined) return sign;
    const [before, after] = [letters[n - 1], letters[n + 1]];
    const back = before !== undefined && joinsOn(before) && joinsBack(sign);
    const on = after !== undefined && joinsOn(sign) && joinsBack(after);
    const forms = back ? (on ? medial : final) : on ? initial : null;
    return { ...sign, glyph: forms?.get(sign.glyph) ?? sign.glyph };
  });
}

/** All letters stay, each with its own text: the first has the outline of all, and the others have none. */
function ligated(signs: readonly Sign[], { overMarks, beginning }: LigatureStep, blank: number): Sign[] {
  const left = [...signs];
  for (let at = 0; at < left.length; at++) {
    const first = left[at];
    if (first === undefined) continue;
    for (const { rest, glyph } of beginning.get(first.glyph) ?? []) {
      const places: number[] = [];
      for (let next = at + 1; next < left.length && places.length < rest.length; next++) {
        const sign = left[next];
        if (sign === undefined || (overMarks && isMark(sign))) continue;
        if (sign.glyph !== rest[places.length]) break;
        places.push(next);
      }
      if (places.length < rest.length) continue;
      left[at] = { ...first, glyph };
      for (const place of places) {
        const sign = left[place];
        if (sign !== undefined) left[place] = { ...sign, glyph: blank };
      }
      break;
    }
  }
  return left;
}

/**
 * The signs of a text, in the order in which it is read, as scripts want them whose letters join. `blank` is a glyph
 * that shows nothing and takes no room.
 */
export function joinLetters(signs: readonly Sign[], substitutions: Substitutions, blank: number): Sign[] {
  const { initial, final } = substitutions;
  if (!signs.some(({ glyph }) => initial.has(glyph) || final.has(glyph))) return [...signs];
  return substitutions.ligatures.reduce(
    (left, step) => ligated(left, step, blank),
    joined(signs, substitutions),
  );
}
