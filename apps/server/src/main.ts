import { ConfigError, readConfig } from "#kernel/config";
import { MasterKeyError } from "#kernel/master-key";
import { createLogger } from "#kernel/logger";
import { letPoolGiveWay } from "#kernel/pool-priority";
import { connectLauncher } from "./launcher.ts";
import { startAtrium } from "./start.ts";

const launcher = connectLauncher(process);
let stopping: Promise<void> | undefined;
const drainMs = 25_000;

try {
  const config = readConfig(process.env);
  const logger = createLogger(config.LOG_LEVEL);
  const listenFd = Number(process.env["ATRIUM_LISTEN_FD"] ?? Number.NaN);
  const atrium = await startAtrium(config, {
    logger,
    launcher,
    listenFd: Number.isNaN(listenFd) ? null : listenFd,
  });
  await letPoolGiveWay();

  const stop = (): void => {
    if (stopping !== undefined) return;
    const late = setTimeout(() => process.exit(1), drainMs);
    stopping = atrium.stop().then(
      () => {
        clearTimeout(late);
        process.exit(0);
      },
      (cause: unknown) => {
        logger.error({ err: cause }, "stopping failed");
        process.exit(1);
      },
    );
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
  launcher.onGone(stop);
  process.on("uncaughtException", (cause) => {
    logger.fatal({ err: cause }, "an error nobody caught");
    stop();
  });
} catch (cause) {
  // What the operator can mend is one line; anything else shows where it happened.
  const plain = cause instanceof ConfigError || cause instanceof MasterKeyError;
  process.stderr.write(
    plain
      ? `Atrium cannot start: ${cause.message}\n`
      : `Atrium cannot start: ${String((cause as Error).stack)}\n`,
  );
  process.exit(1);
}
