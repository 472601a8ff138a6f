import type { Config } from "#kernel/config";
import { startEmbeddedPostgres, type EmbeddedPostgres } from "#kernel/embedded-postgres";
import type { Logger } from "#kernel/logger";

const everyMs = 500;

export type Supervision = { stop: () => Promise<void> };

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Brings the embedded PostgreSQL back when it dies under us, on its old port, so that the pools find it again. */
export function superviseDatabase(from: {
  config: Config;
  embedded: EmbeddedPostgres;
  logger: Logger;
  /** Told which PostgreSQL to stop in the end. */
  revived: (postgres: EmbeddedPostgres) => void;
}): Supervision {
  const { config, logger } = from;
  let current = from.embedded;
  let busy: Promise<void> | null = null;
  const { port } = current;

  async function revive(): Promise<void> {
    logger.warn({ port }, "PostgreSQL is gone; starting it again");
    try {
      current = await startEmbeddedPostgres({ dataDir: config.dataDir, settings: { port: String(port) } });
      from.revived(current);
      logger.info({ port: current.port }, "PostgreSQL is back");
    } catch (cause) {
      logger.error({ err: cause }, "PostgreSQL could not be started; trying again");
    }
  }

  const timer = setInterval(() => {
    if (busy !== null || isAlive(current.pid)) return;
    busy = revive().finally(() => {
      busy = null;
    });
  }, everyMs);

  return {
    async stop() {
      clearInterval(timer);
      await busy;
    },
  };
}
