import { isCommonWord } from "./common-words.ts";

export type StrengthContext = {
  /** The address, names and the organization: what others know of the person. */
  readonly known?: readonly string[];
  /** What the policy asks; without it, what holds for a password that stands alone. */
  readonly minLength?: number;
};

export type StrengthReason =
  | "empty"
  | "too_short"
  | "personal"
  | "common"
  | "sequential"
  | "repetitive"
  | "guessable"
  | "good"
  | "strong";

export type PasswordStrength = {
  /** 0: the first tries find it. 4: beyond what anybody tries. */
  readonly score: 0 | 1 | 2 | 3 | 4;
  readonly reasonCode: StrengthReason;
};

/** A stretch of the password and how many tries find it, as a power of ten. */
type Piece = { readonly end: number; readonly tries: number; readonly reason: StrengthReason };

const thresholds = [3, 6, 8, 11];
// Beyond it no attacker's patience matters, and the work would only slow the typing.
const longestLooked = 64;
const joint = 0.3;

/** How hard a password is to guess, told while it is typed. The server has the last word, with a longer list. */
export function passwordStrength(text: string, context: StrengthContext = {}): PasswordStrength {
  const length = Array.from(text.normalize("NFKC")).length;
  if (length === 0) return { score: 0, reasonCode: "empty" };
  const { tries, reason } = cheapestWay(fold(text), wordsOf(context.known ?? []));
  const mixed = /\p{Lu}/u.test(text) && /\p{Ll}/u.test(text) ? 0.5 : 0;
  const score = scoreOf(tries + mixed);
  if (length < (context.minLength ?? 15)) return { score: score === 0 ? 0 : 1, reasonCode: "too_short" };
  if (score >= 3) return { score, reasonCode: score === 4 ? "strong" : "good" };
  return { score, reasonCode: reason };
}

function scoreOf(tries: number): PasswordStrength["score"] {
  const index = thresholds.findIndex((threshold) => tries < threshold);
  return index === 0 || index === 1 || index === 2 || index === 3 ? index : 4;
}

const fold = (text: string): string => text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();

const wordsOf = (known: readonly string[]): string[] =>
  known.flatMap((text) => fold(text).split(/[^\p{L}\p{N}]+/u)).filter((word) => word.length >= 3);

/** The cheapest way to cut the text into things that people use, as who guesses would. */
function cheapestWay(folded: string, known: readonly string[]): { tries: number; reason: StrengthReason } {
  const unit = unitOf(Array.from(folded).slice(0, longestLooked));
  const letters = unit.letters;
  const plain = letters.map((letter) => looksLike.get(letter) ?? letter);
  type Way = { tries: number; reasons: readonly Piece[] };
  const ways: Way[] = [{ tries: -joint, reasons: [] }];
  for (const [at, letter] of letters.entries()) {
    const here = ways[at];
    if (here === undefined) continue;
    const single = { end: at + 1, tries: triesOfLetter(letter), reason: "guessable" as const };
    const glued = here.reasons.at(-1)?.reason === "guessable" ? 0 : joint;
    for (const piece of [single, ...piecesAt(letters, plain, at, known)]) {
      const tries = here.tries + piece.tries + (piece === single ? glued : joint);
      const there = ways[piece.end];
      if (there === undefined || tries < there.tries)
        ways[piece.end] = { tries, reasons: [...here.reasons, piece] };
    }
  }
  const best = ways[letters.length] ?? { tries: 0, reasons: [] };
  if (unit.times > 1) return { tries: best.tries + Math.log10(unit.times), reason: "repetitive" };
  const order = ["personal", "common", "sequential", "repetitive"] as const;
  const reason = order.find((each) => best.reasons.some((piece) => piece.reason === each));
  return { tries: best.tries, reason: reason ?? "guessable" };
}

/** What joins words is tried before other signs. */
const triesOfLetter = (letter: string): number =>
  /[ ._-]/.test(letter) ? 0.7 : /[a-z0-9]/.test(letter) ? 1 : 1.4;

const looksLike = new Map(
  Object.entries({ "@": "a", "4": "a", "0": "o", "1": "i", "!": "i", "3": "e", "5": "s", $: "s", "7": "t" }),
);

/** What people use that starts here. */
function piecesAt(
  letters: readonly string[],
  plain: readonly string[],
  at: number,
  known: readonly string[],
): Piece[] {
  const pieces: Piece[] = [];
  const rest = letters.slice(at).join("");
  const read = plain.slice(at).join("");
  for (const word of known) {
    if (rest.startsWith(word) || read.startsWith(word))
      pieces.push({ end: at + Array.from(word).length, tries: 1, reason: "personal" });
  }
  for (let length = 4; length <= 12 && at + length <= letters.length; length += 1) {
    if (isCommonWord(letters.slice(at, at + length).join("")))
      pieces.push({ end: at + length, tries: 3.4, reason: "common" });
    else if (isCommonWord(plain.slice(at, at + length).join("")))
      pieces.push({ end: at + length, tries: 3.9, reason: "common" });
  }
  if (/^(?:19|20)\d\d/.test(rest)) pieces.push({ end: at + 4, tries: 2, reason: "guessable" });
  const run = runAt(letters, at);
  if (run !== null) pieces.push(run);
  return pieces;
}

const rows = [
  "qwertyuiop",
  "asdfghjkl",
  "zxcvbnm",
  "qwertzuiop",
  "yxcvbnm",
  "azertyuiop",
  "qsdfghjklm",
  "1234567890",
];

/** "abcd", "9876", "qwert" or "aaaa": three letters and more that follow one rule. */
function runAt(letters: readonly string[], at: number): Piece | null {
  const step = stepOf(letters[at], letters[at + 1]);
  if (step === null) return null;
  let end = at + 2;
  while (end < letters.length && stepOf(letters[end - 1], letters[end]) === step) end += 1;
  if (end - at < 3) return null;
  return { end, tries: 1.5 + Math.log10(end - at), reason: step === 0 ? "repetitive" : "sequential" };
}

function stepOf(from = "", to = ""): -1 | 0 | 1 | null {
  const distance = (to.codePointAt(0) ?? 0) - (from.codePointAt(0) ?? 0);
  if (from === "" || to === "") return null;
  if (distance === 0) return 0;
  if (distance === 1 || rows.some((row) => row.includes(from + to))) return 1;
  return distance === -1 || rows.some((row) => row.includes(to + from)) ? -1 : null;
}

/** The shortest beginning that makes the text when it is repeated. */
function unitOf(letters: string[]): { letters: string[]; times: number } {
  for (let length = 1; length <= letters.length / 2; length += 1) {
    if (letters.every((letter, index) => index < length || letter === letters[index - length]))
      return { letters: letters.slice(0, length), times: letters.length / length };
  }
  return { letters, times: 1 };
}
