import { foldText } from "@atrium/filter";
import type { Query } from "#kernel/db/statement";
import type { SummaryRow } from "#modules/users";
import { endOf, onlyOf, orders, pairsOf, valuesOf, type Candidate } from "./candidates.ts";
import {
  firstNamedHolding,
  idsCalled,
  idsHolding,
  lastNamedHolding,
  newestHolding,
  peopleByEmail,
  peopleByEmployee,
  peopleByFirst,
  peopleByFirstStart,
  peopleByLast,
  peopleByLastStart,
  peopleByName,
  peopleByPair,
  peopleByPhone,
} from "./statements.ts";
import { wordsOf } from "./words.ts";

type Rows = Query<SummaryRow>;
/** A search with what each of its words may mean. */
export type Asked = {
  text: string;
  words: readonly string[];
  candidates: readonly (readonly Candidate[])[];
  limit: number;
};

/** One word: people of the names it may mean. */
function byOneWord({ words: [word = ""], candidates, limit }: Asked, isFirst: boolean): Rows[] {
  const [meant = []] = candidates;
  const first = valuesOf(meant, "first", limit);
  const lastNames = valuesOf(meant, "last", limit);
  return [
    ...(first.values.length === 0 ? [] : [peopleByFirst(first.values, first.takes, limit * 2)]),
    ...(lastNames.values.length === 0 ? [] : [peopleByLast(lastNames.values, lastNames.takes, limit * 2)]),
    ...byWholeNames(isFirst ? [word] : [], candidates, limit),
  ];
}

/** Whole display names that begin with the words in some order, or hold a word elsewhere. */
function byWholeNames(
  starts: readonly string[],
  candidates: readonly (readonly Candidate[])[],
  limit: number,
): Rows[] {
  const others = candidates.flatMap((meant) => valuesOf(meant, "name", limit).values).map(onlyOf);
  const ranges = [...starts.map((start): [string, string] => [start, endOf(start)]), ...others];
  if (ranges.length === 0) return [];
  return [
    peopleByName(
      ranges.map(([low]) => low),
      ranges.map(([, high]) => high),
      ranges.map((_, n) => (n < starts.length ? limit : 5)),
      limit * 2,
    ),
  ];
}

function bySeveralWords({ text, words, candidates, limit }: Asked, isFirst: boolean): Rows[] {
  const { lasts, lows, highs } = pairsOf(words, candidates);
  const start = foldText(text).trim();
  const whole = [[start], [endOf(start)], [limit], limit] as const;
  return [
    ...(lasts.length === 0 ? [] : [peopleByPair(lasts, lows, highs, limit, limit * 2)]),
    ...(isFirst && !isCode(text) ? [peopleByLastStart(...whole), peopleByFirstStart(...whole)] : []),
    ...byWholeNames(isFirst ? orders(words) : [], candidates, limit),
  ];
}

/** The pieces of the text as they were written, for what is not parted into words. */
function piecesOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/\s+/)
    .filter((piece) => piece !== "");
}

export function byAddressOrNumber({ text, limit }: Asked): Rows[] {
  const pieces = piecesOf(text).slice(0, 4);
  const takes = pieces.map(() => limit);
  const numbers = pieces.filter(hasDigits).flatMap((piece) => [...new Set([piece, piece.toUpperCase()])]);
  const phone = text.trim().startsWith("+") ? phoneDigits(text) : null;
  return [
    peopleByEmail(pieces, pieces.map(endOf), takes, limit * 2),
    ...(phone === null ? [] : [peopleByPhone([`+${phone}`], [endOf(`+${phone}`)], [limit], limit)]),
    ...(numbers.length === 0
      ? []
      : [
          peopleByEmployee(
            numbers,
            numbers.map(endOf),
            numbers.map(() => limit),
            limit * 2,
          ),
        ]),
  ];
}

const hasDigits = (piece: string): boolean => /\d/.test(piece);

/** Written in one piece, with digits in it: a part of an address or a number, and no name. */
export const isCode = (text: string): boolean => hasDigits(text) && !/\s/.test(text.trim());

/** A telephone number without its spaces and leading noughts; null for what is none. */
function phoneDigits(text: string): string | null {
  const digits = text.replaceAll(/[\s()./-]/g, "");
  return /^\+?\d{3,20}$/.test(digits) && /[\s+]/.test(text.trim()) ? digits.replace(/^[+0]+/, "") : null;
}

