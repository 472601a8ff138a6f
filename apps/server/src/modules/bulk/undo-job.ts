import {
  assignUserRole,
  deleteUser,
  parseId,
  removeUserRole,
  restoreUser,
  updateUser,
  userStatuses,
} from "@atrium/contracts";
import { z } from "zod";
import type { Transaction } from "#kernel/db/transaction";
import { statement } from "#kernel/db/statement";
import { integer, json } from "#kernel/db/values";
import type { Happening, Json } from "#kernel/events/record";
import { job, type Acting } from "#kernel/jobs/kind";
import { perform } from "#kernel/perform";
import { Problem } from "#kernel/problem";
import { guardedRules } from "#modules/groups";
import { changesOf, noteProblems, type Change } from "#modules/jobs";
import { changeMany, changeRoleOfMany, plainFields, putBackStatus } from "#modules/users";
import { actOnGroup } from "./act-groups.ts";
import type { ActingOnMany } from "./act-many.ts";
import { keepProblems, undoKind, type BulkDeps } from "./act-job.ts";
import { actInput, type ActInput } from "./act-input.ts";
import { heldVersionsOf } from "./queries.ts";
import { counted, countsFrom, emptyTally, refuse, resultOf, type Tally } from "./tally.ts";

const atOnce = 250;
const firstId = "00000000-0000-0000-0000-000000000000";

const undone = statement<[string], { input: unknown; changes: number }>(
  `select input, (select count(*) from job_changes c where c.organization_id = j.organization_id and c.job_id = j.id)
   from jobs j where id = $1`,
  (row) => ({ input: json(row, 0), changes: integer(row, 1) }),
);

/** Only the status that a person had and that can be given; another was never one of theirs. */
const statusBefore = z.object({
  status: z.enum(userStatuses).exclude(["deleted"]),
  reason: z.string().nullable(),
});

type Undoing = ActingOnMany;

async function putBack(
  deps: BulkDeps,
  by: Undoing,
  act: ActInput,
  change: Change,
): Promise<readonly Happening[]> {
  const id = change.targetId;
  const before = change.before as Record<string, unknown>;
  const told = async (contract: { id: string }, params: object, body?: unknown) =>
    (await perform(deps.operationOf(contract), by, { params: { id, ...params }, query: {}, body })).told;
  switch (act.verb) {
    case "update":
      return told(updateUser, {}, before["fields"]);
    case "setStatus": {
      const to = statusBefore.parse(before);
      return [await by.db.attempt(() => putBackStatus(by.db, id, to, by))];
    }
    case "assignRole":
      return told(removeUserRole, { role: act.role });
    case "removeRole":
      return told(assignUserRole, {}, { role: act.role });
    case "delete":
      return told(restoreUser, {});
    case "restore":
      return told(deleteUser, {});
    default:
      throw new Error(`${act.verb} is not put back person by person`);
  }
}

const plain = new Set<string>(plainFields);

const ruledBy = async (by: Undoing): Promise<boolean> =>
  (await guardedRules(by.db, by.caller, by.now)).length > 0;

/** A role goes back in a few statements too; to whoever does not stand as the act left them, by the operation for one. */
async function putRoleBackTogether(
  by: Undoing,
  act: ActInput,
  changes: readonly Change[],
): Promise<Awaited<ReturnType<typeof changeMany>>> {
  if (act.role === null || changes.length === 0) return new Map();
  const verb = act.verb === "assignRole" ? "removeRole" : "assignRole";
  const ids = changes.map(({ targetId }) => targetId);
  const outcomes = await changeRoleOfMany(
    by.db,
    ids,
    { verb, role: act.role },
    { ...by, ruled: await ruledBy(by) },
  );
  return new Map([...outcomes].filter(([, { kind }]) => kind === "done" || kind === "refused"));
}

