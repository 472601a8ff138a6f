import type { Acting } from "#kernel/jobs/kind";
import type { Performing } from "#kernel/perform";
import { guardedRules } from "#modules/groups";
import { changeMany, plainFields, type ManyChange } from "#modules/users";
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

/** One verb for some people: in a few statements where that is possible, else by the operation for one. */
export async function actOnMany(
  verb: RowVerb,
  operationOf: OperationOf,
  by: Performing & Pick<Acting, "record">,
  work: { act: ActInput; ids: readonly string[]; first: number },
): Promise<Tally> {
  const change = manyOf(work.act);
  if (change === null) return actOnRows(verb, operationOf, by, work);
  const tally = emptyTally();
  const ruled = (await guardedRules(by.db, by.caller, by.now)).length > 0;
  const outcomes = await changeMany(by.db, work.ids, change, { ...by, ruled });
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
