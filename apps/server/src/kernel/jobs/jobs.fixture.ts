import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { systemClock } from "#kernel/clock";
import { openDatabase, type Database } from "#kernel/db/database";
import { dynamicQuery } from "#kernel/db/statement";
import { startThrowawayPostgres } from "#kernel/embedded-postgres-throwaway";
import { createIds } from "#kernel/ids";
import { createLogger } from "#kernel/logger";
import { createLocalStorage } from "#kernel/storage-local";
import { ensureApplicationLogin, migrate } from "#kernel/migrate";
import { createEnqueue } from "./enqueue.ts";
import { createJobEngine, type JobEngine, type JobEngineOptions } from "./engine.ts";
import type { JobKind, JobRequest } from "./kind.ts";

export type JobRow = {
  state: string;
  attempts: number;
  error: string | null;
  result: Record<string, unknown> | null;
  progress: readonly [done: number, total: number | null, note: string | null];
};

/** A PostgreSQL with Atrium's schema, engines on it, and looks at its jobs. */
export async function openJobs() {
  const dir = mkdtempSync(join(tmpdir(), "atrium-jobs-"));
  chmodSync(dir, 0o755);
  const postgres = await startThrowawayPostgres({ dir, settings: { shared_buffers: "32MB" } });
  const client = new Client({ connectionString: postgres.ownerUrl });
  await client.connect();
  await migrate(client, new URL("../../../migrations", import.meta.url).pathname);
  await ensureApplicationLogin(client, "atrium_app", "app");
  const tenantUrl = new URL(postgres.ownerUrl);
  tenantUrl.username = "atrium_app";
  tenantUrl.password = "app";
  const database: Database = openDatabase({
    tenantUrl: tenantUrl.href,
    systemUrl: postgres.ownerUrl,
    poolSize: 8,
    statementTimeoutMs: 5000,
  });
  const newId = createIds(systemClock);
  const storage = await createLocalStorage(join(dir, "files"));
  const engines: JobEngine[] = [];
  let platform: string | null = null;
  let organizations = 0;

  async function addOrganization(): Promise<string> {
    const id = newId();
    const slug = `o${++organizations}`;
    await client.query(
      `insert into organizations (id, slug, name, name_key, created_at, updated_at) values ($1, $2, $2, $2, now(), now())`,
      [id, slug],
    );
    return id;
  }

  function engine(
    kinds: readonly JobKind[],
    options: Partial<Omit<JobEngineOptions, "kinds" | "database">> = {},
  ): JobEngine {
    const created = createJobEngine({
      database,
      clock: systemClock,
      logger: createLogger("silent"),
      newId,
      kinds,
      worker: "node",
      platformOrganizationId: () => platform,
      storage,
      callerOf: () => Promise.resolve(null),
      ...options,
      timing: { pollMs: 50, watchMs: 50, backoffMs: 1, ...options.timing },
    });
    engines.push(created);
    created.start();
    return created;
  }

  const enqueueWith =
    (organizationId: string, maxAttempts = 3) =>
    (job: JobRequest): Promise<string> =>
      database.transaction(organizationId, (db) =>
        createEnqueue(db, { organizationId, userId: null, now: new Date(), newId }, () => maxAttempts)(job),
      );

  async function jobsOf(organizationId: string): Promise<JobRow[]> {
    return database.asSystem().query(
      dynamicQuery(
        `select state, attempts, error, result, progress_done, progress_total, progress_note from jobs
           where organization_id = $1 order by created_at, id`,
        [organizationId],
        ([state = "", attempts, error, result, done, total, note]) => ({
          state: state ?? "",
          attempts: Number(attempts),
          error: error ?? null,
          result: result == null ? null : (JSON.parse(result) as Record<string, unknown>),
          progress: [Number(done), total == null ? null : Number(total), note ?? null] as const,
        }),
      ),
    );
  }

  return {
    database,
    client,
    ownerUrl: postgres.ownerUrl,
    newId,
    storage,
    engine,
    addOrganization,
    enqueueWith,
    jobsOf,
    setPlatform(id: string | null) {
      platform = id;
    },
    /** Waits until what is asked holds; the test's own time limit ends it. */
    async until(holds: () => boolean | Promise<boolean>): Promise<void> {
      while (!(await holds())) await sleep(20);
    },
    async stopEngines(): Promise<void> {
      await Promise.all(engines.splice(0).map((each) => each.stop()));
    },
    async close(): Promise<void> {
      await database.close();
      await client.end();
      await postgres.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
export type Jobs = Awaited<ReturnType<typeof openJobs>>;
