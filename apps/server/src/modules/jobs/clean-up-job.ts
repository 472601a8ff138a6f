import { z } from "zod";
import { forgetArtefacts } from "#kernel/jobs/artefacts";
import { job } from "#kernel/jobs/kind";
import type { Storage } from "#kernel/storage";

/** Files that jobs made are kept for a week. Of every organization, so the system looks. */
export const cleanUpJob = (storage: Storage) =>
  job({
    kind: "jobs.cleanUp",
    input: z.object({}),
    everySeconds: 3600,
    run: async ({ database, clock }) => ({
      artefacts: await forgetArtefacts(database.asSystem(), storage, clock.now()),
    }),
  });
