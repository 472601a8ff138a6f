import { formatId } from "@atrium/contracts";
import { z } from "zod";
import { job } from "#kernel/jobs/kind";
import { module, type Module } from "#kernel/module";
import type { NewId } from "#kernel/ids";
import { writeDemo } from "./write-demo.ts";

export { settingsForFilling } from "./filling.ts";
export { seedPeople, type Seeded } from "./seed-people.ts";

/** What set-up offers: enough people to see what Atrium is like, made in a moment. */
const demoSize = { organizations: 12, users: 2000, days: 90, seed: "demo" };

export function demoModule({ newId }: { newId: NewId }): Module {
  const create = job({
    kind: "demo.create",
    input: z.object({}),
    maxAttempts: 3,
    run: async ({ database, organizationId, clock, logger, progress }) => {
      await progress(0, demoSize.users);
      const made = await database.exclusive((client) =>
        writeDemo(client, {
          ...demoSize,
          platformOrganizationId: organizationId,
          now: clock.now(),
          newId,
          onProgress: ({ users, of }) => progress(users, of),
        }),
      );
      logger.info({ users: made.users, events: made.events }, "the demo company is there");
      const [biggest = organizationId] = made.organizations;
      return {
        organizations: made.organizations.length,
        users: made.users,
        events: made.events,
        biggest: formatId("organization", biggest),
      };
    },
  });
  return module({ name: "demo", operations: [], jobs: [create] });
}
