import { Readable } from "node:stream";
import type { Reader } from "#kernel/db/reader";
import type { JobContext } from "#kernel/jobs/kind";
import { csvLine } from "#kernel/tables/csv";
import { plainName, reportColumns } from "./guess-names.ts";
import type { ImportRow } from "./queries.ts";
import { problemRows } from "./staging.ts";

export const errorFile = "errors.csv";
const atOnce = 1000;

/** The rows that could not be brought in, in their own columns, with the line, the column and the reason behind them. */
function errorLines(db: Reader, row: ImportRow): Readable {
  const mapped = new Set(row.mapping.map(({ column }) => column));
  const reported = new Set<string>(reportColumns.map(plainName));
  // What such a file brought with it from an earlier round makes room for what is said now.
  const shown = row.columns.flatMap((name, column) =>
    reported.has(plainName(name)) && !mapped.has(column) ? [] : [column],
  );
  async function* lines(): AsyncGenerator<string> {
    yield csvLine([...shown.map((column) => row.columns[column] ?? ""), ...reportColumns]);
    for (let after = 0; ;) {
      const rows = await db.query(problemRows(row.uuid, after, atOnce));
      yield rows
        .map(({ line, problems, cells }) => {
          const columns = [...new Set(problems.flatMap(({ column }) => column ?? []))].join("; ");
          const reasons = problems
            .map(({ column, detail }) => (column === null ? detail : `${column}: ${detail}`))
            .join("; ");
          return csvLine([...shown.map((column) => cells[column] ?? ""), line, columns, reasons]);
        })
        .join("");
      const last = rows.at(-1);
      if (last === undefined || rows.length < atOnce) return;
      after = last.number;
    }
  }
  return Readable.from(lines());
}

/** A file of whoever could not be brought in, where there is anybody. */
export async function keepErrors(context: JobContext, row: ImportRow, wrong: number): Promise<void> {
  if (wrong === 0) return;
  await context.artefact(
    { name: errorFile, contentType: "text/csv; charset=utf-8", permission: "users:create" },
    errorLines(context.db, row),
  );
}
