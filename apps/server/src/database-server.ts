import { createHash } from "node:crypto";
import path from "node:path";
import { Client } from "pg";
import { ConfigError, type Config } from "#kernel/config";
import { startEmbeddedPostgres, type EmbeddedPostgres } from "#kernel/embedded-postgres";
import type { NewId } from "#kernel/ids";
import { ensureApplicationLogin, migrate } from "#kernel/migrate";
import { deriveKey } from "#kernel/crypto";
import { ensureSystemRoles } from "#modules/roles";

const migrations = path.resolve(import.meta.dirname, "../migrations");
const oldestMajor = 16;

/** The owner's address: of the database that the settings name, or of the embedded one, which is started. */
export async function openServer(
  config: Config,
  step: (text: string) => void,
): Promise<{ url: string; embedded: EmbeddedPostgres | null }> {
  if (config.DATABASE_URL !== undefined) return { url: config.DATABASE_URL, embedded: null };
  step("Starting PostgreSQL");
  const embedded = await startEmbeddedPostgres({ dataDir: config.dataDir });
  return { url: embedded.ownerUrl, embedded };
}

async function connect(url: string): Promise<Client> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: 8000,
    application_name: "atrium start",
  });
  try {
    await client.connect();
    return client;
  } catch (cause) {
    throw new ConfigError("DATABASE_URL cannot be reached", { cause });
  }
}

/** Brings schema, roles and the application's login up to date; several nodes may do so at once. */
export async function prepareDatabase(
  url: string,
  from: { master: Buffer; now: () => Date; newId: NewId; step: (text: string) => void },
): Promise<{ systemUrl: string; tenantUrl: string }> {
  const client = await connect(url);
  try {
    const { rows } = await client.query<{ version: string }>(
      "select current_setting('server_version_num') as version",
    );
    const major = Math.floor(Number(rows[0]?.version) / 10_000);
    if (major < oldestMajor)
      throw new ConfigError(`DATABASE_URL must name PostgreSQL ${oldestMajor} or newer`);
    await migrate(client, migrations, { onStep: (name) => from.step(`Migrating: ${name.slice(5, -4)}`) });
    const now = from.now();
    const ahead = new Date(now.getTime() + 92 * 86_400_000);
    await client.query("select ensure_event_partitions($1, $2)", [now, ahead]);
    await ensureSystemRoles(client, now, from.newId);
    const secret = deriveKey(from.master, "database login");
    const login = `atrium_app_${createHash("sha256").update(secret).digest("hex").slice(0, 8)}`;
    const password = secret.toString("base64url");
    await ensureApplicationLogin(client, login, password);
    const tenant = new URL(url);
    tenant.username = login;
    tenant.password = password;
    return { systemUrl: url, tenantUrl: tenant.href };
  } finally {
    await client.end();
  }
}
