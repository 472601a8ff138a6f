import { z } from "zod";
import { command, statement } from "#kernel/db/statement";
import { integer, text } from "#kernel/db/values";
import { job } from "#kernel/jobs/kind";

/** So long a file that was read waits for somebody to go on with it. */
const keptMs = 3 * 24 * 60 * 60 * 1000;
const atOnce = 20_000;

// Of every organization, so the system looks; an import at work is not idle, however long that takes.
const idle = statement<[before: string], { organizationId: string; id: string }>(
  `select i.organization_id, i.id from imports i
   where i.emptied_at is null and i.updated_at < $1 and not exists (select 1 from jobs j
     where j.organization_id = i.organization_id and j.id = i.job_id and j.state in ('queued', 'running'))
   order by i.updated_at limit 100`,
  (row) => ({ organizationId: text(row, 0), id: text(row, 1) }),
);
const dropSome = (table: string) =>
  statement<[organization: string, id: string], number>(
    `with gone as (delete from ${table} where ctid = any (array(
       select ctid from ${table} where organization_id = $1 and import_id = $2 limit ${atOnce})) returning 1)
     select count(*) from gone`,
    (row) => integer(row, 0),
  );
const dropping = [dropSome("import_rows"), dropSome("import_keys"), dropSome("import_problems")];
const expire = command<[organization: string, id: string, now: string]>(
  `update imports set state = case when state in ('done', 'running') then state else 'expired' end, sample = '[]',
     emptied_at = $3 where organization_id = $1 and id = $2`,
);

/** What files held does not lie about when nobody goes on with it. */
export const cleanUpJob = job({
  kind: "imports.clean_up",
  input: z.object({}),
  everySeconds: 3600,
  run: async ({ database, clock }) => {
    const system = database.asSystem();
    const before = new Date(clock.now().getTime() - keptMs).toISOString();
    let dropped = 0;
    for (;;) {
      const found = await system.query(idle(before));
      for (const { organizationId, id } of found) {
        for (const drop of dropping) {
          for (let gone = atOnce; gone === atOnce;)
            gone = (await system.query(drop(organizationId, id)))[0] ?? 0;
        }
        await system.query(expire(organizationId, id, clock.now().toISOString()));
      }
      dropped += found.length;
      if (found.length < 100) return { dropped };
    }
  },
});
