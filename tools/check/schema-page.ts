import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ClientBase } from "pg";

export const schemaPage = "docs/reference/database.md";

const head = `# The database

<!-- Written by \`node tools/write-schema.ts\` from the catalog. -->

Tables with \`organization_id\` belong to one organization each and are held apart by row-level security.
`;

const word = (type: string): string =>
  type.replace("timestamp with time zone", "timestamptz").replaceAll(/[^a-z0-9_]+/g, "_");

/** The page with the tables as PostgreSQL has them. */
export async function writeSchemaPage(client: ClientBase): Promise<string> {
  const columns = await client.query<{ table_name: string; column_name: string; type: string; key: boolean }>(
    `select c.relname as table_name, a.attname as column_name, format_type(a.atttypid, null) as type,
       coalesce(a.attnum = any(k.conkey), false) as key
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     left join pg_constraint k on k.conrelid = c.oid and k.contype = 'p'
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
     order by c.relname, a.attnum`,
  );
  const links = await client.query<{ from_table: string; to_table: string }>(
    `select distinct conrelid::regclass::text as from_table, confrelid::regclass::text as to_table
     from pg_constraint where contype = 'f' and conparentid = 0 order by 1, 2`,
  );
  const entities = [...Map.groupBy(columns.rows, ({ table_name }) => table_name)].map(([name, rows]) => {
    const lines = rows.map((row) => `    ${word(row.type)} ${row.column_name}${row.key ? " PK" : ""}`);
    return `  ${name} {\n${lines.join("\n")}\n  }`;
  });
  const relations = links.rows.map(({ from_table, to_table }) => `  ${to_table} ||--o{ ${from_table} : ""`);
  return `${head}\n\`\`\`mermaid\nerDiagram\n${[...entities, ...relations].join("\n")}\n\`\`\`\n`;
}

/** Whether the committed page draws this database. */
export async function judgeSchemaPage(client: ClientBase, root: string): Promise<string[]> {
  const page = join(root, schemaPage);
  if (existsSync(page) && readFileSync(page, "utf8") === (await writeSchemaPage(client))) return [];
  return [`${schemaPage} does not draw the tables as they are; run: node tools/write-schema.ts`];
}
