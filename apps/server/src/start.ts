import path from "node:path";
import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import { createPostgresBus } from "#kernel/bus-postgres";
import { createRedisBus } from "#kernel/bus-redis";
import { systemClock } from "#kernel/clock";
import { ConfigError, type Config } from "#kernel/config";
import { openDatabase } from "#kernel/db/database";
import { createIds } from "#kernel/ids";
import { openKeyRing } from "#kernel/key-ring";
import { createPostgresKeyStore } from "#kernel/key-store-postgres";
import type { Logger } from "#kernel/logger";
import { createMailer } from "#kernel/mail";
import { loadMasterKey } from "#kernel/master-key";
import { createMetrics } from "#kernel/metrics";
import { createPostgresRateStore } from "#kernel/rate-limit-postgres";
import { createRealtime } from "#kernel/realtime/realtime";
import { cookieName } from "#kernel/http/credentials";
import { createLocalStorage } from "#kernel/storage-local";
import { createS3Storage } from "#kernel/storage-s3";
import type { Storage } from "#kernel/storage";
import { createApp } from "./app.ts";
import { openServer, prepareDatabase } from "./database-server.ts";
import { buildHttp, ownOrigin, secureRequest } from "./http.ts";
import type { Launcher } from "./launcher.ts";
import { setUpFromSettings } from "./owner.ts";
import { superviseDatabase } from "./supervise.ts";

export type Atrium = { url: string; stop: () => Promise<void> };
const statementTimeoutMs = 4000;
const housekeepingMs = 60_000;

async function openStorage(config: Config): Promise<Storage> {
  if (config.STORAGE_PROVIDER === "local") return createLocalStorage(path.join(config.dataDir, "files"));
  const {
    STORAGE_ENDPOINT = "",
    STORAGE_BUCKET = "",
    STORAGE_ACCESS_KEY = "",
    STORAGE_SECRET_KEY = "",
  } = config;
  return createS3Storage(
    {
      endpoint: STORAGE_ENDPOINT,
      region: config.STORAGE_REGION ?? "us-east-1",
      bucket: STORAGE_BUCKET,
      accessKeyId: STORAGE_ACCESS_KEY,
      secretAccessKey: STORAGE_SECRET_KEY,
      pathStyle: config.STORAGE_PROVIDER === "s3",
    },
    systemClock,
  );
}

/** Starts everything in order and returns when requests are served; `stop` undoes it in the other direction. */
export async function startAtrium(
  config: Config,
  from: { logger: Logger; launcher: Launcher; listenFd: number | null },
): Promise<Atrium> {
  const { logger, launcher } = from;
  const clock = systemClock;
  const newId = createIds(clock);
  const master = await loadMasterKey({
    ...(config.ATRIUM_MASTER_KEY === undefined ? {} : { configured: config.ATRIUM_MASTER_KEY }),
    dataDir: config.dataDir,
  });
  const { url, embedded } = await openServer(config, launcher.step);
  const prepared = await prepareDatabase(url, {
    master: master.key,
    now: clock.now,
    newId,
    step: launcher.step,
  });
  launcher.step("Starting the server");
  const database = openDatabase({ ...prepared, poolSize: config.DATABASE_POOL, statementTimeoutMs });
  const keys = await openKeyRing({
    master: master.key,
    store: createPostgresKeyStore(database.exclusive),
    clock,
  });
  const metrics = createMetrics();
  metrics.watchPool("tenant", () => poolState(database.stats().tenant));
  metrics.watchPool("system", () => poolState(database.stats().system));
  const bus =
    config.REDIS_URL === undefined
      ? createPostgresBus({ connectionString: prepared.systemUrl, logger })
      : createRedisBus({ url: config.REDIS_URL, logger });
  const mailer = createMailer({
    ...(config.SMTP_URL === undefined
      ? { mailFolder: path.join(config.dataDir, "mail") }
      : { smtpUrl: config.SMTP_URL }),
    from: config.ATRIUM_MAIL_FROM,
    logger,
  });
  if (config.SMTP_URL !== undefined) {
    await mailer.verify().catch((cause: unknown) => {
      throw new ConfigError("SMTP_URL cannot be reached", { cause });
    });
  }
  const storage = await openStorage(config);
  const rateStore = createPostgresRateStore(database.asSystem());
  const app = await createApp({
    config,
    clock,
    logger,
    database,
    bus,
    keys,
    metrics,
    mailer,
    storage,
    rateStore,
  });
  let draining = false;
  const http = await buildHttp(app, { config, database, logger, metrics, accepting: () => !draining });
  await http.ready();
  const realtime = createRealtime({
    httpServer: () => http.server,
    identify: app.identify,
    allowedOrigin: (origin, host) => origin !== undefined && ownOrigin(config.publicUrl, host ?? "")(origin),
    cookieName: (request) => cookieName(secureRequest(config.publicUrl, request.headers.host ?? "")),
    logger,
    clock,
  });
  app.onSealed(realtime.publish);
  app.onMissed(realtime.resync);
  realtime.start();
  if (config.roles.has("worker")) app.jobs.start();
  await setUpFromSettings(app, config, newId);

  await launcher.prepared();
  await listen(http, from.listenFd, config);
  const shown =
    config.publicUrl?.origin ??
    `http://localhost:${(http.server.address() as AddressInfo | null)?.port ?? config.PORT}`;
  const waits = app.setup.platformId() === null;
  const shownUrl = waits ? `${shown}/setup#code=${app.setup.code}` : shown;
  launcher.ready(shownUrl);
  logger.debug({ url: shown }, "serving");

  const housekeeping = setInterval(() => {
    keys.reload().catch((cause: unknown) => logger.warn({ err: cause }, "keys could not be read again"));
    rateStore.forget(clock.now()).catch(() => undefined);
  }, housekeepingMs);
  const supervision = embedded === null ? null : superviseDatabase({ config, embedded, database, logger });

  return {
    url: shownUrl,
    async stop() {
      draining = true;
      clearInterval(housekeeping);
      await supervision?.stop();
      await realtime.close();
      await http.close();
      await app.stop();
      await bus.close();
      await mailer.close();
      await database.close();
      await (supervision?.current() ?? embedded)?.stop();
    },
  };
}

/** On the socket that the launcher already holds, or on one of our own. */
function listen(http: FastifyInstance, fd: number | null, config: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    http.server.once("error", (cause: NodeJS.ErrnoException) =>
      reject(cause.code === "EADDRINUSE" ? new ConfigError(`PORT ${config.PORT} is in use`) : cause),
    );
    if (fd === null) http.server.listen(config.PORT, config.HOST, resolve);
    else http.server.listen({ fd }, resolve);
  });
}

function poolState({ open, idle, waiting }: { open: number; idle: number; waiting: number }) {
  return { total: open, idle, waiting };
}
