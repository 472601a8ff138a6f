import { z } from "zod";
import { command, statement } from "#kernel/db/statement";
import { flag, integer, text } from "#kernel/db/values";
import { job, type JobContext, type JobKind } from "#kernel/jobs/kind";
import type { Attributes } from "./sight.ts";

export const indexKind = "attributes.index";
export const removeKind = "attributes.remove";
const input = z.object({ id: z.string() });
const chunk = 2000;
const first = "00000000-0000-0000-0000-000000000000";

type State = { indexState: string; key: string; type: string; version: number; deleted: boolean };
const stateOf = statement<[id: string], State>(
  "select index_state, key, type, version, deleted_at is not null from attribute_definitions where id = $1",
  (row) => ({
    indexState: text(row, 0),
    key: text(row, 1),
    type: text(row, 2),
    version: integer(row, 3),
    deleted: flag(row, 4),
  }),
);
const countPeople = statement<[organizationId: string], number>(
  "select coalesce(sum(users), 0) from user_counts where organization_id = $1",
  (row) => integer(row, 0),
);

/** Locked meanwhile, so that no value is indexed that somebody is about to change. */
const indexPeople = statement<
  [organizationId: string, id: string, after: string],
  { last: string; people: number }
>(
  `with people as (
     select id from users where organization_id = $1 and id > $3 order by id limit ${chunk} for share
   ), indexed as (
     select index_attributes($1, array[$2::uuid], (select array_agg(id) from people))
   )
   select max(id::text), count(*) from people, indexed having count(*) > 0`,
  (row) => ({ last: text(row, 0), people: integer(row, 1) }),
);
const becomeReady = command<[organizationId: string, id: string]>(
  `update attribute_definitions set index_state = 'ready'
   where organization_id = $1 and id = $2 and index_state = 'building'`,
);
const dropIndexed = statement<[organizationId: string, id: string], number>(
  `with gone as (
     delete from attribute_values where (organization_id, definition_id, user_id, place) in (
       select organization_id, definition_id, user_id, place from attribute_values
       where organization_id = $1 and definition_id = $2 limit ${chunk * 5}) returning 1)
   select count(*) from gone`,
  (row) => integer(row, 0),
);
const emptyPeople = statement<
  [organizationId: string, key: string, after: string],
  { last: string; people: number }
>(
  `with people as (
     select id from users where organization_id = $1 and id > $3 order by id limit ${chunk}
   ), emptied as (
     update users u set attributes = u.attributes - $2::text, attribute_folds = u.attribute_folds - $2::text, version = u.version + 1
     from people where u.organization_id = $1 and u.id = people.id and jsonb_exists(u.attributes, $2)
   )
   select max(id::text), count(*) from people having count(*) > 0`,
  (row) => ({ last: text(row, 0), people: integer(row, 1) }),
);
const dropDefinition = command<[organizationId: string, id: string]>(
  "delete from attribute_definitions where organization_id = $1 and id = $2 and deleted_at is not null",
);
const isKeyInUse = statement<[organizationId: string, key: string], boolean>(
  "select exists (select 1 from attribute_definitions where organization_id = $1 and key = $2 and deleted_at is null)",
  (row) => flag(row, 0),
);

type Step = (after: string) => Promise<{ last: string; people: number } | undefined>;

/** Goes through all people in the order of their ids, with progress. */
async function throughPeople(context: JobContext, step: Step): Promise<number> {
  const system = context.database.asSystem();
  const [total = 0] = await system.query(countPeople(context.organizationId));
  let done = 0;
  for (let after = first; ;) {
    const batch = await step(after);
    if (batch === undefined) return done;
    done += batch.people;
    after = batch.last;
    await context.progress(done, Math.max(total, done));
  }
}

async function dropAll(context: JobContext, id: string): Promise<void> {
  for (let gone = 1; gone > 0;) {
    gone = await context.transaction(
      async (db) => (await db.asSystem().query(dropIndexed(context.organizationId, id)))[0] ?? 0,
    );
  }
}

// As the system, which alone writes what is indexed; every statement names the organization of the job.
export function attributeJobs(attributes: Attributes): JobKind[] {
  const index = job({
    kind: indexKind,
    input,
    run: async (context, { id }) => {
      const { organizationId } = context;
      const [state] = await context.db.query(stateOf(id));
      if (state === undefined || state.deleted) return null;
      if (state.indexState === "none") {
        await dropAll(context, id);
        return { people: 0 };
      }
      const through = (): Promise<number> =>
        throughPeople(context, (after) =>
          context.transaction(
            async (db) => (await db.asSystem().query(indexPeople(organizationId, id, after)))[0],
          ),
        );
      const people = await through();
      await context.transaction((db) => db.asSystem().query(becomeReady(organizationId, id)));
      attributes.forget(organizationId);
      return { people };
    },
  });
  const remove = job({
    kind: removeKind,
    input,
    run: async (context, { id }) => {
      const { organizationId } = context;
      const [state] = await context.db.query(stateOf(id));
      if (state === undefined || !state.deleted) return null;
      await dropAll(context, id);
      // Whoever has defined it anew meanwhile owns the values under this key.
      const [reused] = await context.database.asSystem().query(isKeyInUse(organizationId, state.key));
      const people =
        reused === true
          ? 0
          : await throughPeople(context, (after) =>
              context.transaction(
                async (db) => (await db.asSystem().query(emptyPeople(organizationId, state.key, after)))[0],
              ),
            );
      await context.transaction((db) => db.asSystem().query(dropDefinition(organizationId, id)));
      return { people };
    },
  });
  return [index, remove];
}
