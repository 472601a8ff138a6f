import { z } from "zod";
import { job } from "#kernel/jobs/kind";
import { module, type Module } from "#kernel/module";
import { dropOldMessages } from "./queries.ts";
import { sendJob, type SendDeps } from "./send-job.ts";

export { createMessages, type Messages } from "./queue.ts";

const keepDays = 90;
const cleanUp = job({
  kind: "messages.clean_up",
  input: z.object({}),
  everySeconds: 6 * 3600,
  run: async ({ database, clock }) => {
    const before = new Date(clock.now().getTime() - keepDays * 86_400_000);
    await database.asSystem().query(dropOldMessages(before.toISOString()));
    return null;
  },
});

export function messagesModule(deps: SendDeps): Module {
  return module({ name: "messages", operations: [], jobs: [sendJob(deps), cleanUp] });
}
