import { z } from "zod";
import { job } from "#kernel/jobs/kind";
import { dropOldAttempts } from "./queries.ts";

const keepDays = 90;

export const cleanUpJob = job({
  kind: "security.clean_up",
  input: z.object({}),
  everySeconds: 6 * 3600,
  run: async ({ database, clock }) => {
    const before = new Date(clock.now().getTime() - keepDays * 86_400_000);
    await database.asSystem().query(dropOldAttempts(before.toISOString()));
    return null;
  },
});
