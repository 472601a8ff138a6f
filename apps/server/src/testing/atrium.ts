import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createClient, type Client as ApiClient } from "@atrium/sdk";
import type { FastifyInstance } from "fastify";
import { Client } from "pg";
import { inject } from "vitest";
import { createPostgresBus } from "#kernel/bus-postgres";
import { systemClock, type Clock } from "#kernel/clock";
import { openDatabase, type Database } from "#kernel/db/database";
import { openKeyRing } from "#kernel/key-ring";
import { createPostgresKeyStore } from "#kernel/key-store-postgres";
import { createLogger } from "#kernel/logger";
import { createMailer } from "#kernel/mail";
import { createMetrics } from "#kernel/metrics";
import { createOutbound } from "#kernel/outbound";
import { createPostgresRateStore } from "#kernel/rate-limit-postgres";
import { createSmsFolder } from "#kernel/sms-folder";
import { createLocalStorage } from "#kernel/storage-local";
import { createApp, type App, type Parts } from "../app.ts";
import { prepareDatabase } from "../database-server.ts";
import { buildHttp } from "../http.ts";
import { mountRealtime } from "../mount-realtime.ts";
import { testMaster } from "./master.ts";
import { createIds } from "#kernel/ids";

export type Atrium = {
  readonly app: App;
  readonly http: FastifyInstance;
  readonly database: Database;
  /** Owner's address, for tests that look behind the program's back. */
  readonly ownerUrl: string;
  readonly url: string;
  readonly clock: Clock;
  readonly newId: () => string;
  /** A raw connection with the rights of the tables' owner. */
  readonly sql: Client;
  readonly api: (token?: string) => ApiClient;
  readonly close: () => Promise<void>;
};

/** A copy of the template, for one suite alone. */
export async function copyDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const template = new URL(inject("templateUrl"));
  const admin = new URL(template);
  admin.pathname = "/postgres";
  const name = `atrium_${randomBytes(6).toString("hex")}`;
  const run = async (sql: string): Promise<void> => {
    const client = new Client(admin.href);
    await client.connect();
    await client.query(sql);
    await client.end();
  };
  await run(`create database ${name} template atrium_template strategy file_copy`);
  template.pathname = `/${name}`;
  return { url: template.href, drop: () => run(`drop database if exists ${name} with (force)`) };
}

/** The whole program on a database of its own, listening on a free port of the loopback. */
export async function startTestAtrium(
  options: {
    clock?: Clock;
    rateScale?: number;
    parts?: Partial<Parts>;
    jobs?: boolean;
    publicUrl?: URL;
    /** Starts a further node on the database of this one. */
    beside?: Atrium;
  } = {},
): Promise<Atrium> {
  const clock = options.clock ?? systemClock;
  const logger = createLogger("silent");
  const { beside } = options;
  const { url: ownerUrl, drop } =
    beside === undefined ? await copyDatabase() : { url: beside.ownerUrl, drop: () => Promise.resolve() };
  const prepared = await prepareDatabase(ownerUrl, {
    master: testMaster,
    now: clock.now,
    newId: createIds(clock),
    step: () => undefined,
  });
  const folder = await mkdtemp(path.join(tmpdir(), "atrium-files-"));
  const database = openDatabase({ ...prepared, poolSize: 6, statementTimeoutMs: 4000 });
  const keys = await openKeyRing({
    master: testMaster,
    store: createPostgresKeyStore(database.exclusive),
    clock,
  });
  const metrics = createMetrics({ process: false });
  const bus = createPostgresBus({ connectionString: prepared.systemUrl });
  const mailer = createMailer({
    from: "Atrium <atrium@localhost>",
    logger,
    mailFolder: path.join(folder, "mail"),
  });
  const publicUrl = options.publicUrl ?? null;
  let url = "http://localhost";
  const app = await createApp({
    config: { RATE_LIMIT_SCALE: options.rateScale ?? 100_000, roles: new Set(["web", "worker", "realtime"]) },
    clock,
    logger,
    database,
    bus,
    keys,
    metrics,
    mailer,
    sms: createSmsFolder({ folder: path.join(folder, "sms"), logger }),
    origin: () => publicUrl?.origin ?? url,
    outbound: createOutbound({ loopback: true }),
    resolveTxt: () => Promise.resolve([]),
    storage: await createLocalStorage(path.join(folder, "files")),
    rateStore: createPostgresRateStore(database.asSystem()),
    ...options.parts,
  });
  const http = await buildHttp(app, {
    config: {
      publicUrl,
      roles: new Set(["web"]),
      TRUSTED_PROXIES: "",
      METRICS_TOKEN: undefined,
    },
    database,
    logger,
    metrics,
    accepting: () => true,
  });
  await http.ready();
  const realtime = mountRealtime(app, http, { publicUrl, logger, clock });
  if (options.jobs === true) {
    app.jobs.start();
    app.watch.start();
  }
  url = await http.listen({ port: 0, host: "127.0.0.1" });
  const sql = new Client(ownerUrl);
  await sql.connect();
  return {
    app,
    http,
    database,
    ownerUrl,
    url,
    clock,
    newId: createIds(clock),
    sql,
    api: (token) => createClient({ baseUrl: url, ...(token === undefined ? {} : { token }) }),
    async close() {
      await realtime.close();
      await http.close();
      await app.stop();
      await bus.close();
      await mailer.close();
      await database.close();
      await sql.end();
      await drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
