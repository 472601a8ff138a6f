import { inviteUser } from "@atrium/contracts";
import { z } from "zod";
import { statement } from "#kernel/db/statement";
import { text } from "#kernel/db/values";
import type { Transaction } from "#kernel/db/transaction";
import { inTurns } from "#kernel/in-turns";
import { refreshPlans } from "#kernel/jobs/refresh-plans";
import { job, type Acting, type JobContext } from "#kernel/jobs/kind";
import { perform } from "#kernel/perform";
import { Problem } from "#kernel/problem";
import { noteChanges } from "#modules/jobs";
import { finishUpload } from "#modules/uploads";
import { settingOf } from "./check-job.ts";
import { counted, countsOf, problemsOf, progressFrom, summed, type Progress } from "./counts.ts";
import type { JobDeps } from "./deps.ts";
import { keepErrors } from "./error-file.ts";
import { lanePart, lanesFrom, laneRows, turnOf } from "./lanes.ts";
import { attributesToBring } from "./own-attributes.ts";
import { planChunk } from "./plan-chunk.ts";
import type { Planned } from "./plan.ts";
import { findImport, noteDone, type ImportRow } from "./queries.ts";
import { createRowReader } from "./row.ts";
import { goodRowsWithin, noteRowProblems, staged } from "./staging.ts";
import { writeChunk } from "./write-chunk.ts";

export const runKind = "imports.run";
export const undoKind = "imports.undo";
const rounds = 3;
/** Few enough that one statement for all of them ends in time; after a failure fewer still. */
export const writtenAtOnce = (attempt: number): number => (attempt === 1 ? laneRows : 100);
const invitedAtOnce = 20;
/** What grows by an import. */
const written = ["users", "grants", "accounts", "account_emails"];
const firstId = "00000000-0000-0000-0000-000000000000";

const createdBehind = statement<[job: string, after: string, limit: number], string>(
  `select target_id from job_changes where job_id = $1 and target_id > $2 and before ? 'created'
   order by target_id limit $3`,
  (row) => text(row, 0),
);

/** What was read goes once it has been used: it holds all that the file held. */
export async function dropStaged(context: JobContext, importId: string): Promise<void> {
  for (const empty of [staged.rows, staged.keys]) {
    for (let gone = 20_000; gone === 20_000;) {
      gone = await context.transaction(async (db) => (await db.query(empty(importId, 20_000)))[0] ?? 0);
    }
  }
}

