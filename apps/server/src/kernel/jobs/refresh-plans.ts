import { dynamicQuery } from "#kernel/db/statement";
import type { JobContext } from "./kind.ts";

/**
 * Plans that were made while a table was small are slow ones for a large one, for everybody. PostgreSQL looks again
 * by itself, but not as fast as a job writes: after the 4th, 16th, 64th … of its turns this looks for it.
 */
export async function refreshPlans(
  context: Pick<JobContext, "database" | "logger">,
  turns: number,
  tables: readonly string[],
): Promise<void> {
  if (turns < 2 || !Number.isInteger(Math.log2(turns) / 2)) return;
  const system = context.database.asSystem();
  for (const table of tables) {
    try {
      await system.query(dynamicQuery(`analyze ${table}`, [], () => undefined));
    } catch (cause) {
      context.logger.warn({ err: cause }, "the statistics of a table wait for PostgreSQL itself");
    }
  }
}
