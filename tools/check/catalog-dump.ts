import type { ClientBase } from "pg";

// Ours is what lives outside PostgreSQL's own schemas; the migrator's ledger is not part of the schema it keeps.
const ours = "n.nspname !~ '^pg_' and n.nspname <> 'information_schema'";
const ourTables = `${ours} and c.relname <> 'schema_migrations' and c.relname <> 'schema_migrations_pkey'`;

const questions = [
  `select format('schema %s', n.nspname) from pg_namespace n where ${ours} and n.nspname <> 'public'`,
  `select format('extension %s', e.extname) from pg_extension e where e.extname <> 'plpgsql'`,
  `select format('table %s kind=%s persistence=%s rls=%s forced=%s partition=%s options=%s', c.relname, c.relkind,
     c.relpersistence, c.relrowsecurity, c.relforcerowsecurity, c.relispartition, c.reloptions)
   from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where ${ourTables} and c.relkind in ('r', 'p', 'v', 'm', 'S', 'f')`,
  `select format('view %s %s', c.relname, pg_get_viewdef(c.oid))
   from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${ourTables} and c.relkind in ('v', 'm')`,
  `select format('column %s.%s place=%s type=%s notnull=%s default=%s identity=%s generated=%s collation=%s',
     c.relname, a.attname, row_number() over (partition by c.oid order by a.attnum),
     format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid), a.attidentity,
     a.attgenerated, (select collname from pg_collation where oid = a.attcollation))
   from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
   left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
   where ${ourTables} and c.relkind in ('r', 'p', 'v', 'm', 'f') and a.attnum > 0 and not a.attisdropped`,
  `select format('constraint %s.%s %s', c.relname, k.conname, pg_get_constraintdef(k.oid))
   from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
   where ${ourTables}`,
  `select format('index %s', pg_get_indexdef(i.indexrelid))
   from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
   where ${ourTables}`,
  `select format('policy %s.%s %s %s to=%s using=%s check=%s', tablename, policyname, permissive, cmd, roles, qual,
     with_check) from pg_policies`,
  `select format('trigger %s enabled=%s', pg_get_triggerdef(t.oid), t.tgenabled)
   from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
   where ${ourTables} and not t.tgisinternal`,
  `select format('function %s', case when p.prokind in ('f', 'p') then pg_get_functiondef(p.oid)
     else p.oid::regprocedure::text end)
   from pg_proc p join pg_namespace n on n.oid = p.pronamespace
   where ${ours} and not exists (select from pg_depend where objid = p.oid and deptype = 'e')`,
  `select format('type %s %s', t.typname, (select array_agg(enumlabel order by enumsortorder) from pg_enum
     where enumtypid = t.oid))
   from pg_type t join pg_namespace n on n.oid = t.typnamespace where ${ours} and t.typtype in ('e', 'd')`,
  `select format('grant %s on %s to %s', string_agg(acl.privilege_type, ',' order by acl.privilege_type), c.relname,
     coalesce(acl.grantee::regrole::text, 'public'))
   from pg_class c join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) acl
   where ${ourTables} and acl.grantee <> c.relowner group by c.oid, c.relname, acl.grantee`,
  `select format('grant %s on %s to %s', acl.privilege_type, p.oid::regprocedure,
     case acl.grantee when 0 then 'public' else acl.grantee::regrole::text end)
   from pg_proc p join pg_namespace n on n.oid = p.pronamespace, aclexplode(p.proacl) acl
   where ${ours} and acl.grantee <> p.proowner`,
];

/** All that migrations made, as sorted lines of text: two databases with the same lines have the same schema. */
export async function dumpCatalog(client: ClientBase): Promise<string[]> {
  const lines: string[] = [];
  for (const question of questions) {
    const { rows } = await client.query<{ line: string }>(`select line from (${question}) as answer (line)`);
    lines.push(...rows.map((row) => row.line));
  }
  return lines.sort();
}

/** What one dump has and the other has not, named by who misses it. */
export function compareDumps(before: string[], after: string[], when: string): string[] {
  const lost = before
    .filter((line) => !after.includes(line))
    .map((line) => `${when}, this is missing: ${line}`);
  const left = after.filter((line) => !before.includes(line)).map((line) => `${when}, this is left: ${line}`);
  return [...lost, ...left];
}
