import { z } from "zod";
import { inTurns } from "#kernel/in-turns";
import { job, type Acting, type JobContext } from "#kernel/jobs/kind";
import type { Transaction } from "#kernel/db/transaction";
import { counted, countsOf, problemsOf, progressFrom, type Progress } from "./counts.ts";
import type { JobDeps } from "./deps.ts";
import { keepErrors } from "./error-file.ts";
import { attributesToBring, typedColumns, type Known } from "./own-attributes.ts";
import { planChunk } from "./plan-chunk.ts";
import { nameOfField, type Planned, type Setting } from "./plan.ts";
import { findImport, noteChecked, type ImportRow } from "./queries.ts";
import { createRowReader, type ReadRow } from "./row.ts";
import { noteRowProblems, repeatedKeys, rowsBehind, staged, type Key } from "./staging.ts";

export const checkKind = "imports.check";
const atOnce = 1000;
const emptiedAtOnce = 20_000;

export const settingOf = (row: ImportRow, known: readonly Known[]): Setting => ({
  columns: typedColumns(row.mapping, known),
  names: row.columns,
  rules: row.rules,
});

/** What an earlier dry run left goes first. */
async function forget(context: JobContext, importId: string): Promise<void> {
  for (const empty of [staged.keys, staged.problems]) {
    for (let gone = emptiedAtOnce; gone === emptiedAtOnce;) {
      gone = await context.transaction(
        async (db) => (await db.query(empty(importId, emptiedAtOnce)))[0] ?? 0,
      );
    }
  }
}

const unique = ["email", "externalId", "employeeNumber"] as const;
const keysOf = ({ number, line, fields }: ReadRow): Key[] =>
  unique.flatMap((kind) => {
    const key = fields[kind];
    return key ? [{ kind, key, number, line }] : [];
  });

/** Of rows that want the same person, the first has them. */
async function refuseRepeated(
  db: Transaction,
  importId: string,
  setting: Setting,
  plan: readonly Planned[],
): Promise<Planned[]> {
  const good = plan.filter(({ kind }) => kind !== "error");
  const repeated = await repeatedKeys(
    db,
    importId,
    good.flatMap(({ row }) => keysOf(row)),
  );
  return plan.map((each) => {
    const first = repeated.get(each.row.number);
    if (first === undefined) return each;
    const detail = `stands in line ${first.line} already`;
    const problem = { column: nameOfField(setting, first.kind), code: "import.repeated", detail };
    return { kind: "error", row: each.row, problems: [problem] };
  });
}

export const checkJob = (deps: JobDeps) => {
  async function checkSome(
    by: Acting & { db: Transaction; organizationId: string },
    row: ImportRow,
    before: Progress,
  ): Promise<Progress> {
    const { db } = by;
    const sight = await deps.attributes.sightOf(by.db, by.caller);
    const setting = settingOf(row, attributesToBring(sight));
    const rows = await db.query(rowsBehind(row.uuid, before.number, atOnce));
    const read = await inTurns(rows, createRowReader(setting));
    const plan = await planChunk({ ...by, lock: false, sight }, setting, read, before.create);
    const judged = await refuseRepeated(db, row.uuid, setting, plan);
    await noteRowProblems(db, row.uuid, problemsOf(judged));
    return counted(before, judged);
  }

  return job({
    kind: checkKind,
    input: z.object({ import: z.string() }),
    run: async (context, input) => {
      const [row] = await context.db.query(findImport(input.import));
      if (row === undefined) return null;
      const { organizationId } = context;
      const total = row.rows ?? 0;
      let progress = progressFrom(context.checkpoint);
      if (row.phase === "checking") {
        if (context.checkpoint === null) await forget(context, row.uuid);
        while (progress.rows < total) {
          const before = progress;
          progress = await context.batch(async (db, acting) => {
            const value = await checkSome({ ...acting, db, organizationId }, row, before);
            if (value.rows === before.rows) throw new Error("there are fewer rows than were read");
            return { checkpoint: value, done: value.rows, total, value };
          });
        }
        const at = progress;
        await context.batch(async (db, { now }) => {
          await db.query(noteChecked(row.uuid, JSON.stringify(countsOf(at)), now.toISOString()));
          return { checkpoint: at, done: at.rows, total, value: null };
        });
      }
      await keepErrors(context, row, progress.error + progress.conflict);
      return countsOf(progress);
    },
    sumUp: (context) => Promise.resolve(countsOf(progressFrom(context.checkpoint))),
  });
};
