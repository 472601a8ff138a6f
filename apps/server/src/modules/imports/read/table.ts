import type { Readable } from "node:stream";
import { openArchive } from "./archive.ts";
import { delimiterOf, readCsv, type Delimiter } from "./csv.ts";
import { namesOf, readNdjson } from "./ndjson.ts";
import { readSheet } from "./sheet.ts";
import { encodingOf, textOf, type Encoding } from "./text.ts";
import { UnfitFile, type Rows } from "./unfit.ts";
import { readWorkbook } from "./workbook.ts";

export type FileToRead = {
  readonly name: string;
  /** What its first bytes say it is. */
  readonly contentType: string;
  readonly bytes: number;
  /** From a place up to another, both counted from 0 and belonging to it. */
  readonly read: (start: number, end: number) => Promise<Readable>;
};

export const tableFormats = ["csv", "xlsx", "ndjson"] as const;
export type TableFormat = (typeof tableFormats)[number];

/** What was found out about a file, and what may be said otherwise. */
export type TableShape = {
  readonly format: TableFormat;
  readonly encoding: Encoding | null;
  readonly delimiter: Delimiter | null;
  readonly sheets: readonly string[];
};
export type Table = { readonly shape: TableShape; readonly rows: (choice: Choice) => Rows };
export type Choice = {
  readonly sheet?: number;
  readonly encoding?: Encoding;
  readonly delimiter?: Delimiter;
};

const headBytes = 65_536;

async function headOf(file: FileToRead): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of (await file.read(0, Math.min(headBytes, file.bytes) - 1)) as AsyncIterable<Buffer>)
    parts.push(part);
  return Buffer.concat(parts);
}

const workbookType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const endings: Readonly<Record<string, TableFormat>> = {
  csv: "csv", tsv: "csv", txt: "csv", xlsx: "xlsx", ndjson: "ndjson", jsonl: "ndjson",
}; // prettier-ignore

/** What the bytes say counts; a name that says something else is a mistake that is told. */
function formatOf({ name, contentType }: FileToRead): TableFormat {
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? "";
  const told = endings[ending] ?? null;
  if (contentType.startsWith("application/zip") && told === "xlsx")
    throw new UnfitFile("type", "The file is an archive, but no workbook.");
  const found: TableFormat | null =
    contentType === workbookType
      ? "xlsx"
      : contentType === "application/x-ndjson"
        ? told === "csv"
          ? "csv"
          : "ndjson"
        : contentType.startsWith("text/")
          ? "csv"
          : null;
  if (found === null)
    throw new UnfitFile("type", "The file is none that can be read: bring a CSV, an XLSX or an NDJSON file.");
  if (told !== null && told !== found)
    throw new UnfitFile(
      "name_and_content_differ",
      `The file is called .${ending}, but what is in it is ${found}.`,
    );
  return found;
}

/** Opens a file as a table: finds out what it is, and reads its rows as often as they are wanted. */
export async function openTable(file: FileToRead): Promise<Table> {
  if (file.bytes === 0) throw new UnfitFile("empty", "The file is empty.");
  const format = formatOf(file);
  if (format === "xlsx") {
    const archive = await openArchive(file.read, file.bytes);
    const book = await readWorkbook(archive);
    return {
      shape: { format, encoding: null, delimiter: null, sheets: book.sheets.map(({ name }) => name) },
      rows({ sheet = 0 }) {
        const chosen = book.sheets[sheet];
        if (chosen === undefined) throw new UnfitFile("empty", "The workbook has no such sheet.");
        return readSheet(archive, book, chosen);
      },
    };
  }
  const head = await headOf(file);
  const found = encodingOf(head);
  const whole = async function* (encoding: Encoding): AsyncGenerator<string> {
    yield* textOf(await file.read(0, file.bytes - 1), encoding);
  };
  const delimiter =
    format === "csv" ? delimiterOf(new TextDecoder(found).decode(head, { stream: true })) : null;
  return {
    shape: { format, encoding: found, delimiter, sheets: [] },
    async *rows({ encoding = found, delimiter: wanted = delimiter ?? "," }) {
      if (format === "csv") yield* readCsv(whole(encoding), wanted);
      else yield* readNdjson(whole(encoding), await namesOf(whole(encoding)));
    },
  };
}
