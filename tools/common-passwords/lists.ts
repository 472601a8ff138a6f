import { dictionary as common } from "@zxcvbn-ts/language-common";
import { dictionary as english } from "@zxcvbn-ts/language-en";
import { foldText } from "@atrium/filter";
import { encodeWords } from "../../apps/server/src/modules/accounts/word-filter.ts";
import { isSequential, repeatedUnit } from "../../apps/server/src/modules/accounts/password-patterns.ts";
import { placesOf } from "../../packages/ui/src/common-words.ts";

/** What fits into 250 kB at two bytes a word. */
const serverWords = 120_000;
const browserWords = 3000;
const bitsForEach = 20;
// Shorter ones are no password anywhere and in too many words by chance.
const shortest = 4;

/** Each list has the most used first, so the end of the last one is what is left out. */
const lists = [
  common["passwords-common"],
  english["firstnames-en"],
  english["commonWords-en"],
  english["wikipedia-en"],
  english["lastnames-en"],
];

function firstWords(from: readonly (readonly string[])[], most: number): string[] {
  const words = new Set<string>();
  for (const entry of from.flat()) {
    const word = foldText(entry);
    if (words.size < most && word.length >= shortest) words.add(word);
  }
  return [...words];
}

/** The words that no password may be made of. */
export const serverList = (): string[] => firstWords(lists, serverWords);

export const serverFile = (): Buffer => encodeWords(serverList());

/** The ones that the meter in the browser knows; runs and repeats it finds without a list. */
export function browserList(): string[] {
  const telling = lists[0]?.filter((word) => !isSequential(word) && repeatedUnit(word) === word) ?? [];
  return firstWords([telling], browserWords);
}

export function browserFile(): string {
  const words = browserList();
  const field = Buffer.alloc((words.length * bitsForEach) / 8);
  for (const word of words) {
    for (const place of placesOf(word, field.length * 8))
      field[place >>> 3] = (field[place >>> 3] ?? 0) | (1 << (place & 7));
  }
  return `// Written by tools/write-common-passwords.ts.\nexport const commonWordsBits =\n  "${field.toString("base64")}";\n`;
}
