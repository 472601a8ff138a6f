import { parseId } from "@atrium/contracts";
import { foldText } from "@atrium/filter";
import type { Reader } from "#kernel/db/reader";
import type { SummaryRow } from "#modules/users";
import { candidatesOf, endOf, hintsFor, kindOf, onlyOf, withPieces } from "./candidates.ts";
import {
  byAddressOrNumber,
  byNames,
  isAddress,
  isCode,
  looks,
  namesAlone,
  peopleByAddress,
  wordsToFind,
  type Asked,
} from "./probes.ts";
import { createMatching, rank, suggestionOf, type Hit } from "./ranking.ts";
import { keysOfWords, peopleByAttribute, peopleById, wordsOfHints, type KnownKey } from "./statements.ts";
import { wordsOf } from "./words.ts";

const mostGuesses = 60;

/** Who is found by two words and more is hardly anybody else. */
const enoughFor = ({ words, limit }: Asked): number => (words.length === 1 ? limit : Math.min(limit, 5));

/** Where is searched, and in which attributes beside the common fields. */
type Place = {
  readonly db: Reader;
  readonly system: Reader;
  readonly organizationId: string;
  readonly attributeIds: readonly string[];
};

export type Found = {
  readonly hits: readonly Hit[];
  readonly more: boolean;
  readonly suggestion: string | null;
};

/** People for a text, the best first, at most `limit`, with what was probably meant where it was mistyped. */
export async function findPeople(from: Place, text: string, limit: number): Promise<Found> {
  const { db } = from;
  const id = parseId("user", text.trim());
  if (id !== null) {
    const rows = await db.query(peopleById([id]));
    return answer(rows.map(hitById), [], limit);
  }
  if (isAddress(text)) {
    const rows = await db.query(peopleByAddress(text, limit));
    const parts = wordsOf(text);
    if (rows.length > 0)
      return answer(
        rank(createMatching(parts), rows, () => 0),
        parts,
        limit,
      );
  }
  const words = wordsToFind(text);
  if (words.length === 0) return answer([], [], limit);
  const known = await db.query(keysOfWords(words, words.map(endOf)));
  const sure: Asked = { text, words, candidates: withPieces(text, words, candidatesOf(words, known)), limit };
  const held = await byAttributes(from, text, limit);
  const direct = (await db.queries(...byNames(sure, true), ...byAddressOrNumber(sure))).flat();
  const rows = [...direct, ...held.map(({ row }) => row)];
  const matchOf = createMatching(words, new Map(held.map(({ row, value }) => [row.uuid, value])));
  const hits = rank(matchOf, rows, frequencyOf(known));
  return hits.filter(isSure).length > enoughFor(sure)
    ? answer(hits, words, limit)
    : closerLook(from, { asked: sure, known, rows, matchOf });
}

async function byAttributes({ db, attributeIds }: Place, text: string, limit: number) {
  if (attributeIds.length === 0) return [];
  const starts = [...new Set([foldText(text).trim(), ...foldText(text).split(/\s+/)])].filter(
    (each) => each !== "",
  );
  const asked = starts.slice(0, 4);
  return db.query(peopleByAttribute(attributeIds, asked, asked.map(endOf), limit, limit * 2));
}

/** What is known on the way: what the words may mean, and whom that found. */
type Seen = {
  readonly asked: Asked;
  readonly known: readonly KnownKey[];
  readonly rows: readonly SummaryRow[];
  readonly matchOf: ReturnType<typeof createMatching>;
};

/** What a page is filled with that names, addresses and numbers beginning with the words do not fill: parts and slips. */
async function closerLook(place: Place, seen: Seen): Promise<Found> {
  const { text, words, limit } = seen.asked;
  const code = isCode(text) ? await byParts(place, seen) : [];
  return answer(code.length > 0 ? code : await byParts(place, await guessNames(place, seen)), words, limit);
}

/** The names that parts of them, or a slip away from them, may mean, and people who have them. */
async function guessNames({ db }: Place, seen: Seen): Promise<Seen> {
  const { text, words } = seen.asked;
  const hints = hintsFor(words);
  // A hint leads to words up to two slips away, of which those with one are kept.
  const hinted = (await db.query(wordsOfHints(hints.places, hints.lows, hints.highs)))
    .map(({ asked, word }) => ({ asked, word, match: kindOf(word, words[asked] ?? "") }))
    .filter(({ match }) => match === "typo" || match === "part")
    .slice(0, mostGuesses);
  if (hinted.length === 0) return seen;
  const ranges = hinted.map(({ word }) => onlyOf(word));
  const guessed = await db.query(
    keysOfWords(
      ranges.map(([low]) => low),
      ranges.map(([, high]) => high),
    ),
  );
  if (guessed.length === 0) return seen;
  const known = [...seen.known, ...guessed.map((key) => ({ ...key, asked: hinted[key.asked]?.asked ?? -1 }))];
  const asked = { ...seen.asked, candidates: withPieces(text, words, candidatesOf(words, known)) };
  const found = await db.queries(...byNames(guessesOf(asked), false));
  return { ...seen, asked, known, rows: [...seen.rows, ...found.flat()] };
}

/** People by what stands somewhere in their address or number, where nothing begins with what is asked for. */
async function byParts({ db, system, organizationId }: Place, seen: Seen): Promise<Hit[]> {
  const { asked, matchOf } = seen;
  const frequency = frequencyOf(seen.known);
  const rows = [...seen.rows];
  let hits = rank(matchOf, rows, frequency);
  for (const look of looks(asked, organizationId)) {
    if (hits.some(isSure) || hits.filter(isPart).length >= asked.limit) break;
    if (hits.length > (namesAlone(asked) ? 0 : enoughFor(asked)) && asked.words.length > 1) break;
    const ids = (await system.queries(...look.held)).flat();
    rows.push(...(await db.queries(...look.rows, peopleById(ids))).flat());
    hits = rank(matchOf, rows, frequency);
  }
  return hits;
}

/** Of a single word what was sure has been looked up; two words go together only with all that each may mean. */
function guessesOf(asked: Asked): Asked {
  if (asked.words.length > 1) return asked;
  const guesses = asked.candidates.map((meant) =>
    meant.filter(({ match }) => match === "part" || match === "typo"),
  );
  return { ...asked, candidates: guesses };
}

/** About how many people have a word in their name. */
function frequencyOf(known: readonly KnownKey[]): (word: string) => number {
  const people = new Map<string, number>();
  for (const key of known) people.set(key.word, Math.max(key.people, people.get(key.word) ?? 0));
  return (word) => people.get(word) ?? 0;
}

function answer(hits: readonly Hit[], words: readonly string[], limit: number): Found {
  return { hits: hits.slice(0, limit), more: hits.length > limit, suggestion: suggestionOf(words, hits) };
}

const isSure = ({ kind }: Hit): boolean => kind === "exact" || kind === "prefix";
const isPart = ({ kind }: Hit): boolean => kind === "part";

function hitById(row: SummaryRow): Hit {
  return {
    row,
    match: { words: [], highlights: [{ field: "id", ranges: [[0, row.id.length]] }] },
    kind: "exact",
  };
}
