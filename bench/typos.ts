import type { Place } from "./people.ts";
import { randomFrom } from "./statistics.ts";

/** A name as somebody mistypes it, and the words that were meant. */
export type Typo = { typed: string; meant: readonly string[] };

const letters = "abcdefghijklmnopqrstuvwxyz";
const shortest = 4;
const inTop = 5;

/** One letter of a word wrong, missing, too many, or swapped with the next one. */
function mistype(word: string, random: () => number): string {
  const typed = Array.from(word);
  const at = Math.floor(random() * typed.length);
  const letter = letters.charAt(Math.floor(random() * letters.length));
  const kind = Math.floor(random() * 4);
  if (kind === 0) typed[at] = letter;
  else if (kind === 1) typed.splice(at, 1);
  else if (kind === 2) typed.splice(at, 0, letter);
  else typed.splice(at, 2, ...typed.slice(at, at + 2).toReversed());
  const result = typed.join("");
  return result === word ? mistype(word, random) : result;
}

/**
 * Names of people as they are met, so that frequent ones are often asked for: one word of the name alone, or the whole
 * name with one word mistyped, in turns. In Latin letters, of four letters and more; a shorter one is mostly another name.
 */
export function makeTypos(place: Place, count: number): Typo[] {
  const random = randomFrom("typos");
  const isFit = (word: string): boolean => /^\p{Script=Latin}+$/u.test(word) && word.length >= shortest;
  const typos: Typo[] = [];
  for (let n = 0; typos.length < count && n < count * 20; n++) {
    const person = place.named[n % place.named.length];
    const words = [person?.first ?? "", person?.last ?? ""].flatMap((name) => name.split(/[\s-]/));
    const fit = words.filter(isFit);
    const word = fit[Math.floor(random() * fit.length)];
    if (word === undefined) continue;
    const typed = mistype(word, random);
    const whole = typos.length % 2 === 1;
    typos.push(
      whole
        ? { typed: words.map((each) => (each === word ? typed : each)).join(" "), meant: words }
        : { typed, meant: [word] },
    );
  }
  return typos;
}

type Answer = { items: { user: { firstName: string | null; lastName: string | null } }[] };

/** Of how many typos the name that was meant is among the first five people. */
export async function findTypos(
  base: string,
  headers: Readonly<Record<string, string>>,
  typos: readonly Typo[],
): Promise<{ asked: number; found: number }> {
  let found = 0;
  for (const { typed, meant } of typos) {
    const path = `/api/v1/users/search?${new URLSearchParams({ q: typed }).toString()}`;
    const response = await fetch(`${base}${path}`, { headers });
    if (!response.ok) throw new Error(`searching for ${typed}: ${response.status} ${await response.text()}`);
    const { items } = (await response.json()) as Answer;
    const isMeant = ({ user }: Answer["items"][number]): boolean => {
      const words = `${user.firstName} ${user.lastName}`.split(/[\s-]/);
      return meant.every((word) => words.includes(word));
    };
    if (items.slice(0, inTop).some(isMeant)) found++;
  }
  return { asked: typos.length, found };
}
