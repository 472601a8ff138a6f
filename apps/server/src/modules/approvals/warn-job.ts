import { z } from "zod";
import { statement } from "#kernel/db/statement";
import { text, textOrNull, time } from "#kernel/db/values";
import { job } from "#kernel/jobs/kind";
import type { Messages } from "#modules/messages";
import { contacts } from "./contacts.ts";

const noticeMs = 3 * 86_400_000;
const atOnce = 200;

type Ending = {
  organizationId: string;
  holder: string;
  person: boolean;
  holderName: string;
  wanted: string;
  until: string;
  givenBy: string | null;
};
/** Marks grants of any organization that end soon, each once; what was given for less than the notice is left out. */
const takeEnding = statement<[now: string, before: string, limit: number], Ending>(
  `with ending as (
     select organization_id, id from grants
     where warned_at is null and valid_until > $1::timestamptz and valid_until <= $2::timestamptz
       and coalesce(valid_from, created_at) < valid_until - ($2::timestamptz - $1::timestamptz)
     order by valid_until limit $3 for no key update skip locked
   )
   update grants g set warned_at = $1 from ending e
   where g.organization_id = e.organization_id and g.id = e.id
   returning g.organization_id, g.subject_id, g.subject_type,
     coalesce(
       (select u.display_name from users u where u.organization_id = g.organization_id and u.id = g.subject_id),
       (select s.name from groups s where s.organization_id = g.organization_id and s.id = g.subject_id),
       (select s.name from service_accounts s where s.organization_id = g.organization_id and s.id = g.subject_id), ''),
     coalesce((select r.name from roles r where r.id = g.role_id), g.permission), g.valid_until, g.granted_by`,
  (row) => ({
    organizationId: text(row, 0),
    holder: text(row, 1),
    person: text(row, 2) === "user",
    holderName: text(row, 3),
    wanted: text(row, 4),
    until: time(row, 5),
    givenBy: textOrNull(row, 6),
  }),
);

/** Tells who holds a grant for a time, and who gave it, that it ends in three days. */
export const warnOfEndingJob = (messages: Messages) =>
  job({
    kind: "grants.warn_ending",
    input: z.object({}),
    everySeconds: 3600,
    run: async ({ database, clock, signal }) => {
      let warned = 0;
      for (;;) {
        if (signal.aborted) return { warned };
        const now = clock.now();
        const before = new Date(now.getTime() + noticeMs).toISOString();
        // In the transaction that marks them, so that a mail is neither lost nor sent twice.
        const found = await database.transaction(null, async (db) => {
          const system = db.asSystem();
          const ending = await system.query(takeEnding(now.toISOString(), before, atOnce));
          for (const { organizationId, holder, person, holderName, wanted, until, givenBy } of ending) {
            const ids = [...(person ? [holder] : []), ...(givenBy === null ? [] : [givenBy])];
            const { organization, people } = await contacts(system, organizationId, ids);
            for (const { id, email, locale } of people) {
              const data = { organization, wanted, holder: id === holder ? null : holderName, until };
              await messages.queueMail(db, {
                to: email,
                locale,
                organizationId,
                template: "grant_ending",
                data,
              });
            }
          }
          return ending.length;
        });
        warned += found;
        if (found < atOnce) return { warned };
      }
    },
  });