export const runJob = (deps: JobDeps) => {
  type By = Acting & { db: Transaction; organizationId: string; newId: () => string };

  /** Whom somebody else brought in at the same time is met in the next round, and then here already. */
  async function bringIn(
    context: JobContext,
    by: By,
    row: ImportRow,
    before: Progress,
    turn: { after: number; last: number },
  ): Promise<Progress> {
    const sight = await deps.attributes.sightOf(by.db, by.caller);
    const setting = settingOf(row, attributesToBring(sight));
    const most = writtenAtOnce(context.attempt);
    const rows = await by.db.query(goodRowsWithin(row.uuid, turn.after, turn.last, most));
    const done: Planned[] = [];
    let waiting = await inTurns(rows, createRowReader(setting));
    for (let round = 1; waiting.length > 0; round++) {
      const planning = { ...by, lock: true, sight };
      const plan = await planChunk(planning, setting, waiting, 0);
      const { changes, met } = await writeChunk(by, setting, plan, { import: row.id });
      await noteChanges(by.db, context.jobId, changes);
      done.push(...plan.filter((each) => !met.has(each.row.number)));
      waiting = plan.flatMap((each) => (met.has(each.row.number) ? [each.row] : []));
      if (waiting.length > 0 && round === rounds)
        throw new Problem("service.unavailable", { retryAfterSeconds: 1 });
    }
    await noteRowProblems(by.db, row.uuid, problemsOf(done));
    const last = rows.length < most ? turn.last : rows.at(-1)?.number;
    return { ...counted(before, done), number: last ?? turn.last };
  }

  /** The lanes side by side; where one ends badly the others end behind what they are at. */
  async function bringInAll(context: JobContext, row: ImportRow, refused: Progress): Promise<void> {
    const { organizationId } = context;
    const total = row.rows ?? 0;
    const lanes = lanesFrom(context.checkpoint);
    let halted = false;
    const run = async (lane: number): Promise<void> => {
      for (let turns = 1; ; turns++) {
        const before = lanes[lane] ?? progressFrom(null);
        const turn = turnOf(lane, before.number);
        if (halted || turn.after >= total) return;
        lanes[lane] = await context.batch(async (db, acting) => {
          const by = { ...acting, db, organizationId, newId: deps.newId };
          const value = await bringIn(context, by, row, before, turn);
          const { rows } = summed([refused, ...lanes.with(lane, value)]);
          return { checkpoint: value, part: lanePart(lane), done: rows, total, value };
        });
        if (lane === 0) await refreshPlans(context, turns, written);
      }
    };
    const ends = await Promise.allSettled(
      lanes.map((_, lane) =>
        run(lane).catch((cause: unknown) => {
          halted = true;
          throw cause;
        }),
      ),
    );
    for (const end of ends) if (end.status === "rejected") throw end.reason;
  }

  /** What the dry run refused stays refused; it is told again at the end with what came since. */
  function refusedBefore(row: ImportRow): Progress {
    const { conflict = 0, error = 0 } = row.counts ?? {};
    return { ...progressFrom(null), conflict, error, rows: conflict + error };
  }

  async function inviteAll(context: JobContext, progress: Progress): Promise<void> {
    const invited = context.checkpoint?.["invited"];
    let after = typeof invited === "string" ? invited : firstId;
    for (;;) {
      const from = after;
      const last = await context.batch(async (db, acting) => {
        const ids = await db.query(createdBehind(context.jobId, from, invitedAtOnce));
        for (const id of ids) {
          try {
            const raw = { params: { id }, query: {}, body: undefined };
            const by = { ...acting, db, newId: deps.newId };
            for (const each of (await perform(deps.operationOf(inviteUser), by, raw)).told)
              acting.record(each);
          } catch (cause) {
            // Who has a way in already needs no invitation; who cannot be written to now is invited by hand.
            if (!(cause instanceof Problem) || cause.status >= 500) throw cause;
            await context.log("warning", `${id}: ${cause.message}`);
          }
        }
        const invited = ids.at(-1) ?? "";
        return {
          checkpoint: { ...context.checkpoint, ...(invited === "" ? { allInvited: true } : { invited }) },
          done: progress.rows, total: progress.rows, value: invited,
        }; // prettier-ignore
      });
      if (last === "") return;
      after = last;
    }
  }

  return job({
    kind: runKind,
    input: z.object({ import: z.string() }),
    undoneBy: undoKind,
    run: async (context, input) => {
      const [row] = await context.db.query(findImport(input.import));
      if (row === undefined) return null;
      const total = row.rows ?? 0;
      const refused = refusedBefore(row);
      const reached = (): Progress => summed([refused, ...lanesFrom(context.checkpoint)]);
      if (row.phase === "running") {
        await bringInAll(context, row, refused);
        const progress = reached();
        if (row.rules.invite && context.checkpoint?.["allInvited"] !== true)
          await inviteAll(context, progress);
        const result = countsOf(progress);
        await context.batch(async (db, { now, record }) => {
          await db.query(noteDone(row.uuid, JSON.stringify(result), now.toISOString()));
          await finishUpload(db, row.uploadId, now);
          record({
            name: "import.done",
            target: { type: "import", id: row.uuid, name: row.name },
            data: { ...result },
          });
          return { checkpoint: { ...context.checkpoint }, done: progress.rows, total, value: null };
        });
      }
      const progress = reached();
      await keepErrors(context, row, progress.error + progress.conflict);
      await dropStaged(context, row.uuid);
      return countsOf(progress);
    },
    sumUp: async (context, input) => {
      const [row] = await context.db.query(findImport(input.import));
      const lanes = lanesFrom(context.checkpoint);
      if (row === undefined) return countsOf(summed(lanes));
      const progress = summed([refusedBefore(row), ...lanes]);
      await keepErrors(context, row, progress.error + progress.conflict);
      return countsOf(progress);
    },
  });
};