/** Fields without a rule of their own go back in a few statements; who is not in the answer goes back by themselves. */
async function putBackTogether(
  by: Undoing,
  act: ActInput,
  changes: readonly Change[],
): Promise<Awaited<ReturnType<typeof changeMany>>> {
  if (act.verb === "assignRole" || act.verb === "removeRole") return putRoleBackTogether(by, act, changes);
  if (act.verb !== "update" || changes.length === 0) return new Map();
  const before = new Map(
    changes.map(({ targetId, before: old }) => [targetId, (old as { fields: Record<string, Json> }).fields]),
  );
  const simple = [...before.values()].every((fields) => Object.keys(fields).every((name) => plain.has(name)));
  if (!simple) return new Map();
  const change = {
    verb: "update",
    fieldsOf: ({ uuid }: { uuid: string }) => before.get(uuid) ?? {},
  } as const;
  return changeMany(by.db, [...before.keys()], change, { ...by, ruled: await ruledBy(by) });
}

/** Puts back what a bulk act changed, but for whoever was changed since: their newer state is somebody's wish too. */
export const undoBulkJob = (deps: BulkDeps) => {
  async function undoRows(
    by: Undoing,
    act: ActInput,
    changes: readonly Change[],
    first: number,
  ): Promise<Tally> {
    const tally = emptyTally();
    const ids = changes.map(({ targetId }) => targetId);
    const versions = new Map(
      (await by.db.query(heldVersionsOf(ids))).map(({ id, version }) => [id, version]),
    );
    const same = (change: Change) => versions.get(change.targetId) === change.version;
    const together = await putBackTogether(by, act, changes.filter(same));
    for (const [index, change] of changes.entries()) {
      try {
        if (!same(change)) throw new Problem("bulk.changed_since");
        const outcome = together.get(change.targetId);
        if (outcome?.kind === "refused") throw outcome.problem;
        const told =
          outcome?.kind === "done"
            ? [outcome.told]
            : outcome?.kind === "unchanged"
              ? []
              : await putBack(deps, by, act, change);
        for (const happening of told) by.record(happening);
        tally.done++;
      } catch (cause) {
        refuse(tally, first + index, change.targetId, cause);
      }
    }
    return tally;
  }

  function undoBatch(
    by: Acting & { db: Transaction },
    act: ActInput,
    changes: readonly Change[],
    first: number,
  ): Promise<Tally> {
    const performing = { ...by, newId: deps.newId, rightsOf: deps.rightsOf };
    const ids = changes.map(({ targetId }) => targetId);
    if (act.verb !== "addToGroup" && act.verb !== "removeFromGroup") {
      return undoRows(performing, act, changes, first);
    }
    const verb = act.verb === "addToGroup" ? "removeFromGroup" : "addToGroup";
    return actOnGroup(deps.operationOf, performing, { act: { verb, group: act.group }, ids, first });
  }

  return job({
    kind: undoKind,
    input: z.object({ job: z.string() }),
    run: async (context, input) => {
      const id = parseId("job", input.job) ?? input.job;
      const [found] = await context.db.query(undone(id));
      if (found === undefined) throw new Problem("resource.not_found");
      const act = actInput.parse(found.input);
      let counts = countsFrom(context.checkpoint);
      const last = context.checkpoint?.["after"];
      let after = typeof last === "string" ? last : firstId;
      while (counts.at < found.changes) {
        const before = counts;
        const step = await context.batch(async (db, acting) => {
          const changes = await db.query(changesOf(id, after, atOnce));
          const tally = await undoBatch({ ...acting, db }, act, changes, before.at + 1);
          await noteProblems(db, context.jobId, tally.problems);
          const value = counted(before, changes.length, tally);
          const reached = changes.at(-1)?.targetId;
          if (reached === undefined) throw new Error("there is less to put back than there was");
          if (value.at >= found.changes) {
            acting.record({
              name: "users.bulk_done",
              target: { type: "job", id: context.jobId, name: undoKind },
              data: { verb: act.verb, undo: true, ...resultOf(value) },
            });
          }
          return {
            checkpoint: { ...value, after: reached },
            done: value.at,
            total: found.changes,
            value: { counts: value, after: reached },
          };
        });
        ({ counts, after } = step);
      }
      await keepProblems(context, act.verb, counts);
      return resultOf(counts);
    },
    sumUp: (context) => Promise.resolve(resultOf(countsFrom(context.checkpoint))),
  });
};
