import { z } from "zod";
import { job } from "#kernel/jobs/kind";
import { module, type Module } from "#kernel/module";
import { dropExpiredProofs } from "./queries.ts";

export { createProofs, type MailedProof, type NewProof, type Proofs } from "./store.ts";

/** What has expired is good for nothing, and what waited for it is nobody's business any more. */
const cleanUp = job({
  kind: "proofs.clean_up",
  input: z.object({}),
  everySeconds: 3600,
  run: async ({ database, clock }) => {
    await database.asSystem().query(dropExpiredProofs(clock.now().toISOString()));
    return null;
  },
});

export function proofsModule(): Module {
  return module({ name: "proofs", operations: [], jobs: [cleanUp] });
}
