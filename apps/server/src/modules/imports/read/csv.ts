import { checkWidth, limits, UnfitFile, type Row, type Rows } from "./unfit.ts";

export const delimiters = [",", ";", "\t", "|"] as const;
export type Delimiter = (typeof delimiters)[number];

/** The one that parts the first lines into most columns, outside of quotes. */
export function delimiterOf(head: string): Delimiter {
  const line = head.replace(/"(?:[^"]|"")*"?/g, "").split(/\r\n|\r|\n/, 5);
  const counts = delimiters.map((mark) => line.reduce((sum, part) => sum + part.split(mark).length - 1, 0));
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ",";
}

type Parsed = { cells: string[]; next: number; breaks: number };

const quote = 34;
const lineFeed = 10;
const carriageReturn = 13;

/** One record from a place on; null when its end has not come yet. */
function parseRecord(text: string, from: number, mark: number, final: boolean): Parsed | null {
  const cells: string[] = [];
  let at = from;
  let breaks = 0;
  for (;;) {
    let cell = "";
    if (text.charCodeAt(at) === quote) {
      let start = at + 1;
      for (;;) {
        const end = text.indexOf('"', start);
        if (end === -1) return null;
        if (text.charCodeAt(end + 1) === quote) {
          cell += text.slice(start, end + 1);
          start = end + 2;
          continue;
        }
        if (end + 1 === text.length && !final) return null;
        cell += text.slice(start, end);
        at = end + 1;
        break;
      }
      for (let n = cell.indexOf("\n"); n !== -1; n = cell.indexOf("\n", n + 1)) breaks++;
    }
    let end = at;
    let code = 0;
    for (; end < text.length; end++) {
      code = text.charCodeAt(end);
      if (code === mark || code === lineFeed || code === carriageReturn) break;
    }
    cells.push(cell + text.slice(at, end));
    if (end === text.length) return final ? { cells, next: end, breaks } : null;
    at = end + 1;
    if (code === mark) continue;
    if (code === carriageReturn) {
      if (at === text.length && !final) return null;
      if (text.charCodeAt(at) === lineFeed) at++;
    }
    return { cells, next: at, breaks: breaks + 1 };
  }
}

/** Reads as people write such files: any line ends, quotes where they are needed, empty lines between. */
export async function* readCsv(text: AsyncIterable<string>, delimiter: Delimiter): Rows {
  const mark = delimiter.charCodeAt(0);
  let rest = "";
  let line = 1;

  function take(final: boolean): Row[] {
    const rows: Row[] = [];
    let at = 0;
    while (at < rest.length) {
      const record = parseRecord(rest, at, mark, final);
      if (record === null) break;
      const { cells, next, breaks } = record;
      checkWidth(cells, line);
      if (next - at > limits.line) throw new UnfitFile("line_too_long", `Line ${line} is too long.`);
      if (cells.length > 1 || cells[0] !== "") rows.push({ line, cells });
      line += breaks;
      at = next;
    }
    rest = rest.slice(at);
    if (final && rest !== "")
      throw new UnfitFile("quote_not_closed", `A quote of line ${line} is never closed.`);
    if (rest.length > limits.line) throw new UnfitFile("line_too_long", `Line ${line} is too long.`);
    return rows;
  }

  for await (const piece of text) {
    rest += piece;
    const rows = take(false);
    if (rows.length > 0) yield rows;
  }
  const last = take(true);
  if (last.length > 0) yield last;
}
