import { command } from "#kernel/db/statement";
import type { JobContext } from "#kernel/jobs/kind";

const analyze = ["users", "grants", "accounts", "account_emails"].map((table) =>
  command<[]>(`analyze ${table}`),
);

/**
 * Plans that were made while a table was small are slow ones for a large one, for everybody. PostgreSQL looks again
 * by itself, but not as fast as an import writes.
 */
export async function refreshPlans(context: JobContext): Promise<void> {
  const system = context.database.asSystem();
  for (const each of analyze) {
    try {
      await system.query(each());
    } catch (cause) {
      context.logger.warn({ err: cause }, "the statistics of a table wait for PostgreSQL itself");
    }
  }
}
