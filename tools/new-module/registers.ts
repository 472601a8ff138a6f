/** Puts lines before the first place that the pattern finds; a file that looks otherwise is not guessed at. */
export function insertBefore(text: string, place: RegExp, lines: string): string {
  const found = place.exec(text);
  if (!found) throw new Error(`found no ${place} to write before`);
  return `${text.slice(0, found.index)}${lines}\n${text.slice(found.index)}`;
}

export function insertAfter(text: string, place: RegExp, lines: string): string {
  const found = place.exec(text);
  if (!found) throw new Error(`found no ${place} to write after`);
  const end = found.index + found[0].length;
  return `${text.slice(0, end)}\n${lines}${text.slice(end)}`;
}

/** Three letters that no other kind of thing is shown with: of the consonants first, as in usr and org. */
export function choosePrefix(ids: string, noun: string): string {
  const taken = new Set([...ids.matchAll(/: "([a-z]+)",$/gm)].map((match) => match[1]));
  const letters = noun.toLowerCase();
  const consonants = letters.charAt(0) + letters.slice(1).replace(/[aeiou]/g, "");
  const candidates = [
    letters.slice(0, 3),
    consonants.slice(0, 3),
    consonants.charAt(0) + consonants.slice(2, 4),
    letters,
  ];
  const free = candidates.find((candidate) => candidate.length >= 3 && !taken.has(candidate));
  if (free === undefined) throw new Error(`every short form of ${noun} is taken in the list of id prefixes`);
  return free;
}
