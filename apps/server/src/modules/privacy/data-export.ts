import { z } from "zod";
import type { Permission } from "@atrium/contracts";
import type { Reader } from "#kernel/db/reader";
import { statement } from "#kernel/db/statement";
import { text } from "#kernel/db/values";
import { zipOf } from "#kernel/tables/zip";
import { job, type JobKind } from "#kernel/jobs/kind";
import { Problem } from "#kernel/problem";
import { parts, type Part } from "./data-parts.ts";

export const dataExportKind = "privacy.export_data";
export const dataExportPermission = "users:export_data" satisfies Permission;
const rowsAtOnce = 500;

async function* rowsOf(
  reader: Reader,
  part: Part,
  about: readonly [organization: string, person: string, account: string],
): AsyncGenerator<string> {
  const page = statement<[string, string, string, string, number], { key: string; row: string }>(
    `select x.key::text, (to_jsonb(x) - 'key')::text from (${part.sql}) x
     where x.key::text > $4 and $1::uuid is not null and $2::uuid is not null and $3::uuid is not null
     order by x.key::text limit $5`,
    (row) => ({ key: text(row, 0), row: text(row, 1) }),
  );
  yield "[";
  let after = "";
  for (let first = true; ;) {
    const rows = await reader.query(page(...about, after, rowsAtOnce));
    for (const { row } of rows) {
      yield `${first ? "\n" : ",\n"}${row}`;
      first = false;
    }
    after = rows.at(-1)?.key ?? after;
    if (rows.length < rowsAtOnce) break;
  }
  yield "\n]\n";
}

const personHere = statement<[id: string], { account: string | null }>(
  "select account_id from users where id = $1 and erased_at is null",
  (row) => ({ account: row[0] ?? null }),
);

/** Brings together what is kept about a person. What is their account's alone is only in what they ask for themselves. */
export const dataExportJob: JobKind = job({
  kind: dataExportKind,
  input: z.object({ person: z.string() }),
  maxAttempts: 3,
  run: async (context, { person }) => {
    const caller = await context.acting();
    const [here] = await context.db.query(personHere(person));
    if (here === undefined) throw new Problem("resource.not_found");
    const own = caller.userId === person;
    const nobody = "00000000-0000-0000-0000-000000000000";
    const about = [context.organizationId, person, here.account ?? nobody] as const;
    const wanted = parts.filter((part) => own || !part.ownOnly);
    let done = 0;
    async function* files() {
      for (const part of wanted) {
        // Whoever lost the right to it gets no file, not even of what was gathered before.
        await context.acting();
        const reader = part.ownOnly ? context.database.asSystem() : context.db;
        yield { name: part.file, content: rowsOf(reader, part, about) };
        await context.progress(++done, wanted.length);
      }
    }
    const { bytes, sha256 } = await context.artefact(
      {
        name: "person.zip",
        contentType: "application/zip",
        permission: own ? "starter" : dataExportPermission,
      },
      zipOf(files()),
    );
    await context.batch((_db, { record }) => {
      record({
        name: "user.data_exported",
        target: { type: "user", id: person, name: null },
        data: { files: wanted.length, bytes, sha256 },
      });
      return Promise.resolve({ checkpoint: { done }, done, total: wanted.length, value: null });
    });
    return { file: "person.zip", bytes };
  },
});
