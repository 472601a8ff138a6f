import type { Archive } from "./archive.ts";
import { textOf } from "./text.ts";
import { checkWidth, limits, UnfitFile, type Row, type Rows } from "./unfit.ts";
import type { Sheet, Workbook } from "./workbook.ts";
import { attribute, readXml, unescapeXml } from "./xml.ts";

const rowsAtOnce = 500;
const dayMs = 86_400_000;

/** Which column a cell stands in, from its name: `A1` the first, `AB7` the twenty-eighth. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of reference) {
    const code = letter.charCodeAt(0) - 64;
    if (code < 1 || code > 26) break;
    column = column * 26 + code;
  }
  return column - 1;
}

function dateText(number: number, epochDays: number): string {
  const at = Math.round((number - epochDays) * dayMs);
  if (!Number.isFinite(at) || Math.abs(at) > 8.64e15) return String(number);
  const text = new Date(at).toISOString();
  return at % dayMs === 0 ? text.slice(0, 10) : text;
}

/** Numbers as they were typed: what a workbook stores is what a computer made of them. */
function numberText(text: string): string {
  const number = Number(text);
  return Number.isFinite(number) ? String(Number(number.toPrecision(15))) : text;
}

type Cell = { column: number; type: string; style: number; value: string };

function cellText({ type, style, value }: Cell, book: Workbook): string {
  const text = unescapeXml(value);
  if (type === "s") return book.strings[Number(text)] ?? "";
  if (type === "inlineStr" || type === "str" || type === "e") return text;
  if (type === "b") return text === "1" ? "true" : "false";
  if (text === "") return "";
  if (type === "d") return text;
  return book.dateStyles.has(style) ? dateText(Number(text), book.epochDays) : numberText(text);
}

/** The rows of one sheet, as it is unpacked. A formula counts for the value that was last worked out. */
export async function* readSheet(archive: Archive, book: Workbook, sheet: Sheet): Rows {
  let rows: Row[] = [];
  let cells: string[] = [];
  let cell: Cell | null = null;
  let line = 0;
  let taking = false;
  const handler = {
    open(name: string, attributes: string): void {
      if (name === "row") {
        line = Number(attribute(attributes, "r") ?? line + 1);
        cells = [];
      } else if (name === "c") {
        const reference = attribute(attributes, "r");
        const column = reference === null ? cells.length : columnOf(reference);
        if (column < 0 || column >= limits.columns)
          checkWidth({ length: limits.columns + 1 } as string[], line);
        const style = Number(attribute(attributes, "s") ?? 0);
        cell = { column, type: attribute(attributes, "t") ?? "n", style, value: "" };
      } else if (name === "v" || name === "t") taking = cell !== null;
    },
    close(name: string): void {
      if (name === "v" || name === "t") taking = false;
      else if (name === "c" && cell !== null) {
        while (cells.length < cell.column) cells.push("");
        cells[cell.column] = cellText(cell, book);
        cell = null;
      } else if (name === "row" && cells.some((each) => each !== "")) rows.push({ line, cells });
    },
    text(text: string): void {
      if (!taking || cell === null) return;
      cell.value += text;
      if (cell.value.length > limits.line) throw new UnfitFile("line_too_long", `Row ${line} is too long.`);
    },
  };
  for await (const _piece of readXml(textOf(await archive.open(sheet.part), "utf-8"), handler)) {
    if (rows.length < rowsAtOnce) continue;
    yield rows;
    rows = [];
  }
  if (rows.length > 0) yield rows;
}
