import { z } from "zod";
import { command } from "#kernel/db/statement";
import { job } from "#kernel/jobs/kind";

const daySeconds = 86_400;
export const ensurePartitions = command<[string, string]>(
  "select ensure_event_partitions($1::timestamptz, $2::timestamptz)",
);

/** Months to come get their partition of events long before they begin. */
export const partitionsJob = job({
  kind: "audit.partitions",
  input: z.object({}),
  everySeconds: daySeconds,
  run: async ({ database, clock }) => {
    const now = clock.now();
    const ahead = new Date(now.getTime() + 92 * daySeconds * 1000);
    await database.asSystem().query(ensurePartitions(now.toISOString(), ahead.toISOString()));
    return null;
  },
});
