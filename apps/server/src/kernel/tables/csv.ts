/** A value of a cell: text stays text, whatever it looks like. */
export type Cell = string | number | boolean | null;

// What a spreadsheet would run, the full-width forms included that some turn into plain ones.
const runnable = /^[\s\p{Cf}]*[=+\-@\t\r\n|%＝＋－＠]/u;

/** Text that a spreadsheet shows and never runs: an apostrophe in front says so, and is taken off when it is read in. */
export function neutralText(text: string): string {
  return runnable.test(text) || text.startsWith("'") ? `'${text}` : text;
}

/** The text that was written with `neutralText`. */
export function plainText(text: string): string {
  if (!text.startsWith("'")) return text;
  const inner = text.slice(1);
  return neutralText(inner) === text ? inner : text;
}

const needsQuotes = /[",\r\n;]|^\s|\s$/;

export function csvCell(value: Cell): string {
  if (value === null) return "";
  if (typeof value !== "string") return String(value);
  const safe = neutralText(value);
  return needsQuotes.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** RFC 4180: commas, and lines that end with CR LF. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}
