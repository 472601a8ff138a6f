import { z } from "zod";
import { job } from "#kernel/jobs/kind";
import { module, type Module } from "#kernel/module";
import type { EmailDeps } from "./deps.ts";
import { addEmailOperation } from "./operations/add-email.ts";
import { confirmEmailOperation } from "./operations/confirm-email.ts";
import { listEmailsOperation } from "./operations/list-emails.ts";
import { removeEmailOperation } from "./operations/remove-email.ts";
import { revertEmailOperation } from "./operations/revert-email.ts";
import { setPrimaryEmailOperation } from "./operations/set-primary-email.ts";
import { dropExpiredPending } from "./queries.ts";

const cleanUp = job({
  kind: "emails.clean_up",
  input: z.object({}),
  everySeconds: 3600,
  run: async ({ database, clock }) => {
    await database.asSystem().query(dropExpiredPending(clock.now().toISOString()));
    return null;
  },
});

export function emailsModule(deps: EmailDeps): Module {
  return module({
    name: "emails",
    operations: [
      listEmailsOperation,
      addEmailOperation(deps),
      confirmEmailOperation(deps),
      revertEmailOperation(deps),
      setPrimaryEmailOperation(deps),
      removeEmailOperation(deps),
    ],
    jobs: [cleanUp],
  });
}