// Without three letters in a row the index would be read as a whole; addresses have no others than these.
const indexed = /^(?=.*[a-z0-9]{3})[\u0021-\u007e]+$/;

/** Parts of addresses and numbers as they are stored. */
function partsOf(text: string): string[] {
  const digits = phoneDigits(text);
  const pieces = digits === null ? piecesOf(text) : [digits];
  return pieces
    .map((piece) => (piece.includes("@") ? piece.slice(0, piece.indexOf("@")) : piece))
    .filter((part) => indexed.test(part));
}

const mostParts = 3;
/** Of a long part the end, where numbers stand that few share; as a pattern. */
function pieceOf(part: string): string {
  const end = part.slice(-8);
  return (indexed.test(end) ? end : part).replaceAll(/[\\%_]/g, String.raw`\$&`);
}

export type Look = { readonly rows: Rows[]; readonly held: Query<string>[] };

const domainsMeant = ({ candidates }: Asked): string[] => {
  const domains = candidates.flatMap((meant) =>
    meant.filter(({ kind, match }) => kind === "domain" && match !== "typo"),
  );
  return [...new Set(domains.map(({ value }) => value))].slice(0, 10);
};

/** Neither a number nor anything of an address is among the words. */
export const namesAlone = (asked: Asked): boolean =>
  !/[\d@]/.test(asked.text) && domainsMeant(asked).length === 0;

/** What takes a closer look: the newest first, since what many hold is soon found there. */
export function looks(asked: Asked, organizationId: string): Look[] {
  const { text, candidates } = asked;
  const limit = asked.limit + 1;
  const parts = partsOf(text).slice(0, mostParts);
  if (parts.length === 0) return [];
  const values = domainsMeant(asked);
  const digits = phoneDigits(text) ?? (/^\d{4,}$/.test(text.trim()) ? text.trim() : "");
  // Of several parts all are wanted, and what has digits is rare enough to be looked for alone, beside a name.
  const alone = parts.length > 1 ? parts.filter(hasDigits) : [];
  const held = [
    ...[parts, ...alone.map((part) => [part])].map((sought) =>
      idsHolding(organizationId, sought, sought.map(pieceOf), [], limit),
    ),
    ...(digits === "" ? [] : [idsCalled(organizationId, digits, limit)]),
    ...(values.length === 0 ? [] : [idsHolding(organizationId, [], [], values, limit)]),
  ];
  // What many may hold: a domain, a short number. Among the newest a page of them is soon found.
  const isShared = values.length > 0 || (digits !== "" && digits.length < 5);
  const shared = isShared ? parts.map((part) => newestHolding(part, limit)) : [];
  const common = parts.length < 2 ? shared : besideNames(parts, candidates, limit);
  return [...(common.length === 0 ? [] : [{ rows: common, held: [] }]), { rows: [], held }];
}

/** A name and, beside it, a part of an address or number. */
function besideNames(
  parts: readonly string[],
  candidates: readonly (readonly Candidate[])[],
  limit: number,
): Rows[] {
  return candidates.flatMap((meant, n) => {
    const sure = meant.filter(({ match }) => match !== "typo");
    const other = parts.find((_, m) => m !== n) ?? "";
    return [
      firstNamedHolding(valuesOf(sure, "first", limit).values, other, limit),
      lastNamedHolding(valuesOf(sure, "last", limit).values, other, limit),
    ];
  });
}

/** People by their names. What begins with the text as it stands is looked up the first time alone. */
export const byNames = (asked: Asked, isFirst: boolean): Rows[] =>
  asked.words.length === 1 ? byOneWord(asked, isFirst) : bySeveralWords(asked, isFirst);

export const isAddress = (text: string): boolean => /^\S+@\S*$/.test(text.trim());

export function peopleByAddress(text: string, limit: number): Rows {
  const address = text.trim().toLowerCase();
  return peopleByEmail([address], [endOf(address)], [limit + 1], limit + 1);
}

/** A number stays in one piece however it was grouped; of an address that nobody has, the name in it is looked for. */
export function wordsToFind(text: string): string[] {
  const digits = phoneDigits(text);
  if (digits !== null) return [digits];
  return wordsOf(isAddress(text) ? text.slice(0, text.indexOf("@")) : text);
}
