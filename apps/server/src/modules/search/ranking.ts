import { foldText } from "@atrium/filter";
import type { SummaryRow } from "#modules/users";
import { matchKinds, matchRow, type MatchKind, type RowMatch, type Searched } from "./matching.ts";

export type Hit = { readonly row: SummaryRow; readonly match: RowMatch; readonly kind: MatchKind };

const cost: Readonly<Record<MatchKind, number>> = { exact: 0, prefix: 2, part: 6, typo: 6 };
const fieldCost: Readonly<Record<string, number>> = { email: 0.5, phone: 1, employeeNumber: 0.5 };

/** The texts of a person that a search looks through; a name that the display name holds is not looked at twice. */
export function searchedTexts(row: SummaryRow): Searched[] {
  const { displayName, firstName, lastName, email, phone, employeeNumber } = row;
  const texts: Searched[] = [{ field: "displayName", text: displayName, mayBeMistyped: true }];
  for (const [field, text] of [
    ["firstName", firstName],
    ["lastName", lastName],
  ] as const) {
    if (text !== null && !` ${displayName} `.includes(` ${text} `))
      texts.push({ field, text, mayBeMistyped: true });
  }
  texts.push({ field: "email", text: email, mayBeMistyped: false });
  if (phone !== null) texts.push({ field: "phone", text: phone, mayBeMistyped: false });
  if (employeeNumber !== null)
    texts.push({ field: "employeeNumber", text: employeeNumber, mayBeMistyped: false });
  return texts;
}

function costOf(match: RowMatch): number {
  return match.words.reduce(
    (sum, { kind, field }) => sum + cost[kind] + (isGuess(kind) ? 0 : (fieldCost[field] ?? 0)),
    0,
  );
}

function worstOf(match: RowMatch): MatchKind {
  let worst: MatchKind = "exact";
  for (const { kind } of match.words) if (matchKinds.indexOf(kind) > matchKinds.indexOf(worst)) worst = kind;
  return worst;
}

/** How people hold the words, in an attribute too; each is looked at once, however often it is found. */
export function createMatching(
  words: readonly string[],
  beside: ReadonlyMap<string, string> = new Map(),
): (row: SummaryRow) => RowMatch | null {
  const known = new Map<string, RowMatch | null>();
  return (row) => {
    const before = known.get(row.uuid);
    if (before !== undefined) return before;
    const own = beside.get(row.uuid);
    const more = own === undefined ? [] : [{ field: "attributes", text: own, mayBeMistyped: false }];
    const match = matchRow(words, [...searchedTexts(row), ...more]);
    known.set(row.uuid, match);
    return match;
  };
}

type Placed = Hit & {
  cost: number;
  guess: string;
  people: number;
  names: number;
  name: string;
  turn: number;
};

/**
 * The people who hold every word, the best first. Of guesses (a part, a slip) each meant word has its turn, the most
 * frequent first: whoever meant one of them finds it near the top, however many people have another.
 */
export function rank(
  matchOf: (row: SummaryRow) => RowMatch | null,
  rows: readonly SummaryRow[],
  frequency: (word: string) => number,
): Hit[] {
  const placed: Placed[] = [];
  for (const row of new Map(rows.map((each) => [each.uuid, each])).values()) {
    const match = matchOf(row);
    if (match === null) continue;
    const meant = match.words.filter(({ kind }) => isGuess(kind)).map((word) => foldText(word.meant));
    const name = foldText(row.displayName);
    placed.push({
      row,
      match,
      kind: worstOf(match),
      cost: costOf(match),
      guess: meant.join(" "),
      people: meant.reduce((sum, word) => sum + frequency(word), 0),
      names: name.split(/[\s-]/).length,
      name,
      turn: 0,
    });
  }
  placed.sort(
    (a, b) =>
      a.cost - b.cost || a.names - b.names || inOrder(a.name, b.name) || inOrder(a.row.uuid, b.row.uuid),
  );
  const turns = new Map<string, number>();
  for (const each of placed) {
    if (each.guess === "") continue;
    each.turn = turns.get(each.guess) ?? 0;
    turns.set(each.guess, each.turn + 1);
  }
  return placed.sort((a, b) => a.cost - b.cost || a.turn - b.turn || b.people - a.people);
}

const isGuess = (kind: MatchKind): boolean => kind === "part" || kind === "typo";
const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The query with what was mistyped as the best hit has it; null when nothing was. */
export function suggestionOf(words: readonly string[], [best]: readonly Hit[]): string | null {
  if (best === undefined || !best.match.words.some(({ kind }) => kind === "typo")) return null;
  return words
    .map((word, n) => {
      const found = best.match.words[n];
      return found !== undefined && found.kind === "typo" ? found.meant : word;
    })
    .join(" ");
}
