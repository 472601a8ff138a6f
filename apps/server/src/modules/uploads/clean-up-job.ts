import { z } from "zod";
import { job } from "#kernel/jobs/kind";
import type { Storage } from "#kernel/storage";
import { dropUploads, expired } from "./queries.ts";

/** Of every organization, so the system looks. The row goes last: nothing stays in storage that no row names. */
export const cleanUpJob = (storage: Storage) =>
  job({
    kind: "uploads.cleanUp",
    input: z.object({}),
    everySeconds: 3600,
    run: async ({ database, clock }) => {
      const system = database.asSystem();
      let dropped = 0;
      for (;;) {
        const found = await system.query(expired(clock.now().toISOString(), 100));
        for (const { key } of found) await storage.delete(key);
        await system.query(dropUploads(found.map(({ id }) => id)));
        dropped += found.length;
        if (found.length < 100) return { dropped };
      }
    },
  });
