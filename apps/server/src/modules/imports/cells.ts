import { attributePrefix, type ImportColumn, type ImportDateFormat } from "@atrium/contracts";
import type { Json } from "#kernel/events/record";
import { splitList } from "#kernel/tables/list-cell";

/** What is wrong with a row: with one of its columns, or with the row as a whole. */
export type CellProblem = { readonly column: string | null; readonly code: string; readonly detail: string };
export class UnfitCell extends Error {
  override readonly name = "UnfitCell";
}

const yes = ["true", "yes", "y", "1", "x", "ja", "wahr", "oui", "vrai", "sí", "si", "verdadero", "نعم"];
const no = ["false", "no", "n", "0", "nein", "falsch", "non", "faux", "falso", "لا"];
const parts: Record<Exclude<ImportDateFormat, "iso">, readonly [number, number, number]> = {
  ymd: [0, 1, 2], dmy: [2, 1, 0], mdy: [2, 0, 1],
}; // prettier-ignore

function fullYear(text: string): string {
  if (text.length !== 2) return text.padStart(4, "0");
  // Of two digits, the nearest year that is not far ahead.
  const year = Number(text);
  return String(year > 30 ? 1900 + year : 2000 + year);
}

/** A day as ISO 8601 writes it. What a workbook or an export holds is written so already, whatever the order said. */
export function readDay(cell: string, format: ImportDateFormat): string {
  const iso = /^(\d{4}-\d\d-\d\d)(?:[T ].*)?$/.exec(cell);
  if (iso !== null) return iso[1] ?? "";
  const found = /^(\d{1,4})[./\-\s]+(\d{1,2})[./\-\s]+(\d{1,4})\.?$/.exec(cell);
  if (found === null || format === "iso") throw new UnfitCell("is not a day such as 2026-01-31");
  const [year, month, day] = parts[format].map((at) => found[at + 1] ?? "");
  return `${fullYear(year ?? "")}-${(month ?? "").padStart(2, "0")}-${(day ?? "").padStart(2, "0")}`;
}

function readTruth(cell: string, { trueWords, falseWords }: ImportColumn): boolean {
  const told = cell.toLowerCase();
  const says = (words: readonly string[]) => words.some((word) => word.toLowerCase() === told);
  if (says(trueWords)) return true;
  if (says(falseWords)) return false;
  if (yes.includes(told)) return true;
  if (no.includes(told)) return false;
  throw new UnfitCell("says neither yes nor no");
}

function readNumber(cell: string): number {
  // A comma counts as the decimal one where no point does.
  const plain = cell.includes(".") ? cell.replaceAll(",", "") : cell.replace(",", ".");
  const number = Number(plain.replaceAll(/[\s\u00a0']/g, ""));
  if (cell === "" || !Number.isFinite(number)) throw new UnfitCell("is not a number");
  return number;
}

export function readList(cell: string, split: ImportColumn["split"]): string[] {
  if (cell.startsWith("[") && cell.endsWith("]")) {
    try {
      const list: unknown = JSON.parse(cell);
      if (Array.isArray(list)) return list.map(String).filter((value) => value !== "");
    } catch {
      // No list as JSON writes it: a text that happens to stand in brackets.
    }
  }
  if (split === ";") return splitList(cell);
  return cell.split(split).map((value) => value.trim()).filter((value) => value !== ""); // prettier-ignore
}

/** What a cell that is not empty means for the field that its column becomes. */
export function readCell(cell: string, column: ImportColumn): Json {
  const { field } = column;
  if (field === "tags" || field === "roles" || field === "groups") return readList(cell, column.split);
  if (field === "birthDate") return readDay(cell, column.dateFormat);
  if (field === "status" || field === "address.country") {
    return field === "status" ? cell.toLowerCase() : cell.toUpperCase();
  }
  if (!field.startsWith(attributePrefix)) return cell;
  switch (column.as) {
    case "number":
      return readNumber(cell);
    case "boolean":
      return readTruth(cell, column);
    case "date":
      return readDay(cell, column.dateFormat);
    case "list":
      return readList(cell, column.split);
    default:
      return cell;
  }
}
