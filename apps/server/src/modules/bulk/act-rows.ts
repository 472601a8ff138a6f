import { perform, type Performing } from "#kernel/perform";
import type { Acting } from "#kernel/jobs/kind";
import { Problem } from "#kernel/problem";
import type { ActInput } from "./act-input.ts";
import type { OperationOf } from "./at-once.ts";
import { peopleOf } from "./queries.ts";
import { emptyTally, refuse, type Tally } from "./tally.ts";
import type { RowVerb } from "./verbs.ts";

/** One verb for some people, each held to the rules of the operation for one. `first` is the first one's number. */
export async function actOnRows(
  verb: RowVerb,
  operationOf: OperationOf,
  by: Performing & Pick<Acting, "record">,
  work: { act: ActInput; ids: readonly string[]; first: number },
): Promise<Tally> {
  const tally = emptyTally();
  const operation = operationOf(verb.contract);
  const people = new Map((await by.db.query(peopleOf(work.ids))).map((person) => [person.id, person]));
  for (const [index, id] of work.ids.entries()) {
    const person = people.get(id) ?? { id, tags: [] };
    try {
      const { told } = await perform(operation, by, verb.input(person, work.act));
      const [happening] = told;
      if (happening === undefined) tally.unchanged++;
      else {
        for (const each of told) by.record(each);
        tally.done++;
        tally.changes.push({ targetId: id, version: 0, before: verb.before(happening, work.act) });
      }
    } catch (cause) {
      const nothing = cause instanceof Problem && verb.nothingToDo?.includes(cause.code) === true;
      if (nothing) tally.unchanged++;
      else refuse(tally, work.first + index, id, cause);
    }
  }
  return tally;
}
