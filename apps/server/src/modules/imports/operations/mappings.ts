import {
  createImportMapping,
  deleteImportMapping,
  formatId,
  listImportMappings,
  type ImportMapping,
} from "@atrium/contracts";
import { foldText } from "@atrium/filter";
import { command, statement, type RawRow } from "#kernel/db/statement";
import { integer, json, text, textOrNull, time } from "#kernel/db/values";
import { fail, operation } from "#kernel/operation";
import { findImport } from "../queries.ts";

const most = 200;
type MappingRow = ImportMapping & { readonly uuid: string };

const columns = "id, name, columns, rules, created_by, created_at";
function read(row: RawRow): MappingRow {
  const by = textOrNull(row, 4);
  return {
    uuid: text(row, 0),
    id: formatId("importMapping", text(row, 0)),
    name: text(row, 1),
    columns: json(row, 2),
    rules: json(row, 3),
    createdBy: by === null ? null : formatId("user", by),
    createdAt: time(row, 5),
  };
}
const listed = statement<[], MappingRow>(
  `select ${columns} from import_mappings order by name_key limit ${most}`,
  read,
);
const found = statement<[string], MappingRow>(
  `select ${columns} from import_mappings where id = $1 for update`,
  read,
);
const count = statement<[], number>("select count(*) from import_mappings", (row) => integer(row, 0));
const save = statement<
  [id: string, name: string, key: string, columns: string, rules: string, by: string | null, now: string],
  MappingRow
>(
  `insert into import_mappings (organization_id, id, name, name_key, columns, rules, created_by, created_at)
   values (current_organization(), $1, $2, $3, $4, $5, $6, $7)
   on conflict (organization_id, name_key) do update set name = excluded.name, columns = excluded.columns,
     rules = excluded.rules, created_by = excluded.created_by, created_at = excluded.created_at
   returning ${columns}`,
  read,
);
const remove = command<[string]>("delete from import_mappings where id = $1");

const shown = ({ uuid: _uuid, ...mapping }: MappingRow): ImportMapping => mapping;

export const listImportMappingsOperation = operation(listImportMappings, async ({ db }, { query }) => {
  const mappings = await db.query(listed());
  if (query.import === undefined) return { items: mappings.map(shown) };
  const [row] = await db.query(findImport(query.import));
  const names = new Set(row?.columns);
  const fitting = mappings.filter((mapping) => mapping.columns.every(({ name }) => names.has(name)));
  return { items: fitting.map(shown) };
});

export const createImportMappingOperation = operation(
  createImportMapping,
  async ({ db, caller, now, newId, record }, { body }) => {
    const [row] = await db.query(findImport(body.import));
    if (row === undefined) return fail("import.unknown");
    if (row.mapping.length === 0) fail("import.mapping_unfit");
    const [kept = 0] = await db.query(count());
    if (kept >= most) fail("import_mapping.too_many", { extra: { most } });
    const named = row.mapping.map(({ column, ...rest }) => ({ ...rest, name: row.columns[column] ?? "" }));
    const [saved] = await db.query(
      save(
        newId(), body.name, foldText(body.name), JSON.stringify(named), JSON.stringify(row.rules), caller.userId,
        now.toISOString(),
      ),
    ); // prettier-ignore
    if (saved === undefined) throw new Error("the mapping was not stored");
    const fields = named.map(({ name, field }) => `${name}: ${field}`);
    record({
      name: "import_mapping.saved",
      target: { type: "import_mapping", id: saved.uuid, name: saved.name },
      changes: [
        { field: "name", before: null, after: saved.name },
        { field: "columns", before: null, after: fields },
      ],
    });
    return shown(saved);
  },
);

export const deleteImportMappingOperation = operation(
  deleteImportMapping,
  async ({ db, record }, { params }) => {
    const [row] = await db.query(found(params.id));
    if (row === undefined) return fail("resource.not_found");
    await db.query(remove(row.uuid));
    record({
      name: "import_mapping.deleted",
      target: { type: "import_mapping", id: row.uuid, name: row.name },
      changes: [{ field: "name", before: row.name, after: null }],
    });
  },
);
