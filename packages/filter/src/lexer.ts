import type { Comparison } from "./ast.ts";
import { findBadCharacter, isSpace } from "./characters.ts";
import type { Place, Report } from "./errors.ts";
import { filterLimits } from "./limits.ts";
import { readPiece, unexpected } from "./piece.ts";
import type { Cursor, Piece } from "./piece.ts";

export interface WrittenValue extends Place {
  readonly operator: Comparison | "=" | "!=";
  readonly piece: Piece;
}

export type Token = Place &
  (
    | { readonly kind: "open" | "close" | "or" | "and" | "not" }
    | { readonly kind: "term"; readonly piece: Piece }
    | { readonly kind: "clause"; readonly name: string; readonly values: readonly WrittenValue[] }
    /** Stands where an error was reported, so that the parser does not miss an operand there. */
    | { readonly kind: "broken" }
  );

const keywords = new Map<string, "or" | "and" | "not">([
  ["OR", "or"],
  ["AND", "and"],
  ["NOT", "not"],
]);
const operators = [">=", "<=", "!=", ">", "<", "="] as const;

/** Splits the text in one pass; undefined when it is over a limit, which has been reported. */
export function readTokens(text: string, report: Report): readonly Token[] | undefined {
  if (text.length > filterLimits.characters) return refuse("too_long", { position: 0, length: text.length });
  const bad = findBadCharacter(text);
  if (bad >= 0) return refuse("bad_character", { position: bad, length: 1 });

  const cursor: Cursor = { text, report, at: 0 };
  const tokens: Token[] = [];
  let terms = 0;
  let depth = 0;
  while (cursor.at < text.length) {
    if (isSpace(text[cursor.at])) {
      cursor.at += 1;
      continue;
    }
    const position = cursor.at;
    const read = readToken(cursor);
    const token: Token = { ...read, position, length: cursor.at - position };
    tokens.push(token);
    if (token.kind === "open") depth += 1;
    if (token.kind === "close") depth -= 1;
    if (depth > filterLimits.depth) return refuse("too_deep", token);
    if (token.kind === "term" || token.kind === "clause") terms += 1;
    if (terms > filterLimits.terms) return refuse("too_many_terms", token);
    if (token.kind === "clause" && token.values.length > filterLimits.values) {
      return refuse("too_many_values", token);
    }
  }
  return tokens;

  function refuse(
    code: "too_long" | "bad_character" | "too_deep" | "too_many_terms" | "too_many_values",
    place: Place,
  ) {
    report(code, place);
    return undefined;
  }
}

type TokenContent = Token extends infer Each ? (Each extends Place ? Omit<Each, keyof Place> : never) : never;

function readToken(cursor: Cursor): TokenContent {
  const { text } = cursor;
  const character = text[cursor.at];
  if (character === "(" || character === ")") {
    cursor.at += 1;
    return { kind: character === "(" ? "open" : "close" };
  }
  if (character === "-") {
    cursor.at += 1;
    const next = text[cursor.at];
    if (next !== undefined && next !== ")" && !isSpace(next)) return { kind: "not" };
    cursor.report("dangling_negation", { position: cursor.at - 1, length: 1 });
    return { kind: "broken" };
  }
  const colon = findColon(text, cursor.at);
  if (colon > cursor.at) {
    const name = text.slice(cursor.at, colon).normalize("NFC");
    cursor.at = colon + 1;
    const values = readValues(cursor);
    return values === undefined ? { kind: "broken" } : { kind: "clause", name, values };
  }
  const piece = readPiece(cursor, "term");
  if (piece === undefined) return { kind: "broken" };
  const keyword = piece.literal || piece.prefix ? undefined : keywords.get(piece.text);
  return keyword === undefined ? { kind: "term", piece } : { kind: keyword };
}

/** Where the field name that starts here ends, or -1 when the word is no `name:`. */
function findColon(text: string, start: number): number {
  for (let at = start; at < text.length; at += 1) {
    const character = text[at] ?? "";
    if (character === ":") return at;
    if (isSpace(character) || '()",\\*<>=!'.includes(character)) return -1;
  }
  return -1;
}

function readValues(cursor: Cursor): readonly WrittenValue[] | undefined {
  const values: WrittenValue[] = [];
  for (;;) {
    const position = cursor.at;
    const operator = operators.find((candidate) => cursor.text.startsWith(candidate, position)) ?? "=";
    if (cursor.text.startsWith(operator, position)) cursor.at += operator.length;
    if (cursor.text[cursor.at] === "!") return unexpected(cursor);
    const piece = readPiece(cursor, "value");
    if (piece === undefined) return undefined;
    values.push({ operator, piece, position, length: cursor.at - position });
    if (cursor.text[cursor.at] !== ",") return values;
    cursor.at += 1;
  }
}
