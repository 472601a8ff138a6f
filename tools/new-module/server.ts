import type { Nouns } from "./nouns.ts";

/** The files of a module by their path inside of it; operations stand in files of their own. */
export function serverFiles(nouns: Nouns): Record<string, string> {
  return {
    "index.ts": index(nouns),
    "queries.ts": queries(nouns),
    "policy.ts": policy(nouns),
    "shown.ts": shown(nouns),
  };
}

function index({ One, Many, many, words, kebab }: Nouns): string {
  const file = words.replaceAll(" ", "-");
  return `import type { Lists } from "#kernel/list";
import { module, type Module } from "#kernel/module";
import { create${One}Operation } from "./operations/create-${file}.ts";
import { delete${One}Operation } from "./operations/delete-${file}.ts";
import { get${One}Operation } from "./operations/get-${file}.ts";
import { list${Many}Operation } from "./operations/list-${kebab}.ts";
import { update${One}Operation } from "./operations/update-${file}.ts";

export function ${many}Module({ lists }: { lists: Lists }): Module {
  return module({
    name: "${kebab}",
    operations: [
      list${Many}Operation(lists),
      get${One}Operation,
      create${One}Operation,
      update${One}Operation,
      delete${One}Operation,
    ],
  });
}
`;
}

function queries({ One, one, table }: Nouns): string {
  return `import { formatId, type ${One} } from "@atrium/contracts";
import { command, statement, type RawRow } from "#kernel/db/statement";
import { integer, text, time } from "#kernel/db/values";
import type { SortKey } from "#kernel/list";

/** Columns in the order that \`read${One}\` takes them. */
export const ${one}Columns = ["id", "name", "created_at", "updated_at", "version"] as const;

export const ${one}SortKeys: Readonly<Record<string, SortKey>> = {
  createdAt: { sql: "created_at", cast: "timestamptz" },
  name: { sql: "name_key", cast: "text" },
};

/** A row as the database has it; abilities depend on who looks and are added by the policy. */
export type ${One}Row = Omit<${One}, "abilities"> & { uuid: string };

export function read${One}(row: RawRow): ${One}Row {
  return {
    uuid: text(row, 0),
    id: formatId("${one}", text(row, 0)),
    name: text(row, 1),
    createdAt: time(row, 2),
    updatedAt: time(row, 3),
    version: integer(row, 4),
  };
}

const returning = ${one}Columns.join(", ");

export const find${One} = statement<[string], ${One}Row>(
  \`select \${returning} from ${table} where id = $1\`,
  read${One},
);

/** The row for a change: nobody else changes it until the transaction ends. */
export const lock${One} = statement<[string], ${One}Row>(
  \`select \${returning} from ${table} where id = $1 for no key update\`,
  read${One},
);

type Written = { id: string; name: string; nameKey: string; now: string; by: string | null };

const insert = statement<[string, string, string, string, string | null], ${One}Row>(
  \`insert into ${table} (organization_id, id, name, name_key, created_at, created_by, updated_at, updated_by)
   values (current_organization(), $1, $2, $3, $4, $5, $4, $5) returning \${returning}\`,
  read${One},
);
export const insert${One} = (row: Written) => insert(row.id, row.name, row.nameKey, row.now, row.by);

const update = statement<[string, string, string, string, string | null], ${One}Row>(
  \`update ${table} set name = $2, name_key = $3, updated_at = $4, updated_by = $5, version = version + 1
   where id = $1 returning \${returning}\`,
  read${One},
);
export const update${One}Row = (row: Written) => update(row.id, row.name, row.nameKey, row.now, row.by);

export const remove${One} = command<[string]>("delete from ${table} where id = $1");
`;
}

function policy({ One, many }: Nouns): string {
  return `import type { ${One} } from "@atrium/contracts";
import type { Caller } from "#kernel/caller";

type Ability = ${One}["abilities"][number];

export function abilitiesFor({ permissions }: Caller): Ability[] {
  const abilities: Ability[] = [];
  if (permissions.has("${many}:update")) abilities.push("update");
  if (permissions.has("${many}:delete")) abilities.push("delete");
  return abilities;
}
`;
}

function shown({ One, one, words, thing }: Nouns): string {
  return `import type { ${One} } from "@atrium/contracts";
import type { Caller } from "#kernel/caller";
import type { Reader } from "#kernel/db/reader";
import { fail } from "#kernel/operation";
import { abilitiesFor } from "./policy.ts";
import { lock${One}, type ${One}Row } from "./queries.ts";

/** The row with what the caller may do with it. */
export function shown(row: ${One}Row, caller: Caller): ${One} {
  return { ...row, abilities: abilitiesFor(caller) };
}

/** Takes one ${words} for a change: there, and of the version that the caller saw. */
export async function take${One}(
  db: Reader,
  id: string,
  from: { caller: Caller; ifMatch: number | null },
): Promise<${One}Row> {
  const [row] = await db.query(lock${One}(id));
  if (row === undefined) return fail("resource.not_found");
  if (from.ifMatch !== null && from.ifMatch !== row.version) {
    fail("precondition.failed", { extra: { current: shown(row, from.caller) } });
  }
  return row;
}

export function ${one}Target(row: Pick<${One}Row, "uuid" | "name">) {
  return { type: "${thing}", id: row.uuid, name: row.name };
}
`;
}
