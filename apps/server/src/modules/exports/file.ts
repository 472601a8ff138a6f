import { Readable } from "node:stream";
import { createGzip } from "node:zlib";
import { mostPdfRows, type ExportFormat } from "@atrium/contracts";
import type { RawRow } from "#kernel/db/statement";
import type { Json } from "#kernel/events/record";
import { fail } from "#kernel/operation";
import { csvLine, type Cell } from "#kernel/tables/csv";
import { joinList } from "#kernel/tables/list-cell";
import { pdfOf } from "#kernel/tables/pdf/table";
import { xlsxOf } from "#kernel/tables/xlsx";
import type { UserColumn } from "#modules/users";

export type FileKind = { format: ExportFormat; gzip: boolean; byteOrderMark: boolean };

const types: Record<ExportFormat, string> = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  ndjson: "application/x-ndjson",
  pdf: "application/pdf",
};

const isPacked = ({ format, gzip }: FileKind): boolean => gzip && (format === "csv" || format === "ndjson");

export function fileName(kind: FileKind, now: Date): string {
  const day = now.toISOString().slice(0, 10);
  return `people-${day}.${kind.format}${isPacked(kind) ? ".gz" : ""}`;
}

export const fileType = (kind: FileKind): string =>
  isPacked(kind) ? "application/gzip" : types[kind.format];

function cellOf(value: Json): Cell {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return joinList(value.map(String));
  return JSON.stringify(value);
}

const valueAt = (row: RawRow, at: number, column: UserColumn): Json => {
  const value = row[at];
  return value === null || value === undefined ? null : column.read(value);
};

/** The bytes of an export, made as they are read, from rows that have the columns' values in the same order. */
export function fileOf(
  kind: FileKind,
  columns: readonly UserColumn[],
  rows: AsyncIterable<readonly RawRow[]>,
): Readable {
  const header = columns.map(({ key }) => key);
  const cellsOf = (row: RawRow): Cell[] => columns.map((column, at) => cellOf(valueAt(row, at, column)));
  async function* cells(): AsyncGenerator<Cell[][]> {
    for await (const batch of rows) yield batch.map(cellsOf);
  }
  async function* few(): AsyncGenerator<Cell[][]> {
    let seen = 0;
    for await (const batch of cells()) {
      seen += batch.length;
      if (seen > mostPdfRows) fail("export.too_long", { extra: { most: mostPdfRows } });
      yield batch;
    }
  }
  async function* csv(): AsyncGenerator<string> {
    yield `${kind.byteOrderMark ? "\ufeff" : ""}${csvLine(header)}`;
    for await (const batch of rows) yield batch.map((row) => csvLine(cellsOf(row))).join("");
  }
  async function* ndjson(): AsyncGenerator<string> {
    for await (const batch of rows) {
      let text = "";
      for (const row of batch) {
        const entries = columns.map((column, at) => [column.key, valueAt(row, at, column)] as const);
        text += `${JSON.stringify(Object.fromEntries(entries))}\n`;
      }
      yield text;
    }
  }
  switch (kind.format) {
    case "xlsx":
      return xlsxOf(header, cells());
    case "pdf":
      return pdfOf(header, few(), {
        title: "Atrium",
        unshown: (count) =>
          `${count} ${count === 1 ? "cell holds" : "cells hold"} letters that this document cannot show (\ufffd): take CSV or XLSX for them`,
      });
    case "csv":
    case "ndjson": {
      const text = Readable.from(kind.format === "csv" ? csv() : ndjson(), { objectMode: false });
      if (!kind.gzip) return text;
      const packed = createGzip({ level: 5 });
      text.on("error", (cause) => packed.destroy(cause));
      return text.pipe(packed);
    }
  }
}
