import { isSpace } from "./characters.ts";
import type { Place, Report } from "./errors.ts";

export interface Cursor {
  readonly text: string;
  readonly report: Report;
  at: number;
}

/** One word or quoted phrase, its escapes resolved. */
export interface Piece extends Place {
  readonly text: string;
  /** Quoted or escaped: taken as it is, never as a keyword. */
  readonly literal: boolean;
  /** Ends in a star of its own. */
  readonly prefix: boolean;
  /** The two sides of an unquoted `..`. */
  readonly range?: { readonly from: string; readonly to: string };
}

/** Reads a piece at the cursor; undefined after an error, which has been reported. */
export function readPiece(cursor: Cursor, place: "term" | "value"): Piece | undefined {
  return cursor.text[cursor.at] === '"' ? readQuoted(cursor, place) : readBare(cursor, place);
}

function endsPiece(character: string | undefined, place: "term" | "value"): boolean {
  if (character === undefined || character === ")" || isSpace(character)) return true;
  return place === "value" && character === ",";
}

function readQuoted(cursor: Cursor, place: "term" | "value"): Piece | undefined {
  const { text } = cursor;
  const position = cursor.at;
  let content = "";
  let prefix = false;
  for (let at = position + 1; at < text.length; at += 1) {
    const character = text[at] ?? "";
    if (character === '"') {
      cursor.at = at + 1;
      if (!endsPiece(text[cursor.at], place)) return unexpected(cursor);
      return {
        text: content.normalize("NFC"),
        literal: true,
        prefix,
        position,
        length: cursor.at - position,
      };
    }
    if (character === "*") {
      if (text[at + 1] !== '"') return fail(cursor, "wildcard_position", at);
      prefix = true;
    } else if (character === "\\") {
      at += 1;
      content += text[at] ?? "";
    } else {
      content += character;
    }
  }
  cursor.at = text.length;
  cursor.report("unclosed_quote", { position, length: 1 });
  return undefined;
}

function readBare(cursor: Cursor, place: "term" | "value"): Piece | undefined {
  const { text } = cursor;
  const position = cursor.at;
  const reserved = place === "term" ? '("<>:' : '("<>';
  let content = "";
  let literal = false;
  let prefix = false;
  let dots = -1;
  for (; !endsPiece(text[cursor.at], place); cursor.at += 1) {
    const character = text[cursor.at] ?? "";
    if (reserved.includes(character)) return unexpected(cursor);
    if (character === "*") {
      if (!endsPiece(text[cursor.at + 1], place)) return fail(cursor, "wildcard_position", cursor.at);
      prefix = true;
    } else if (character === "\\") {
      cursor.at += 1;
      if (cursor.at >= text.length) return fail(cursor, "dangling_escape", cursor.at - 1);
      literal = true;
      content += text[cursor.at] ?? "";
    } else {
      if (dots < 0 && character === "." && text[cursor.at + 1] === ".") dots = content.length;
      content += character;
    }
  }
  const piece = { text: content.normalize("NFC"), literal, prefix, position, length: cursor.at - position };
  if (dots < 0 || literal) return piece;
  return { ...piece, range: { from: content.slice(0, dots), to: content.slice(dots + 2) } };
}

export function unexpected(cursor: Cursor): undefined {
  const value = String.fromCodePoint(cursor.text.codePointAt(cursor.at) ?? 0xfffd);
  return fail(cursor, "unexpected_character", cursor.at, value);
}

function fail(
  cursor: Cursor,
  code: "unexpected_character" | "wildcard_position" | "dangling_escape",
  position: number,
  value?: string,
): undefined {
  cursor.report(code, { position, length: value?.length ?? 1 }, value === undefined ? {} : { value });
  skipWord(cursor);
  return undefined;
}

/** After an error: reading goes on behind the word, so that one slip is one error. */
function skipWord(cursor: Cursor): void {
  while (cursor.at < cursor.text.length && !isSpace(cursor.text[cursor.at])) cursor.at += 1;
}
