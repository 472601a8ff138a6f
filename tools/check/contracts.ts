import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig } from "../../apps/server/src/kernel/config.ts";
import { startThrowawayPostgres } from "../../apps/server/src/kernel/embedded-postgres-throwaway.ts";
import { createLogger } from "../../apps/server/src/kernel/logger.ts";
import type { Launcher } from "../../apps/server/src/launcher.ts";
import { startAtrium } from "../../apps/server/src/start.ts";
import type { Guard } from "./guard.ts";
import { collectRoutes, compareRoutes } from "./routes.ts";

/** Starts the whole program, on a port that nobody is told of, and compares what it serves with the contracts. */
export const contracts: Guard = {
  id: "contracts",
  async run() {
    const data = mkdtempSync(join(tmpdir(), "atrium-check-data-"));
    const postgres = await startThrowawayPostgres({ dir: join(tmpdir(), "atrium-check") });
    try {
      const config = readConfig({
        PORT: "0",
        ATRIUM_DATA: data,
        DATABASE_URL: postgres.ownerUrl,
        LOG_LEVEL: "silent",
      });
      const from = { logger: createLogger("silent"), launcher: nobody, listenFd: null };
      const { built, routes } = await collectRoutes(() => startAtrium(config, from));
      await built.stop();
      return { problems: compareRoutes(routes), note: `${routes.length} routes` };
    } finally {
      await postgres.stop();
      rmSync(data, { recursive: true, force: true });
    }
  },
};

const nothing = (): void => undefined;
const nobody: Launcher = {
  step: nothing,
  prepared: () => Promise.resolve(),
  ready: nothing,
  onGone: nothing,
};
