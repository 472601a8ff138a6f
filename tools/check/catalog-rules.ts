import type { ClientBase } from "pg";

const tenantRole = "atrium_tenant";
const ours = "n.nspname !~ '^pg_' and n.nspname <> 'information_schema'";
const tenantTables = `
  select c.oid, c.relname as name, c.relrowsecurity as secured, c.relispartition as partition, c.relowner, a.attnum,
    a.attnotnull as bound
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  join pg_attribute a on a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped
  where ${ours} and c.relkind in ('r', 'p')`;

// A person's session belongs to the account and may act in several organizations: no tenant may touch the table.
const accountTables = ["sessions", "sign_in_tickets"];

type Rule = { question: string; say: (name: string) => string };

const rules: Rule[] = [
  {
    question: `select name from (${tenantTables}) t where not secured and name <> all ($2)`,
    say: (name) => `table ${name} has organization_id but no row-level security`,
  },
  {
    question: `select name from (${tenantTables}) t where not partition and name <> all ($2)
      and not exists (select from pg_policies p where p.tablename = name and p.permissive = 'PERMISSIVE')`,
    say: (name) => `table ${name} has organization_id but no policy`,
  },
  {
    question: `select p.tablename || '.' || p.policyname as name from pg_policies p, (${tenantTables}) t
      where p.tablename = t.name and p.permissive = 'PERMISSIVE' and (
        coalesce(p.qual, p.with_check) !~ 'organization_id' or coalesce(p.qual, p.with_check) !~ 'current_organization'
        or coalesce(p.with_check, p.qual) !~ 'organization_id'
        or coalesce(p.with_check, p.qual) !~ 'current_organization')`,
    say: (name) => `policy ${name} does not compare organization_id with current_organization()`,
  },
  {
    question: `select name from (${tenantTables}) t where not partition and name <> all ($2) and not exists (
        select from pg_index i where i.indrelid = t.oid and i.indkey[0] = t.attnum)`,
    say: (name) => `table ${name} has no index that leads with organization_id`,
  },
  {
    // A table whose organization_id may be null holds rows of everyone, which no pair of columns can point to.
    question: `select c.name || '.' || k.conname as name
      from pg_constraint k join (${tenantTables}) c on c.oid = k.conrelid join (${tenantTables}) f on f.oid = k.confrelid
      where k.contype = 'f' and f.bound and not exists (
        select from unnest(k.conkey, k.confkey) as pair (here, there) where here = c.attnum and there = f.attnum)`,
    say: (name) => `foreign key ${name} joins two tenant tables without organization_id`,
  },
  {
    question: `select distinct c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace,
        aclexplode(c.relacl) acl
      where ${ours} and c.relkind in ('r', 'p', 'v', 'm') and acl.grantee in (0, to_regrole($1)::oid) and not (
        c.relrowsecurity and (c.relname = 'organizations' or c.oid in (select oid from (${tenantTables}) t)))`,
    say: (name) => `table ${name} is granted to ${tenantRole} but its rows are not bound to an organization`,
  },
  {
    question: `select c.relname as name from pg_class c where c.relowner = to_regrole($1)
      union all select p.proname from pg_proc p where p.proowner = to_regrole($1)
      union all select n.nspname from pg_namespace n where n.nspowner = to_regrole($1)`,
    say: (name) => `${tenantRole} owns ${name}: an owner walks past row-level security`,
  },
  {
    question: `select rolname as name from pg_roles where rolname = $1 and (rolsuper or rolbypassrls or rolcreaterole)`,
    say: (name) => `role ${name} may walk past row-level security`,
  },
  {
    question: `select p.oid::regprocedure::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where ${ours} and p.prosecdef and not coalesce(p.proconfig::text ~ 'search_path=', false)`,
    say: (name) => `function ${name} is security definer without a fixed search_path`,
  },
];

/** What every tenant table owes its tenants, asked of the catalog itself. */
export async function judgeCatalog(client: ClientBase): Promise<string[]> {
  const problems: string[] = [];
  for (const { question, say } of rules) {
    const { rows } = await client.query<{ name: string }>(
      // Names both parameters, so that each question may leave them out.
      `select found.name from (select $1::text, $2::text[]) as given, lateral (${question}) as found order by 1`,
      [tenantRole, accountTables],
    );
    problems.push(...rows.map((row) => say(row.name)));
  }
  return problems;
}
