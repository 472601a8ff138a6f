import { getSelection, parseId, type Selection } from "@atrium/contracts";
import { z } from "zod";
import type { Caller } from "#kernel/caller";
import type { Database } from "#kernel/db/database";
import type { Reader } from "#kernel/db/reader";
import { job } from "#kernel/jobs/kind";
import { module, type Module } from "#kernel/module";
import type { FilterOf } from "#modules/users";
import { fail, operation } from "#kernel/operation";
import { createSelectionOperation } from "./operations/create-selection.ts";
import { chunkSize, dropExpired, findSelection, idsAt, keepUntil } from "./queries.ts";

const forJobsMs = 7 * 24 * 60 * 60 * 1000;

/** A selection for a job, which may come to it much later than its hour; whoever made it alone. */
export async function takeSelection(
  db: Reader,
  id: string,
  from: { caller: Caller; now: Date },
): Promise<Selection> {
  const [found] = await db.query(findSelection(id, from.caller.userId ?? "", from.now.toISOString()));
  if (found === undefined) return fail("selection.unknown");
  await db.query(keepUntil(id, new Date(from.now.getTime() + forJobsMs).toISOString()));
  return found;
}

/** The people at these places of the set, counted from 0; never more than the rest of a chunk. */
export async function peopleAt(db: Reader, id: string, from: number, most: number): Promise<string[]> {
  const inside = from % chunkSize;
  const to = Math.min(inside + most, chunkSize);
  const [ids = []] = await db.query(idsAt(id, Math.floor(from / chunkSize), inside + 1, to));
  return ids;
}

/** A condition on rows of users: those that a selection names. */
export const inSelection = (parameter: string): string =>
  `users.id in (select unnest(c.ids) from selection_chunks c where c.selection_id = ${parameter}::uuid)`;

const getSelectionOperation = operation(getSelection, async ({ db, caller, now, fail: no }, { params }) => {
  const id = parseId("selection", params.id) ?? params.id;
  const [found] = await db.query(findSelection(id, caller.userId ?? "", now.toISOString()));
  return found ?? no("resource.not_found");
});

const cleanUp = job({
  kind: "selections.cleanUp",
  input: z.object({}),
  everySeconds: 3600,
  run: async ({ database, clock }) => {
    let dropped = 0;
    for (let gone = -1; gone !== 0; dropped += gone) {
      gone = (await database.asSystem().query(dropExpired(clock.now().toISOString()))).length;
    }
    return { dropped };
  },
});

export function selectionsModule(deps: { database: Database; filterOf: FilterOf }): Module {
  return module({
    name: "selections",
    operations: [createSelectionOperation(deps.database, deps.filterOf), getSelectionOperation],
    jobs: [cleanUp],
  });
}
