import { createHash } from "node:crypto";

/** Thirty-two even bits; the same ones in the same order for the same seed. */
export type Random = () => number;

/** The small fast counter generator of 128 bits (sfc32). Never for secrets. */
export function createRandom(...seed: readonly (string | number)[]): Random {
  const state = createHash("sha256").update(seed.join("\n")).digest();
  let a = state.readInt32LE(0);
  let b = state.readInt32LE(4);
  let c = state.readInt32LE(8);
  let counter = state.readInt32LE(12);
  return () => {
    const result = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + result) | 0;
    return result >>> 0;
  };
}

/** From 0 up to, but never, 1. */
export function fraction(random: Random): number {
  return random() / 0x1_0000_0000;
}

/** A whole number from 0 up to, but never, `limit`. */
export function below(random: Random, limit: number): number {
  return Math.floor(fraction(random) * limit);
}

export function between(random: Random, low: number, high: number): number {
  return low + fraction(random) * (high - low);
}

export function chance(random: Random, probability: number): boolean {
  return fraction(random) < probability;
}

export function pick<T>(random: Random, from: readonly T[]): T {
  const found = from[below(random, from.length)];
  if (found === undefined) throw new Error("nothing to pick from");
  return found;
}

export function digits(random: Random, count: number): string {
  let text = "";
  for (let n = 0; n < count; n++) text += below(random, 10);
  return text;
}

/** A picker that prefers heavy items; the sums are made once, not at every pick. */
export function weighted<T>(items: readonly (readonly [T, number])[]): (random: Random) => T {
  let sum = 0;
  const steps = items.map(([item, weight]) => ({ item, until: (sum += weight) }));
  return (random) => {
    const at = fraction(random) * sum;
    const found = steps.find(({ until }) => at < until);
    if (found === undefined) throw new Error("nothing to pick from");
    return found.item;
  };
}
