import { formatId, type Attribute, type AttributeRules } from "@atrium/contracts";
import type { RawRow } from "#kernel/db/statement";
import { command, statement } from "#kernel/db/statement";
import { flag, integer, json, text, textArray, textOrNull, time } from "#kernel/db/values";

export type AttributeType = Attribute["type"];
/** What an organization says of an attribute of its people. */
export type Definition = Omit<Attribute, "writable" | "rules"> & {
  readonly uuid: string;
  readonly rules: AttributeRules;
};

const columns = [
  "id", "key", "name", "names", "description", "type", "choices", "required", "default_value", "rules", "readers",
  "writers", "self_writable", "searchable", "indexed", "index_state", "position", "created_at", "updated_at", "version",
].join(", "); // prettier-ignore

const list = (row: RawRow, at: number): string[] | null => (row[at] === null ? null : textArray(row, at));

export function readDefinition(row: RawRow): Definition {
  return {
    uuid: text(row, 0),
    id: formatId("attribute", text(row, 0)),
    key: text(row, 1),
    name: text(row, 2),
    names: json(row, 3),
    description: textOrNull(row, 4),
    type: text(row, 5) as AttributeType,
    choices: json(row, 6),
    required: flag(row, 7),
    defaultValue: json(row, 8),
    rules: json(row, 9),
    readers: list(row, 10),
    writers: list(row, 11),
    selfWritable: flag(row, 12),
    searchable: flag(row, 13),
    indexed: flag(row, 14),
    indexState: text(row, 15) as Definition["indexState"],
    position: integer(row, 16),
    createdAt: time(row, 17),
    updatedAt: time(row, 18),
    version: integer(row, 19),
  };
}

export const definitionsOf = statement<[], Definition>(
  `select ${columns} from attribute_definitions where deleted_at is null order by position, key`,
  readDefinition,
);
/** One writer at a time says what an organization keeps: its limits and its order are about all of them. */
export const holdDefinitions = command<[]>(
  "select pg_advisory_xact_lock(hashtextextended('attributes ' || (select current_organization())::text, 0))",
);
export const lockDefinition = statement<[id: string], Definition>(
  `select ${columns} from attribute_definitions where id = $1 and deleted_at is null for no key update`,
  readDefinition,
);

export type DefinitionValues = Pick<
  Definition,
  | "name" | "names" | "description" | "choices" | "required" | "defaultValue" | "rules" | "readers" | "writers"
  | "selfWritable" | "searchable" | "indexed" | "indexState"
>; // prettier-ignore

const written = (values: DefinitionValues) =>
  [
    values.name, JSON.stringify(values.names), values.description, JSON.stringify(values.choices), values.required,
    JSON.stringify(values.defaultValue), JSON.stringify(values.rules), values.readers, values.writers,
    values.selfWritable, values.searchable, values.indexed, values.indexState,
  ] as const; // prettier-ignore
const writtenColumns = [
  "name", "names", "description", "choices", "required", "default_value", "rules", "readers", "writers",
  "self_writable", "searchable", "indexed", "index_state",
]; // prettier-ignore
const placeholders = (from: number): string[] => writtenColumns.map((_, n) => `$${from + n}`);

const insert = statement<(string | boolean | number | null | readonly string[])[], Definition>(
  `insert into attribute_definitions (organization_id, id, key, type, created_at, updated_at, position, ${writtenColumns.join(", ")})
   values (current_organization(), $1, $2, $3, $4, $4,
     (select coalesce(max(position), 0) + 1 from attribute_definitions where deleted_at is null), ${placeholders(5).join(", ")})
   returning ${columns}`,
  readDefinition,
);
export const insertDefinition = (
  made: { id: string; key: string; type: AttributeType; now: Date },
  values: DefinitionValues,
) => insert(made.id, made.key, made.type, made.now.toISOString(), ...written(values));

const update = statement<(string | boolean | number | null | readonly string[])[], Definition>(
  `update attribute_definitions set updated_at = $2, version = version + 1,
     ${writtenColumns.map((column, n) => `${column} = $${n + 3}`).join(", ")}
   where id = $1 returning ${columns}`,
  readDefinition,
);
export const updateDefinition = (id: string, values: DefinitionValues, now: Date) =>
  update(id, now.toISOString(), ...written(values));

export const putInOrder = command<[ids: readonly string[]]>(
  `update attribute_definitions d set position = placed.position, version = version + 1
   from unnest($1::uuid[]) with ordinality as placed (id, position) where d.id = placed.id and d.position <> placed.position`,
);
export const endDefinition = command<[id: string, now: string]>(
  "update attribute_definitions set deleted_at = $2, version = version + 1 where id = $1",
);
export const rolesHeldBy = statement<[userId: string], string[]>(
  "select roles from users where id = $1",
  (row) => textArray(row, 0),
);
