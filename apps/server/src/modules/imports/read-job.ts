import { z } from "zod";
import { job, type JobContext } from "#kernel/jobs/kind";
import { Problem } from "#kernel/problem";
import type { Storage } from "#kernel/storage";
import { plainText } from "#kernel/tables/csv";
import type { Attributes } from "#modules/attributes";
import { uploadOf } from "#modules/uploads";
import { guessMapping, namesColumns } from "./guess.ts";
import { attributesToBring, type Known } from "./own-attributes.ts";
import { findImport, noteRead, type Asked } from "./queries.ts";
import { openTable, type Table } from "./read/table.ts";
import { limits, UnfitFile, type Row } from "./read/unfit.ts";
import type { StagedRow } from "./row.ts";
import { stage, staged } from "./staging.ts";

export const readKind = "imports.read";
const atOnce = 2000;
const sampled = 20;

type Place = { number: number; cleared: boolean };

async function clear(context: JobContext, importId: string): Promise<void> {
  for (const empty of [staged.rows, staged.keys, staged.problems]) {
    for (let gone = atOnce * 10; gone === atOnce * 10;) {
      gone = await context.transaction(async (db) => (await db.query(empty(importId, atOnce * 10)))[0] ?? 0);
    }
  }
}

type Head = { names: string[]; header: boolean };
function headOf(first: Row, format: string, { header }: Asked): Head {
  const named = format === "ndjson" || (header ?? namesColumns(first.cells));
  const names = first.cells.map((cell, at) => (named ? cell.trim().slice(0, 300) : "") || `${at + 1}`);
  return { names, header: named };
}

/** An export of Atrium puts a sign before what a spreadsheet would run; here it comes off again. */
const unguarded = (row: Row, format: string): readonly string[] =>
  format === "csv" ? row.cells.map(plainText) : row.cells;

async function readAll(
  context: JobContext,
  from: { importId: string; table: Table; asked: Asked; known: readonly Known[] },
): Promise<number> {
  const { importId, table, asked } = from;
  const { format } = table.shape;
  // The file is read from its beginning each time; rows that were put aside before are passed over.
  const done = Number(context.checkpoint?.["number"] ?? 0);
  let head: Head | null = null;
  let number = 0;
  let waiting: StagedRow[] = [];
  const sample: (readonly string[])[] = [];
  const put = async (): Promise<void> => {
    const rows = waiting;
    waiting = [];
    await context.batch(async (db) => {
      await stage(db, importId, rows);
      return {
        checkpoint: { number, cleared: true } satisfies Place,
        done: number,
        total: null,
        value: null,
      };
    });
  };
  for await (const some of table.rows(asked)) {
    for (const row of some) {
      if (head === null) {
        head = headOf({ line: row.line, cells: unguarded(row, format) }, format, asked);
        if (head.header) continue;
      }
      number++;
      if (number > limits.rows)
        throw new UnfitFile("too_large", `The file has more than ${limits.rows} rows.`);
      const cells = unguarded(row, format);
      if (sample.length < sampled)
        sample.push(cells.slice(0, head.names.length).map((cell) => cell.slice(0, 200)));
      if (number > done) waiting.push({ number, line: row.line, cells });
      if (waiting.length >= atOnce) await put();
    }
  }
  if (head === null || number === 0)
    throw new UnfitFile("empty", "The file has no rows beside its first one.");
  const { names, header } = head;
  const guessed = guessMapping(names, sample, from.known);
  await context.batch(async (db, { now }) => {
    await stage(db, importId, waiting);
    const { encoding, delimiter, sheets } = table.shape;
    await db.query(
      noteRead(
        importId, format, asked.encoding ?? encoding, asked.delimiter ?? delimiter, sheets, asked.sheet ?? 0, header,
        names, JSON.stringify(sample).replaceAll("\\u0000", ""), JSON.stringify(guessed), number, now.toISOString(),
      ),
    ); // prettier-ignore
    return { checkpoint: { number, cleared: true }, done: number, total: number, value: null };
  });
  return number;
}

export const readJob = (deps: { storage: Storage; attributes: Attributes }) =>
  job({
    kind: readKind,
    input: z.object({ import: z.string() }),
    run: async (context, input) => {
      const caller = await context.acting();
      const [row] = await context.db.query(findImport(input.import));
      if (row === undefined) return null;
      // A job that was asked again after its last batch has nothing left to do.
      if (row.phase !== "reading") return { rows: row.rows };
      const upload = await uploadOf(context.db, {
        id: row.uploadId,
        userId: caller.userId ?? "",
        now: context.clock.now(),
      });
      if (upload === undefined) throw new Problem("import.upload_unknown");
      if (context.checkpoint === null) {
        await clear(context, row.uuid);
        await context.batch(() =>
          Promise.resolve({ checkpoint: { number: 0, cleared: true }, done: 0, total: null, value: null }),
        );
      }
      try {
        const table = await openTable({
          name: upload.name,
          contentType: upload.contentType,
          bytes: upload.bytes,
          read: (start, end) => deps.storage.get(upload.key, { start, end }),
        });
        const known = attributesToBring(await deps.attributes.sightOf(context.db, caller));
        const rows = await readAll(context, {
          importId: row.uuid,
          table,
          asked: row.asked,
          known,
        });
        return { rows };
      } catch (cause) {
        if (cause instanceof UnfitFile) {
          throw new Problem(
            "import.unfit",
            { detail: cause.message, extra: { reason: cause.reason } },
            cause,
          );
        }
        throw cause;
      }
    },
  });
