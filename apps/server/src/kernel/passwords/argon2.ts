import { parseOptions, verify } from "@node-rs/argon2";
import type { HashFormat } from "./format.ts";

/** argon2i, argon2d and argon2id as PHC strings; Django puts the word "argon2" before them. */
export const readArgon2: HashFormat = (stored) => {
  const phc = stored.startsWith("argon2$") ? stored.slice("argon2".length) : stored;
  const cost = costOfArgon2(phc);
  if (cost === null) return null;
  return {
    seconds: (cost.memoryCost * cost.timeCost) / 4_000_000,
    memory: cost.memoryCost * 1024,
    matches: (password) => verify(phc, password),
  };
};

export type Argon2Cost = { memoryCost: number; timeCost: number; parallelism: number };

export function costOfArgon2(phc: string): Argon2Cost | null {
  if (
    !/^\$argon2(?:id|i|d)\$(?:v=\d+\$)?m=\d{1,10},t=\d{1,10},p=\d{1,2}\$[\w+/]{11,}\$[\w+/]{22,}$/.test(phc)
  )
    return null;
  try {
    return parseOptions(phc);
  } catch {
    return null;
  }
}
