import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import { systemClock } from "#kernel/clock";
import { ConfigError, type Config } from "#kernel/config";
import { openDatabase } from "#kernel/db/database";
import { giveWay } from "#kernel/db/give-way";
import { createIds } from "#kernel/ids";
import { openKeyRing } from "#kernel/key-ring";
import { createPostgresKeyStore } from "#kernel/key-store-postgres";
import type { Logger } from "#kernel/logger";
import { loadMasterKey } from "#kernel/master-key";
import { createMetrics } from "#kernel/metrics";
import { createOutbound } from "#kernel/outbound";
import { readCountryTable } from "#modules/security";
import { resolveTxtByDns } from "#modules/connections";
import { createApp } from "./app.ts";
import { openServer, prepareDatabase } from "./database-server.ts";
import { buildHttp } from "./http.ts";
import type { Launcher } from "./launcher.ts";
import { mountRealtime } from "./mount-realtime.ts";
import { setUpFromSettings } from "./owner.ts";
import { openBus, openRateStore, openMailer, openSms, openStorage } from "./peers.ts";
import { superviseDatabase } from "./supervise.ts";
import { createUndo, type Undo } from "./undo.ts";

export type Atrium = { url: string; stop: () => Promise<void> };
type From = { logger: Logger; launcher: Launcher; listenFd: number | null };
const statementTimeoutMs = 4000;
const housekeepingMs = 60_000;

/** Starts everything in order and returns when requests are served; `stop` undoes it in the other direction. */
export async function startAtrium(config: Config, from: From): Promise<Atrium> {
  const undo = createUndo();
  try {
    return { url: await open(config, from, undo), stop: undo.run };
  } catch (cause) {
    await undo.run();
    throw cause;
  }
}

async function open(config: Config, { logger, launcher, listenFd }: From, undo: Undo): Promise<string> {
  const clock = systemClock;
  const newId = createIds(clock);
  const { dataDir, ATRIUM_MASTER_KEY: configured } = config;
  const master = await loadMasterKey(configured === undefined ? { dataDir } : { configured, dataDir });
  const { url, embedded } = await openServer(config, launcher.step);
  let postgres = embedded;
  undo.add(async () => postgres?.stop());
  const prepared = await prepareDatabase(url, {
    master: master.key,
    now: clock.now,
    newId,
    step: launcher.step,
  });

  launcher.step("Starting the server");
  const database = openDatabase({ ...prepared, poolSize: config.DATABASE_POOL, statementTimeoutMs });
  undo.add(database.close);
  const poolSize = Math.max(4, Math.ceil(config.DATABASE_POOL / 2));
  const longWork = openDatabase({ ...prepared, poolSize, statementTimeoutMs, opened: giveWay });
  undo.add(longWork.close);
  const keys = await openKeyRing({
    master: master.key,
    store: createPostgresKeyStore(database.exclusive),
    clock,
  });
  const metrics = createMetrics();
  metrics.watchPool("tenant", () => database.stats().tenant);
  metrics.watchPool("system", () => database.stats().system);
  metrics.watchPool("long_work", () => longWork.stats().system);
  const bus = await openBus(config, prepared.systemUrl, logger);
  undo.add(bus.close);
  const mailer = await openMailer(config, logger);
  undo.add(async () => mailer.close());
  const storage = await openStorage(config);
  const rates = await openRateStore(config, database.asSystem());
  undo.add(rates.close);
  let port = config.PORT;
  const app = await createApp({
    config,
    clock,
    logger,
    database,
    longWork,
    bus,
    keys,
    metrics,
    mailer,
    sms: openSms(config, { logger, clock }),
    origin: () => originOf(config, port),
    outbound: createOutbound({ privateHosts: config.OUTBOUND_PRIVATE_HOSTS }),
    resolveTxt: resolveTxtByDns,
    storage,
    rateStore: rates.store,
    ...(config.GEO_TABLE === undefined ? {} : { countryOf: await readCountryTable(config.GEO_TABLE) }),
  });
  undo.add(app.stop);

  let draining = false;
  const http = await buildHttp(app, { config, database, logger, metrics, accepting: () => !draining });
  await http.ready();
  undo.add(http.close.bind(http));
  if (config.roles.has("realtime")) {
    undo.add(mountRealtime(app, http, { publicUrl: config.publicUrl, logger, clock }).close);
  }
  if (config.roles.has("worker")) {
    app.jobs.start();
    app.watch.start();
  }
  await setUpFromSettings(app, config, newId);

  await launcher.prepared();
  await listen(http, listenFd, config);
  const address = http.server.address() as AddressInfo | null;
  port = address?.port ?? port;
  const shown = shownUrl(originOf(config, port), app.setup);
  launcher.ready(shown);
  logger.debug("serving");

  const housekeeping = setInterval(() => {
    keys.reload().catch((cause: unknown) => logger.warn({ err: cause }, "keys could not be read again"));
    rates.forget(clock.now()).catch(() => undefined);
  }, housekeepingMs);
  const supervision =
    embedded === null
      ? null
      : superviseDatabase({ config, embedded, logger, revived: (next) => (postgres = next) });
  undo.add(async () => {
    draining = true;
    clearInterval(housekeeping);
    await supervision?.stop();
  });
  return shown;
}

/** Never what a request names: whoever calls could name a host of their own. */
function originOf({ publicUrl }: Config, port: number): string {
  return publicUrl?.origin ?? `http://localhost:${port}`;
}

function shownUrl(origin: string, setup: { platformId: () => string | null; code: string }): string {
  return setup.platformId() === null ? `${origin}/setup#code=${setup.code}` : origin;
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
