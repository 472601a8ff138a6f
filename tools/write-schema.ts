import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import { startThrowawayPostgres } from "../apps/server/src/kernel/embedded-postgres-throwaway.ts";
import { migrate } from "../apps/server/src/kernel/migrate.ts";

/** Draws the tables as PostgreSQL has them after all migrations into docs/reference/database.md. */
const root = path.resolve(import.meta.dirname, "..");
const dir = await mkdtemp(path.join(tmpdir(), "atrium-schema-"));
const postgres = await startThrowawayPostgres({ dir });
try {
  const client = new Client(postgres.ownerUrl);
  await client.connect();
  await migrate(client, path.join(root, "apps/server/migrations"));
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
  const tables = Map.groupBy(columns.rows, ({ table_name }) => table_name);
  const word = (type: string): string =>
    type.replace("timestamp with time zone", "timestamptz").replaceAll(/[^a-z0-9_]+/g, "_");
  const entities = [...tables].map(
    ([name, rows]) =>
      `  ${name} {\n${rows.map((row) => `    ${word(row.type)} ${row.column_name}${row.key ? " PK" : ""}`).join("\n")}\n  }`,
  );
  const relations = links.rows.map(({ from_table, to_table }) => `  ${to_table} ||--o{ ${from_table} : ""`);
  const text = `# The database\n\n<!-- Written by \`node tools/write-schema.ts\` from the catalog. -->\n\nTables with \`organization_id\` belong to one organization each and are held apart by row-level security.\n\n\`\`\`mermaid\nerDiagram\n${[...entities, ...relations].join("\n")}\n\`\`\`\n`;
  await writeFile(path.join(root, "docs/reference/database.md"), text);
  await client.end();
} finally {
  await postgres.stop();
  await rm(dir, { recursive: true, force: true });
}
