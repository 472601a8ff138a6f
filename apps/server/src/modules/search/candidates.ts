import { foldText, prefixEnd } from "@atrium/filter";
import { isOneSlip, leftOut } from "./words.ts";
import type { MatchKind } from "./matching.ts";
import type { KnownKey } from "./statements.ts";

/** A key of users that may be meant by a word of the query, and how. */
export type Candidate = Pick<KnownKey, "kind" | "value" | "people" | "word"> & { readonly match: MatchKind };

const last = "\u{10ffff}";
export const endOf = (prefix: string): string => prefixEnd(prefix) ?? last;
/** The range that holds the text alone. */
export const onlyOf = (text: string): [string, string] => [text, `${text}\u0001`];

/** The hints to look for, beside the places of the words they stand for. */
export function hintsFor(words: readonly string[]): { places: number[]; lows: string[]; highs: string[] } {
  const hints = words.flatMap((word, n) => [
    ...leftOut(word).map((hint) => ({ place: n + 1, range: onlyOf(hint) })),
    ...(word.length > 1 ? [{ place: n + 1, range: [`*${word}`, endOf(`*${word}`)] as const }] : []),
  ]);
  return {
    places: hints.map(({ place }) => place),
    lows: hints.map(({ range }) => range[0]),
    highs: hints.map(({ range }) => range[1]),
  };
}

export function kindOf(known: string, word: string): MatchKind | null {
  if (known === word) return "exact";
  if (known.startsWith(word)) return "prefix";
  if (isOneSlip(known, word)) return "typo";
  return known.includes(word) ? "part" : null;
}

const order: Readonly<Record<MatchKind, number>> = { exact: 0, prefix: 1, part: 2, typo: 3 };

/** What each word may mean, the likeliest first; a hint leads to words up to two slips away, of which one is kept. */
export function candidatesOf(words: readonly string[], known: readonly KnownKey[]): Candidate[][] {
  return words.map((word, n) => {
    const byKey = new Map<string, Candidate>();
    for (const key of known) {
      const match = key.asked === n ? kindOf(key.word, word) : null;
      if (match === null) continue;
      const name = `${key.kind} ${key.value}`;
      const before = byKey.get(name);
      if (before === undefined || order[match] < order[before.match]) {
        byKey.set(name, { kind: key.kind, value: key.value, people: key.people, word: key.word, match });
      }
    }
    return [...byKey.values()].sort(
      (a, b) =>
        order[a.match] - order[b.match] ||
        Number(b.value === b.word) - Number(a.value === a.word) ||
        (a.match === "typo" ? b.people - a.people : 0) ||
        (a.value < b.value ? -1 : 1),
    );
  });
}

const few = 5;

/** A name written in one piece, as Al-Otaibi, may be a key as it stands. */
export function withPieces(text: string, words: readonly string[], candidates: Candidate[][]): Candidate[][] {
  for (const value of foldText(text).split(/\s+/)) {
    const at = words.findIndex((word) => value.startsWith(word));
    const word = words[at];
    if (word === undefined || value === word) continue;
    const whole = { value, word, people: 0, match: "exact" as const };
    candidates[at]?.unshift({ ...whole, kind: "first" }, { ...whole, kind: "last" });
  }
  return candidates;
}

/** How many people of a candidate are worth looking at: of guesses few each, so that there are several guesses. */
export function takeOf(match: MatchKind, limit: number): number {
  return match === "exact" ? limit + 1 : match === "prefix" ? Math.ceil(limit / 2) : few;
}

const mostOfOne = 24;
export function valuesOf(
  candidates: readonly Candidate[],
  kind: Candidate["kind"],
  limit: number,
): { values: string[]; takes: number[] } {
  const chosen = candidates.filter((candidate) => candidate.kind === kind);
  // Guesses keep places of their own however many names begin with the word.
  const sure = chosen.filter(({ match }) => match !== "typo").slice(0, mostOfOne);
  const all = [...sure, ...chosen.filter(({ match }) => match === "typo").slice(0, mostOfOne)];
  return {
    values: all.map(({ value }) => value),
    takes: all.map((each) => (each.value === each.word ? takeOf(each.match, limit) : few)),
  };
}

type Pairs = { lasts: string[]; lows: string[]; highs: string[] };
const mostPairs = 120;
const pairedWords = 4;

type Pair = { readonly last: string; readonly range: readonly [string, string]; readonly weight: number };

/** Every two words as last and first name; a beginning of a first name is one range instead of many names. */
export function pairsOf(words: readonly string[], candidates: readonly (readonly Candidate[])[]): Pairs {
  const used = words.slice(0, pairedWords);
  // A key that several of the words may mean goes first, and a short one before a long one.
  const meant = candidates.slice(0, pairedWords).map((list) => new Set(list.map(({ value }) => value)));
  const fit = (value: string): number =>
    meant.filter((values, n) => values.has(value) || value.includes(used[n] ?? "")).length -
    value.length / 100;
  const of = (n: number, kind: Candidate["kind"], most: number) =>
    (candidates[n] ?? [])
      .filter((each) => each.kind === kind)
      .map((each) => ({ ...each, weight: order[each.match] - fit(each.value) }))
      .sort((a, b) => a.weight - b.weight)
      .slice(0, most);
  const combined = used.flatMap((word, n): Pair[] => {
    const firsts = [
      { range: [word, endOf(word)] as const, weight: -1 },
      ...of(n, "first", 10)
        .filter(({ value }) => !value.startsWith(word))
        .map(({ value, weight }) => ({ range: onlyOf(value), weight })),
    ];
    return used.flatMap((_, m) =>
      m === n
        ? []
        : of(m, "last", mostOfOne).flatMap(({ value, weight }) =>
            firsts.map((first) => ({ last: value, range: first.range, weight: weight + first.weight })),
          ),
    );
  });
  const chosen = combined.sort((a, b) => a.weight - b.weight).slice(0, mostPairs);
  return {
    lasts: chosen.map(({ last: name }) => name),
    lows: chosen.map(({ range }) => range[0]),
    highs: chosen.map(({ range }) => range[1]),
  };
}

/** The words in every order, as a whole name may have them; of many words only as they were written. */
export function orders(words: readonly string[]): string[] {
  if (words.length > 3) return [words.join(" ")];
  if (words.length < 2) return [...words];
  return words.flatMap((word, n) => orders(words.toSpliced(n, 1)).map((rest) => `${word} ${rest}`));
}
