import { createSelection, largestSelection } from "@atrium/contracts";
import type { Database } from "#kernel/db/database";
import type { Reader } from "#kernel/db/reader";
import type { Filterable } from "#kernel/filter-list";
import type { Parameter } from "#kernel/db/statement";
import { operation } from "#kernel/operation";
import { conditionOfText, type FilterOf, type UserCondition } from "#modules/users";
import { fill, finishSelection, insertSelection, sizeOf } from "../queries.ts";

const keptMs = 60 * 60 * 1000;

async function chosen(
  db: Reader,
  body: { ids?: string[] | undefined; q?: string | undefined; except?: string[] | undefined },
  asked: { now: Date; filterable: Filterable },
): Promise<UserCondition> {
  const found: UserCondition =
    body.ids === undefined
      ? await conditionOfText(db, body.q === "" ? undefined : body.q, asked.now, asked.filterable)
      : { where: "id = any($1::uuid[])", values: [body.ids] };
  if (body.except === undefined || body.except.length === 0) return found;
  const values: Parameter[] = [...found.values, body.except];
  return { where: `(${found.where}) and id <> all($${values.length}::uuid[])`, values };
}

/** It changes nothing that anybody sees and tells nothing: it is the caller's own note for an hour. */
export const createSelectionOperation = (database: Database, filterOf: FilterOf) =>
  operation(createSelection, async ({ db: reader, caller, now, newId, fail }, { body }) => {
    const { userId, organizationId } = caller;
    if (userId === null || organizationId === null) return fail("auth.forbidden");
    if ((body.ids === undefined) === (body.q === undefined)) fail("selection.ambiguous");
    const condition = await chosen(reader, body, { now, filterable: await filterOf(reader, caller) });
    const id = newId();
    const until = new Date(now.getTime() + keptMs).toISOString();
    return database.transaction(organizationId, async (db) => {
      await db.queries(
        insertSelection(id, userId, now.toISOString(), until),
        fill(id, condition, largestSelection + 1),
      );
      const [size = 0] = await db.query(sizeOf(id));
      if (size > largestSelection) fail("selection.too_large", { extra: { most: largestSelection } });
      const [made] = await db.query(finishSelection(id));
      return made ?? fail("resource.not_found");
    });
  });
