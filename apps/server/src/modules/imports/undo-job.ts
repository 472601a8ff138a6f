import { deleteUser, formatId, parseId } from "@atrium/contracts";
import { z } from "zod";
import type { Transaction } from "#kernel/db/transaction";
import { statement } from "#kernel/db/statement";
import { integer, text } from "#kernel/db/values";
import { job, type Acting } from "#kernel/jobs/kind";
import { perform } from "#kernel/perform";
import { Problem } from "#kernel/problem";
import { dropUnusedAccounts } from "#modules/accounts";
import { changesOf, noteProblems, problemsFile, type Change, type RowProblem } from "#modules/jobs";
import { changeMany, unlinkAccounts } from "#modules/users";
import type { JobDeps } from "./deps.ts";
import { giveBackAll, standing, type Changed } from "./put-back.ts";
import { undoKind, writtenAtOnce } from "./run-job.ts";

const firstId = "00000000-0000-0000-0000-000000000000";

const undone = statement<[string], { import: string; name: string | null; changes: number }>(
  `select j.input ->> 'import', (select i.name from imports i where i.id = (j.input ->> 'import')::uuid),
     (select count(*) from job_changes c where c.organization_id = j.organization_id and c.job_id = j.id)
   from jobs j where j.id = $1`,
  (row) => ({ import: text(row, 0), name: row[1] ?? null, changes: integer(row, 2) }),
);

type Counts = { at: number; done: number; failed: number };
type By = Acting & { db: Transaction; newId: () => string };

export const undoImportJob = (deps: JobDeps) => {
  /** Whom the import made goes again, as far as whoever undoes it may delete them. */
  async function removeCreated(by: By, changes: readonly Change[]): Promise<ReadonlyMap<string, Problem>> {
    const refused = new Map<string, Problem>();
    const ids = changes.map(({ targetId }) => targetId);
    if (ids.length === 0) return refused;
    const gone: string[] = [];
    const outcomes = await changeMany(by.db, ids, { verb: "delete" }, { ...by, ruled: false });
    for (const id of ids) {
      const outcome = outcomes.get(id);
      if (outcome?.kind === "refused") refused.set(id, outcome.problem);
      else if (outcome?.kind === "done") {
        by.record(outcome.told);
        gone.push(id);
      } else if (outcome?.kind === "single") {
        try {
          const { told } = await perform(deps.operationOf(deleteUser), by, {
            params: { id },
            query: {},
            body: undefined,
          });
          for (const each of told) by.record(each);
          gone.push(id);
        } catch (cause) {
          if (!(cause instanceof Problem) || cause.status >= 500) throw cause;
          refused.set(id, cause);
        }
      }
    }
    // An account that the import made and nobody used would stand in the way of the next import.
    const accounts = changes.flatMap(({ targetId, before }) => {
      const { account } = before as { account?: string | null };
      return account && gone.includes(targetId) ? [{ targetId, account }] : [];
    });
    if (accounts.length > 0) {
      await by.db.query(unlinkAccounts(accounts.map(({ targetId }) => targetId)));
      await by.db.asSystem().query(dropUnusedAccounts(accounts.map(({ account }) => account)));
    }
    return refused;
  }

  async function undoSome(by: By, jobId: string, changes: readonly Change[], first: number): Promise<number> {
    const now = await standing(
      by.db,
      changes.map(({ targetId }) => targetId),
    );
    const same = changes.filter(({ targetId, version }) => now.get(targetId)?.version === version);
    const isNew = ({ before }: Change) => (before as { created?: boolean }).created === true;
    const refused = new Map([
      ...(await removeCreated(by, same.filter(isNew))),
      ...(await giveBackAll(by, same.filter((change) => !isNew(change)) as Changed[], now)),
    ]);
    const problems = changes.flatMap(({ targetId }, n): RowProblem[] => {
      const problem = same.some((each) => each.targetId === targetId)
        ? refused.get(targetId)
        : new Problem("import.changed_since");
      return problem === undefined
        ? []
        : [{ number: first + n, targetId, code: problem.code, detail: problem.message }];
    });
    await noteProblems(by.db, jobId, problems);
    return problems.length;
  }

  return job({
    kind: undoKind,
    input: z.object({ job: z.string() }),
    run: async (context, input) => {
      const id = parseId("job", input.job) ?? input.job;
      const [found] = await context.db.query(undone(id));
      if (found === undefined) throw new Problem("resource.not_found");
      let counts: Counts = {
        at: Number(context.checkpoint?.["at"] ?? 0),
        done: Number(context.checkpoint?.["done"] ?? 0),
        failed: Number(context.checkpoint?.["failed"] ?? 0),
      };
      const saved = context.checkpoint?.["after"];
      let after = typeof saved === "string" ? saved : firstId;
      const total = found.changes;
      while (counts.at < total) {
        const before = counts;
        const step = await context.batch(async (db, acting) => {
          const changes = await db.query(changesOf(id, after, writtenAtOnce(context.attempt)));
          const last = changes.at(-1)?.targetId;
          if (last === undefined) throw new Error("there is less to put back than there was");
          const by = { ...acting, db, newId: deps.newId };
          const failed = await undoSome(by, context.jobId, changes, before.at + 1);
          const value = {
            at: before.at + changes.length,
            done: before.done + changes.length - failed,
            failed: before.failed + failed,
          };
          if (value.at >= total) {
            acting.record({
              name: "import.undone",
              target: { type: "import", id: found.import, name: found.name },
              data: { job: formatId("job", id), done: value.done, failed: value.failed },
            });
          }
          return {
            checkpoint: { ...value, after: last },
            done: value.at,
            total,
            value: { counts: value, after: last },
          };
        });
        ({ counts, after } = step);
      }
      if (counts.failed > 0) {
        await context.artefact(
          { name: "problems.csv", contentType: "text/csv; charset=utf-8", permission: "users:create" },
          problemsFile(context.db, context.jobId),
        );
      }
      return { done: counts.done, failed: counts.failed };
    },
    sumUp: (context) => Promise.resolve({ done: Number(context.checkpoint?.["done"] ?? 0) }),
  });
};
