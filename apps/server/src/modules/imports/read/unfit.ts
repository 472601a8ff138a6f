/** A file that cannot be read as a table, and why, in words for whoever brought it. */
export class UnfitFile extends Error {
  override readonly name = "UnfitFile";
  readonly reason: UnfitReason;
  constructor(reason: UnfitReason, detail: string) {
    super(detail);
    this.reason = reason;
  }
}

export type UnfitReason =
  | "type"
  | "name_and_content_differ"
  | "encoding"
  | "archive"
  | "encrypted"
  | "too_large"
  | "too_many_columns"
  | "line_too_long"
  | "quote_not_closed"
  | "not_json"
  | "xml"
  | "empty";

export const limits = {
  columns: 500,
  /** Characters of one row as it stands in the file. */
  line: 1_048_576,
  rows: 5_000_000,
  archiveEntries: 10_000,
  unpackedBytes: 2 * 1024 ** 3,
  /** What packs better than this is made to burst whoever unpacks it. */
  packing: 200,
  packingFrom: 16 * 1024 ** 2,
  sharedStrings: 2_000_000,
  sharedCharacters: 48 * 1024 ** 2,
} as const;

/** One row: where it stands in the file, counted from 1, and its cells as text. */
export type Row = { readonly line: number; readonly cells: readonly string[] };
/** Rows as they are read, some hundred at a time. */
export type Rows = AsyncIterable<readonly Row[]>;

export function checkWidth(cells: readonly unknown[], line: number): void {
  if (cells.length <= limits.columns) return;
  throw new UnfitFile("too_many_columns", `Line ${line} has more than ${limits.columns} columns.`);
}
