import { attributePrefix, importColumn, isImportField, type ImportColumn } from "@atrium/contracts";
import { importedHashProblem } from "#kernel/passwords/imported-hash";
import { columnNames, plainName } from "./guess-names.ts";
import { typedColumns, type Known } from "./own-attributes.ts";

const byName = new Map(
  Object.entries(columnNames).flatMap(([field, names]) =>
    names.map((name) => [plainName(name), field] as const),
  ),
);

const looksLike = {
  email: (cell: string) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(cell),
  passwordHash: (cell: string) => /^[$_\w]+[$:]/.test(cell) && importedHashProblem(cell) === null,
  phone: (cell: string) => /^\+[\d\s().-]{7,20}$/.test(cell),
};
type Shown = keyof typeof looksLike;

/** Where most cells that are not empty look so. */
function mostly(cells: readonly string[], is: (cell: string) => boolean): boolean {
  const told = cells.filter((cell) => cell !== "");
  return told.length > 0 && told.filter(is).length / told.length >= 0.6;
}

/** In which order days stand: only one that fits all of them, and the one that puts the day first where two do. */
function dateOrder(cells: readonly string[]): ImportColumn["dateFormat"] {
  const days = cells.flatMap((cell) => {
    const found = /^(\d{1,4})[./\-\s]+(\d{1,2})[./\-\s]+(\d{1,4})/.exec(cell);
    return found === null ? [] : [found.slice(1, 4).map(Number)];
  });
  if (days.length === 0) return "iso";
  if (days.every(([first = 0]) => first > 31)) return cells.every((cell) => /^\d{4}-\d\d-\d\d/.test(cell) || cell === "") ? "iso" : "ymd"; // prettier-ignore
  return days.some(([, second = 0]) => second > 12) ? "mdy" : "dmy";
}

function splitOf(cells: readonly string[]): ImportColumn["split"] {
  const marks = [";", "|", ","] as const;
  return marks.find((mark) => cells.some((cell) => cell.includes(mark))) ?? ";";
}

/** What columns become, by their names in several languages and by what stands in the first rows. */
export function guessMapping(
  names: readonly string[],
  sample: readonly (readonly string[])[],
  attributes: readonly Known[] = [],
): ImportColumn[] {
  const taken = new Set<string>();
  const guessed: (string | null)[] = names.map(() => null);
  const dated = new Set([
    "birthDate",
    ...attributes.flatMap(({ key, as }) => (as === "date" ? attributePrefix + key : [])),
  ]);
  const cellsOf = (column: number) => sample.map((cells) => (cells[column] ?? "").trim());
  const take = (column: number, field: string | undefined): void => {
    if (field === undefined || taken.has(field) || guessed[column] !== null || !isImportField(field)) return;
    taken.add(field);
    guessed[column] = field;
  };
  const own = new Map(attributes.flatMap(({ key, title }) => [key, title].map((name) => [plainName(name), attributePrefix + key]))); // prettier-ignore
  for (const [column, name] of names.entries()) {
    const plain = plainName(name);
    take(column, name.startsWith(attributePrefix) ? name : (byName.get(plain) ?? own.get(plain)));
  }
  for (const column of names.keys()) {
    const cells = cellsOf(column);
    const field = (Object.keys(looksLike) as Shown[]).find((each) => mostly(cells, looksLike[each]));
    // A number of someone else, such as an assistant's, is no person's own: only what nothing else names.
    take(column, field);
  }
  const columns = guessed.flatMap((field, column) => {
    if (field === null) return [];
    const cells = cellsOf(column);
    const lists = field === "tags" || field === "roles" || field === "groups";
    return [
      importColumn.parse({
        column,
        field,
        ...(dated.has(field) ? { dateFormat: dateOrder(cells) } : {}),
        ...(lists ? { split: splitOf(cells) } : {}),
      }),
    ];
  });
  return typedColumns(columns, attributes);
}

/** Whether a first row names columns: no address among its cells, and no two alike. */
export function namesColumns(cells: readonly string[]): boolean {
  const told = cells.map((cell) => cell.trim()).filter((cell) => cell !== "");
  if (told.length === 0 || told.some(looksLike.email)) return false;
  return new Set(told.map(plainName)).size === told.length;
}

/** The first rows for people to see: a hash is a secret, and the file has it. */
export const shownSample = (sample: readonly (readonly string[])[]): string[][] =>
  sample.map((cells) => cells.map((cell) => (looksLike.passwordHash(cell) ? "•••" : cell)));
