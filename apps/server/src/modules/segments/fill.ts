import { z } from "zod";
import { dynamicQuery } from "#kernel/db/statement";
import { text } from "#kernel/db/values";
import { job, type JobKind } from "#kernel/jobs/kind";
import { askedBy, conditionOf } from "#modules/users";
import { dropMembers, findSegment, noteFilled } from "./queries.ts";

export const fillKind = "segments.fill";
const chunk = 10_000;
const first = "00000000-0000-0000-0000-000000000000";

/** Finds whom a static segment keeps, some thousand at a time, in the order of their ids. */
export const fillJob: JobKind = job({
  kind: fillKind,
  input: z.object({ segmentId: z.string(), version: z.number().int() }),
  run: async (context, { segmentId, version }) => {
    const [segment] = await context.db.query(findSegment(segmentId));
    // Whoever changed it since asked for another filling.
    if (segment === undefined || segment.kind !== "static" || segment.version !== version) return null;
    for (let gone = chunk; gone === chunk;) {
      gone = await context.transaction(async (db) => (await db.query(dropMembers(segmentId, chunk)))[0] ?? 0);
    }
    const now = context.clock.now();
    const { where, values } = conditionOf(await askedBy(context.db, segment.q), now);
    const at = values.length;
    let found = 0;
    for (let after = first; ;) {
      const page = dynamicQuery(
        `with page as (
           select users.id from users where ${where} and users.id > $${at + 1}::uuid
           order by users.id limit ${chunk}
         ), kept as (
           insert into segment_members (organization_id, segment_id, user_id)
           select current_organization(), $${at + 2}::uuid, page.id from page on conflict do nothing
         )
         select id from page order by id`,
        [...values, after, segmentId],
        (row) => text(row, 0),
      );
      const ids = await context.transaction((db) => db.query(page));
      found += ids.length;
      await context.progress(found, null);
      const last = ids.at(-1);
      if (last === undefined || ids.length < chunk) break;
      after = last;
    }
    await context.transaction((db) => db.query(noteFilled(segmentId, now.toISOString())));
    return { people: found };
  },
});
