import type { Acting } from "#kernel/jobs/kind";
import type { Performing } from "#kernel/perform";
import { guardedRules } from "#modules/groups";
import type { RightsOfRoles } from "#modules/access";
import { changeMany, changeRoleOfMany, plainFields, type ManyChange, type ManyOutcome } from "#modules/users";
import type { ActInput } from "./act-input.ts";
import { actOnRows } from "./act-rows.ts";
import type { OperationOf } from "./at-once.ts";
import { emptyTally, refuse, type Tally } from "./tally.ts";
import { updateOf, type RowVerb } from "./verbs.ts";

/** The same act in a few statements for all, where its rules can be asked of many at once; null where not. */
function manyOf(act: ActInput): ManyChange | null {
  switch (act.verb) {
    case "update": {
      const plain = new Set<string>(plainFields);
      if (!Object.keys(act.fields).every((name) => plain.has(name))) return null;
      return { verb: "update", fieldsOf: ({ uuid, tags }) => updateOf({ id: uuid, tags }, act) };
    }
    case "setStatus":
      return act.status === null ? null : { verb: "setStatus", status: act.status, reason: act.reason };
    case "delete":
      return { verb: "delete" };
    default:
      return null;
  }
}

export type ActingOnMany = Performing & Pick<Acting, "record"> & { readonly rightsOf: RightsOfRoles };

/** What became of each in a few statements; null where the act is done one by one. */
async function together(
  act: ActInput,
  ids: readonly string[],
  by: ActingOnMany,
): Promise<ReadonlyMap<string, ManyOutcome> | null> {
  const change = manyOf(act);
  const role = act.verb === "assignRole" || act.verb === "removeRole" ? act.role : null;
  if (change === null && role === null) return null;
  const ruled = (await guardedRules(by.db, by.caller, by.now)).length > 0;
  if (change !== null) return changeMany(by.db, ids, change, { ...by, ruled });
  if (role === null || (act.verb !== "assignRole" && act.verb !== "removeRole")) return null;
  return changeRoleOfMany(by.db, ids, { verb: act.verb, role }, { ...by, ruled });
}

/** One verb for some people: in a few statements where that is possible, else by the operation for one. */
export async function actOnMany(
  verb: RowVerb,
  operationOf: OperationOf,
  by: ActingOnMany,
  work: { act: ActInput; ids: readonly string[]; first: number },
): Promise<Tally> {
  const outcomes = await together(work.act, work.ids, by);
  if (outcomes === null) return actOnRows(verb, operationOf, by, work);
  const tally = emptyTally();
  for (const [index, id] of work.ids.entries()) {
    const outcome = outcomes.get(id);
    if (outcome === undefined || outcome.kind === "unchanged") tally.unchanged++;
    else if (outcome.kind === "refused") refuse(tally, work.first + index, id, outcome.problem);
    else if (outcome.kind === "done") {
      by.record(outcome.told);
      tally.done++;
      tally.changes.push({ targetId: id, version: 0, before: verb.before(outcome.told, work.act) });
    } else {
      const single = await actOnRows(verb, operationOf, by, {
        ...work,
        ids: [id],
        first: work.first + index,
      });
      tally.done += single.done;
      tally.unchanged += single.unchanged;
      tally.problems.push(...single.problems);
      tally.changes.push(...single.changes);
    }
  }
  return tally;
}
