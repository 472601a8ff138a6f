import { foldText } from "@atrium/filter";

// As the tables part what they hold: words_of() in migration 0022.
const separators = /[\s.,;:_"()/\\@+&|-]+/;
/** Left out of a word, so that O'Brien and obrien are the same. */
export const apostrophes = /['’`]/g;

/** A person has a handful of names; more words than this ask for nobody. */
export const mostWords = 10;

/** The words of a text, folded, each once, in the order in which they were written. */
export function wordsOf(text: string): string[] {
  return [...new Set(foldText(text).replaceAll(apostrophes, "").split(separators))].filter(
    (word) => word !== "",
  );
}

const shortestMistyped = 3;
const longestMistyped = 40;

/** The word and the word with each one letter left out: what it has in common with every word one slip away. */
export function leftOut(word: string): string[] {
  const letters = Array.from(word);
  if (letters.length < shortestMistyped || letters.length > longestMistyped) return [];
  const shorter = letters.map((_, at) => `-${letters.toSpliced(at, 1).join("")}`);
  return [...new Set([`-${word}`, ...shorter])];
}

/** Whether one letter is wrong, missing, too many, or two neighbours are swapped. The same word is no slip. */
export function isOneSlip(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1 || short.length < shortestMistyped - 1 || a === b) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  if (short.length < long.length) return short.slice(at) === long.slice(at + 1);
  if (short.slice(at + 1) === long.slice(at + 1)) return true;
  return (
    short[at] === long[at + 1] && short[at + 1] === long[at] && short.slice(at + 2) === long.slice(at + 2)
  );
}
