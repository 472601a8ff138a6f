import { commonWordsBits } from "./common-words-bits.ts";

/** How many bits a word sets. */
const marks = 14;
// Read once, with the code: like the code, it never changes while it runs.
const field = Uint8Array.from(atob(commonWordsBits), (letter) => letter.charCodeAt(0));

/** Whether a word is one of the few thousand that are tried first; says so wrongly to one word in 10,000. */
export function isCommonWord(word: string): boolean {
  return placesOf(word, field.length * 8).every(
    (place) => (((field[place >>> 3] ?? 0) >>> (place & 7)) & 1) === 1,
  );
}

/** The places in a field of bits that belong to a word. The tool that fills the field asks here too. */
export function placesOf(word: string, size: number): number[] {
  const first = hash(word, 0x811c9dc5);
  const step = hash(word, 0x01000193) | 1;
  return Array.from({ length: marks }, (_, index) => ((first + index * step) >>> 0) % size);
}

/** FNV-1a, with the last steps of MurmurHash3 that spread its low bits. */
function hash(word: string, seed: number): number {
  let value = seed;
  for (let index = 0; index < word.length; index += 1)
    value = Math.imul(value ^ word.charCodeAt(index), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
