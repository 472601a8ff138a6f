import type { BulkVerb } from "@atrium/contracts";
import type { Transaction } from "#kernel/db/transaction";
import type { NewId } from "#kernel/ids";
import { job, type Acting, type JobContext } from "#kernel/jobs/kind";
import { refreshPlans } from "#kernel/jobs/refresh-plans";
import type { RightsOfRoles } from "#modules/access";
import { noteChanges, noteProblems, problemsFile } from "#modules/jobs";
import { peopleAt } from "#modules/selections";
import { actInput, type ActInput } from "./act-input.ts";
import { actOnGroup } from "./act-groups.ts";
import { actOnMany } from "./act-many.ts";
import { writeTo, type WriteToPeople } from "./act-message.ts";
import type { OperationOf } from "./at-once.ts";
import { versionsOf } from "./queries.ts";
import { counted, countsFrom, resultOf, type Counts, type Tally } from "./tally.ts";
import { permissionOf, rowVerbs } from "./verbs.ts";

export const actKind = "users.bulk";
export const undoKind = "users.undo_bulk";
const atOnce = 250;

export type BulkDeps = {
  readonly operationOf: OperationOf;
  readonly newId: NewId;
  readonly rightsOf: RightsOfRoles;
  readonly writeToPeople: WriteToPeople;
};

/** Where an act adds a row for each person. */
const growing: Partial<Record<BulkVerb, readonly string[]>> = {
  assignRole: ["grants"],
  addToGroup: ["group_members"],
};

/** The versions that the changes made, so that an undo knows what changed since; groups change no version. */
async function versioned(db: Transaction, tally: Tally, verb: BulkVerb): Promise<Tally["changes"]> {
  if (verb === "addToGroup" || verb === "removeFromGroup") return tally.changes;
  const ids = tally.changes.map(({ targetId }) => targetId);
  const versions = new Map((await db.query(versionsOf(ids))).map(({ id, version }) => [id, version]));
  return tally.changes.map((change) => ({ ...change, version: versions.get(change.targetId) ?? 0 }));
}

/** A file of whoever could not be done, where there is anybody. */
export async function keepProblems(context: JobContext, verb: BulkVerb, counts: Counts): Promise<void> {
  if (counts.failed === 0) return;
  await context.artefact(
    { name: "problems.csv", contentType: "text/csv; charset=utf-8", permission: permissionOf[verb] },
    problemsFile(context.db, context.jobId),
  );
}

export const bulkActJob = (deps: BulkDeps) => {
  function act(
    by: Acting & { db: Transaction },
    input: ActInput,
    ids: string[],
    first: number,
  ): Promise<Tally> {
    const performing = { ...by, newId: deps.newId, rightsOf: deps.rightsOf };
    const work = { act: input, ids, first };
    const verb = rowVerbs[input.verb];
    if (verb !== undefined) return actOnMany(verb, deps.operationOf, performing, work);
    if (input.verb === "message") return writeTo(deps.writeToPeople, performing, work);
    return actOnGroup(deps.operationOf, performing, work);
  }

  return job({
    kind: actKind,
    input: actInput,
    undoneBy: undoKind,
    run: async (context, input) => {
      let counts = countsFrom(context.checkpoint);
      for (let turns = 1; counts.at < input.size; turns++) {
        const before = counts;
        counts = await context.batch(async (db, acting) => {
          const ids = await peopleAt(db, input.selection, before.at, atOnce);
          if (ids.length === 0) throw new Error("a selection ended before its time");
          const tally = await act({ ...acting, db }, input, ids, before.at + 1);
          await noteProblems(db, context.jobId, tally.problems);
          await noteChanges(db, context.jobId, await versioned(db, tally, input.verb));
          const value = counted(before, ids.length, tally);
          if (value.at >= input.size) {
            acting.record({
              name: "users.bulk_done",
              target: { type: "job", id: context.jobId, name: actKind },
              data: { verb: input.verb, ...resultOf(value) },
            });
          }
          return { checkpoint: value, done: value.at, total: input.size, value };
        });
        await refreshPlans(context, turns, growing[input.verb] ?? []);
      }
      await keepProblems(context, input.verb, counts);
      return resultOf(counts);
    },
    sumUp: async (context, input) => {
      const counts = countsFrom(context.checkpoint);
      await keepProblems(context, input.verb, counts);
      return resultOf(counts);
    },
  });
};
