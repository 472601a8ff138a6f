import { z } from "zod";
import type { Reader } from "#kernel/db/reader";
import { command, statement } from "#kernel/db/statement";
import { text } from "#kernel/db/values";
import { job } from "#kernel/jobs/kind";

const organizations = statement<[], string>("select id from organizations order by id", (row) =>
  text(row, 0),
);

const forgetKeys = (kind: "first" | "last" | "name") =>
  command<[organizationId: string]>(
    `delete from search_words w where organization_id = $1 and kind = '${kind}' and not exists (
       select 1 from users u where u.organization_id = w.organization_id and u.${kind}_key = w.value
         and u.deleted_at is null)`,
  );
const forgetNames = [forgetKeys("first"), forgetKeys("last"), forgetKeys("name")];

const dropRepeated = (table: "search_words" | "search_hints", columns: string) =>
  command<[organizationId: string]>(
    `delete from ${table} where ctid in (
       select ctid from (select ctid, row_number() over (partition by ${columns}) as place from ${table}
         where organization_id = $1) as placed where place > 1)`,
  );
const dropRepeatedWords = dropRepeated("search_words", "word, kind, value");
const dropRepeatedHints = dropRepeated("search_hints", "hint, word");

const forgetHints = command<[organizationId: string]>(
  `delete from search_hints h where organization_id = $1 and not exists (
     select 1 from search_words w where w.organization_id = h.organization_id and w.whole in (true, false)
       and w.word = h.word)`,
);

// Only where it is far off: it weighs guesses and need not be exact.
const countPeople = (kind: "first" | "last") =>
  command<[organizationId: string]>(
    `update search_words w set people = counted.people from (
       select ${kind}_key as key, count(*)::int as people from users
       where organization_id = $1 and deleted_at is null group by 1) as counted
     where w.organization_id = $1 and w.kind = '${kind}' and w.value = counted.key
       and (w.people > counted.people * 2 or w.people * 2 < counted.people)`,
  );
const count = [countPeople("first"), countPeople("last")];

/** Forgets the words that nobody of an organization has any more, also those of names that were given up. */
export async function forgetWords(system: Reader, organizationId: string): Promise<void> {
  for (const step of [...forgetNames, forgetHints]) await system.query(step(organizationId));
}

/** Forgets the words that nobody has any more, those that are known twice, and counts anew how many have a name. */
export async function tidySearch(
  system: Reader,
  progress: (done: number, total: number) => Promise<void>,
): Promise<number> {
  const ids = await system.query(organizations());
  for (const [n, id] of ids.entries()) {
    for (const step of [...forgetNames, dropRepeatedWords, forgetHints, dropRepeatedHints, ...count]) {
      await system.query(step(id));
    }
    await progress(n + 1, ids.length);
  }
  return ids.length;
}

export const tidySearchJob = job({
  kind: "users.tidy-search",
  input: z.object({}),
  everySeconds: 86_400,
  // As the system: it goes through the organizations one after the other, and each statement names its own.
  run: async ({ database, progress }) => ({ organizations: await tidySearch(database.asSystem(), progress) }),
});
