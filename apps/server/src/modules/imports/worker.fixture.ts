import { permissionNames } from "@atrium/contracts";
import { createCache } from "#kernel/cache";
import { anonymous } from "#kernel/caller";
import { systemClock } from "#kernel/clock";
import { openDatabase } from "#kernel/db/database";
import { createIds } from "#kernel/ids";
import { createJobEngine } from "#kernel/jobs/engine";
import { createLogger } from "#kernel/logger";
import { createMetrics } from "#kernel/metrics";
import { permissionSet } from "#kernel/permission-set";
import { createLocalStorage } from "#kernel/storage-local";
import { createAttributes } from "#modules/attributes";
import { checkJob } from "./check-job.ts";
import { readJob } from "./read-job.ts";
import { runJob } from "./run-job.ts";
import { undoImportJob } from "./undo-job.ts";

/** A process that works on imports alone, for tests that end it at any moment. */
const [, , url = "", folder = ""] = process.argv;
const clock = systemClock;
const database = openDatabase({ tenantUrl: url, systemUrl: url, poolSize: 3, statementTimeoutMs: 10_000 });
const newId = createIds(clock);
const storage = await createLocalStorage(folder);
const deps = {
  storage,
  newId,
  operationOf: () => {
    throw new Error("there are no operations");
  },
  attributes: createAttributes(
    createCache({
      name: "attributes",
      max: 10,
      ttlMs: 15_000,
      clock,
      metrics: createMetrics({ process: false }),
    }),
  ),
};
createJobEngine({
  database, clock, newId, storage,
  logger: createLogger("silent"),
  worker: `worker ${process.pid}`,
  kinds: [readJob(deps), checkJob(deps), runJob(deps), undoImportJob(deps)],
  platformOrganizationId: () => null,
  callerOf: (organizationId, starter) =>
    Promise.resolve({
      ...anonymous,
      actor: { type: "user", id: starter.userId, name: null },
      userId: starter.userId,
      organizationId,
      organizationStatus: "active",
      permissions: permissionSet(permissionNames),
    }),
  timing: { leaseMs: 600, pollMs: 50, watchMs: 50 },
}).start(); // prettier-ignore
setInterval(() => undefined, 1000);
process.stdout.write("ready");
