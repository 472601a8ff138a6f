import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { ClientBase } from "pg";

export type Migration = { name: string; up: string; down: string; checksum: string };

export async function readMigrations(directory: string): Promise<Migration[]> {
  const names = (await readdir(directory)).filter((name) => /^\d{4}_[a-z0-9_]+\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(path.join(directory, name), "utf8");
      const [head = "", down] = text.split(/^-- down$/m);
      if (!head.startsWith("-- up\n") || down === undefined) {
        throw new Error(`migration ${name} needs a "-- up" and a "-- down" part`);
      }
      return { name, up: head, down, checksum: createHash("sha256").update(text).digest("hex") };
    }),
  );
}

// Any number will do as long as it is always the same one.
const advisoryLock = 4_721_033;

/**
 * Roles are shared by all databases of a server, so two starts may make or alter them at once: the loser of that race
 * is fine, since both write the same. PostgreSQL tells it of an altered tuple as an internal error.
 */
async function ensureTenantRole(client: ClientBase): Promise<void> {
  await client.query(`do $$ begin
    if not exists (select 1 from pg_roles where rolname = 'atrium_tenant') then
      create role atrium_tenant nologin;
    end if;
    if not pg_has_role(current_user, 'atrium_tenant', 'set') then
      execute format('grant atrium_tenant to %I with set true', current_user);
    end if;
  exception when duplicate_object or unique_violation or internal_error then null; end $$`);
  await client.query("grant usage on schema public to atrium_tenant");
}

/** The login that serves requests: a member of the tenants' role, owner of nothing. */
export async function ensureApplicationLogin(
  client: ClientBase,
  login: string,
  password: string,
): Promise<void> {
  await client.query(
    `do $$ declare login text := ${client.escapeLiteral(login)}; password text := ${client.escapeLiteral(password)}; begin
      if not exists (select 1 from pg_roles where rolname = login) then
        execute format('create role %I login nobypassrls in role atrium_tenant', login);
      end if;
      execute format('alter role %I password %L', login, password);
    exception when duplicate_object or unique_violation or internal_error then null; end $$`,
  );
}

async function applied(client: ClientBase): Promise<Map<string, string>> {
  await client.query(
    "create table if not exists schema_migrations (name text primary key, checksum text not null, applied_at timestamptz not null default now())",
  );
  const { rows } = await client.query<{ name: string; checksum: string }>(
    "select name, checksum from schema_migrations",
  );
  return new Map(rows.map((row) => [row.name, row.checksum]));
}

/**
 * Brings the schema to the newest migration, or to `to` (its number; 0 is none), each in a transaction of its own and
 * all under one lock, so that several nodes may start at once.
 */
export async function migrate(
  client: ClientBase,
  directory: string,
  options: { to?: number; onStep?: (name: string) => void } = {},
): Promise<{ applied: string[]; reverted: string[] }> {
  const migrations = await readMigrations(directory);
  const target = options.to ?? Number.POSITIVE_INFINITY;
  const done = { applied: [] as string[], reverted: [] as string[] };
  await client.query("select pg_advisory_lock($1)", [advisoryLock]);
  try {
    await ensureTenantRole(client);
    const present = await applied(client);
    const step = async (sql: string, record: string, values: unknown[]): Promise<void> => {
      await client.query("begin");
      try {
        await client.query(sql);
        await client.query(record, values);
        await client.query("commit");
      } catch (cause) {
        await client.query("rollback");
        throw cause;
      }
    };
    for (const migration of migrations) {
      const known = present.get(migration.name);
      if (known !== undefined && known !== migration.checksum) {
        throw new Error(`migration ${migration.name} was changed after it had been applied`);
      }
      if (known !== undefined || Number(migration.name.slice(0, 4)) > target) continue;
      options.onStep?.(migration.name);
      await step(migration.up, "insert into schema_migrations (name, checksum) values ($1, $2)", [
        migration.name,
        migration.checksum,
      ]);
      done.applied.push(migration.name);
    }
    for (const migration of migrations.toReversed()) {
      if (Number(migration.name.slice(0, 4)) <= target || !present.has(migration.name)) continue;
      await step(migration.down, "delete from schema_migrations where name = $1", [migration.name]);
      done.reverted.push(migration.name);
    }
  } finally {
    await client.query("select pg_advisory_unlock($1)", [advisoryLock]);
  }
  return done;
}
