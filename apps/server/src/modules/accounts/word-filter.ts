import { createHash } from "node:crypto";

/**
 * A set of words that answers "surely not in it" or "in it, but for one word in 16,384 by chance", in two bytes a word:
 * each word is a number below its count × 2^14, and the steps between the sorted numbers are kept in Rice's code.
 */
export type WordFilter = { readonly size: number; readonly has: (word: string) => boolean };

const stepBits = 14;
const headerBytes = 4;

export function encodeWords(words: Iterable<string>): Buffer {
  const distinct = new Set(words);
  const numbers = Uint32Array.from(distinct, (word) => numberOf(word, distinct.size)).sort();
  const bits: number[] = [];
  let last = 0;
  for (const number of numbers) {
    const step = number - last;
    last = number;
    for (let rest = step >>> stepBits; rest > 0; rest -= 1) bits.push(1);
    bits.push(0);
    for (let bit = stepBits - 1; bit >= 0; bit -= 1) bits.push((step >>> bit) & 1);
  }
  const file = Buffer.alloc(headerBytes + Math.ceil(bits.length / 8));
  file.writeUInt32LE(numbers.length, 0);
  for (const [index, bit] of bits.entries()) {
    const at = headerBytes + (index >>> 3);
    file[at] = (file[at] ?? 0) | (bit << (index & 7));
  }
  return file;
}

export function openWordFilter(file: Buffer): WordFilter {
  const size = file.readUInt32LE(0);
  const numbers = new Uint32Array(size);
  let position = headerBytes * 8;
  const bit = (): number => {
    const value = ((file[position >>> 3] ?? 0) >>> (position & 7)) & 1;
    position += 1;
    return value;
  };
  let last = 0;
  for (let index = 0; index < size; index += 1) {
    let quotient = 0;
    while (bit() === 1) quotient += 1;
    let remainder = 0;
    for (let count = 0; count < stepBits; count += 1) remainder = (remainder << 1) | bit();
    last += quotient * 2 ** stepBits + remainder;
    numbers[index] = last;
  }
  return { size, has: (word) => contains(numbers, numberOf(word, size)) };
}

function numberOf(word: string, size: number): number {
  return createHash("sha256").update(word).digest().readUIntBE(0, 6) % (size * 2 ** stepBits);
}

function contains(sorted: Uint32Array, wanted: number): boolean {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === wanted;
}
