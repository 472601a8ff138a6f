import { foldText } from "@atrium/filter";
import { apostrophes, isOneSlip } from "./words.ts";

/** How a word was found, the best first. */
export const matchKinds = ["exact", "prefix", "part", "typo"] as const;
export type MatchKind = (typeof matchKinds)[number];

/** A text of a person that a search looks through. */
export type Searched = { readonly field: string; readonly text: string; readonly mayBeMistyped: boolean };
export type Range = readonly [start: number, end: number];
export type WordMatch = { readonly kind: MatchKind; readonly field: string; readonly meant: string };
export type RowMatch = {
  readonly words: readonly WordMatch[];
  readonly highlights: { field: string; ranges: Range[] }[];
};

type Token = { readonly folded: string; readonly start: number; readonly end: number };
type Prepared = Searched & {
  readonly folded: string;
  /** Made when it is asked for: most fields of most people do not hold what is wanted at all. */
  readonly tokens: () => readonly Token[];
  readonly at: readonly number[] | null;
};

/** The folded text, and for each of its characters where in the text it comes from. */
function foldWithPlaces(text: string): { folded: string; at: number[] | null } {
  const whole = foldText(text);
  // Nearly always as long as the text, and then each character stands where it came from.
  if (whole.length === text.length) return { folded: whole, at: null };
  let folded = "";
  const at: number[] = [];
  for (const { segment, index } of new Intl.Segmenter("und", { granularity: "grapheme" }).segment(text)) {
    const part = foldText(segment);
    for (let n = 0; n < part.length; n += 1) at.push(index);
    folded += part;
  }
  at.push(text.length);
  return { folded, at };
}

const apostrophe = /['’`]/;
const word = /[^\s.,;:_'’`"()/\\@+&|-]+/g;

function tokensOf(folded: string): Token[] {
  return [...folded.matchAll(word)].map((match) => ({
    folded: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
}

function prepare(searched: Searched): Prepared {
  const { folded, at } = foldWithPlaces(searched.text);
  let tokens: Token[] | null = null;
  return { ...searched, folded, tokens: () => (tokens ??= tokensOf(folded)), at };
}

type Found = { kind: MatchKind; start: number; end: number; meant: Token | null };

function bestIn(field: Prepared, wanted: string): Found | null {
  if (!field.mayBeMistyped && !field.folded.includes(wanted) && !apostrophe.test(field.folded)) return null;
  let best: Found | null = null;
  const better = (kind: MatchKind): boolean =>
    best === null || matchKinds.indexOf(kind) < matchKinds.indexOf(best.kind);
  for (const token of field.tokens()) {
    const { folded, start, end } = token;
    if (folded === wanted) return { kind: "exact", start, end, meant: token };
    if (folded.startsWith(wanted)) {
      if (better("prefix")) best = { kind: "prefix", start, end: start + wanted.length, meant: token };
    } else if (field.mayBeMistyped && better("typo") && isOneSlip(folded, wanted)) {
      best = { kind: "typo", start, end, meant: token };
    }
  }
  if (!better("part")) return best;
  const joined = joinedIn(field, wanted);
  if (joined !== null && better(joined.kind)) return joined;
  const start = wanted.length > 1 ? field.folded.indexOf(wanted) : -1;
  if (start < 0) return best;
  const end = start + wanted.length;
  return { kind: "part", start, end, meant: field.tokens().find((token) => token.end >= end) ?? null };
}

/** O'Brien written as obrien: an apostrophe inside of a name is left out. */
function joinedIn({ folded, mayBeMistyped }: Prepared, wanted: string): Found | null {
  if (!apostrophe.test(folded)) return null;
  for (const match of folded.matchAll(/[^\s.,;:_"()/\\@+&|-]+/g)) {
    const joined = match[0].replaceAll(apostrophes, "");
    if (joined === match[0]) continue;
    const slip = mayBeMistyped && isOneSlip(joined, wanted);
    if (!slip && !joined.startsWith(wanted)) continue;
    const kind = joined === wanted ? "exact" : slip ? "typo" : "prefix";
    const [start, end] = [match.index, match.index + match[0].length];
    return { kind, start, end, meant: { folded: joined, start, end } };
  }
  return null;
}

/** Where and how well each word is found; null when one of them is not. */
export function matchRow(wanted: readonly string[], fields: readonly Searched[]): RowMatch | null {
  const prepared = fields.map(prepare);
  const words: WordMatch[] = [];
  const ranges = new Map<string, Range[]>();
  for (const each of wanted) {
    const found = prepared.map((field) => ({ field, found: bestIn(field, each) }));
    const hits = found.flatMap((hit) => (hit.found === null ? [] : [{ field: hit.field, ...hit.found }]));
    const [first] = hits.toSorted((a, b) => matchKinds.indexOf(a.kind) - matchKinds.indexOf(b.kind));
    if (first === undefined) return null;
    words.push({
      kind: first.kind,
      field: first.field.field,
      meant: first.meant === null ? each : textOf(first.field, first.meant.start, first.meant.end),
    });
    // A slip is only shown where nothing says it better.
    for (const { field, kind, start, end } of hits) {
      if (kind === "typo" && first.kind !== "typo") continue;
      ranges.set(field.field, [...(ranges.get(field.field) ?? []), placeOf(field, start, end)]);
    }
  }
  return { words, highlights: [...ranges].map(([field, list]) => ({ field, ranges: merged(list) })) };
}

function placeOf(field: Prepared, start: number, end: number): Range {
  return field.at === null ? [start, end] : [field.at[start] ?? 0, field.at[end] ?? field.text.length];
}

function textOf(field: Prepared, start: number, end: number): string {
  return field.text.slice(...placeOf(field, start, end));
}

function merged(ranges: readonly Range[]): Range[] {
  const joined: Range[] = [];
  for (const [start, end] of ranges.toSorted((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = joined.at(-1);
    if (last !== undefined && start <= last[1]) joined[joined.length - 1] = [last[0], Math.max(last[1], end)];
    else joined.push([start, end]);
  }
  return joined;
}
