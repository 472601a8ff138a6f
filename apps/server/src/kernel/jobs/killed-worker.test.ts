import { spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { openJobs, type Jobs } from "./jobs.fixture.ts";
import { job } from "./kind.ts";

let jobs: Jobs;
beforeAll(async () => {
  jobs = await openJobs();
}, 60_000);
afterAll(async () => {
  await jobs.stopEngines();
  await jobs.close();
});

describe("a worker that is killed", { timeout: 30_000 }, () => {
  it("loses its job to another one when its lease has run out", async () => {
    const organization = await jobs.addOrganization();
    await jobs.enqueueWith(organization)({ kind: "killed", input: {} });
    const module = (name: string): string => JSON.stringify(new URL(name, import.meta.url).href);
    const script = `
      import { z } from "zod";
      import { systemClock } from ${module("../clock.ts")};
      import { openDatabase } from ${module("../db/database.ts")};
      import { createIds } from ${module("../ids.ts")};
      import { createLogger } from ${module("../logger.ts")};
      import { createJobEngine } from ${module("./engine.ts")};
      import { job } from ${module("./kind.ts")};
      const urls = { tenantUrl: process.env.DATABASE, systemUrl: process.env.DATABASE };
      const database = openDatabase({ ...urls, poolSize: 2, statementTimeoutMs: 5000 });
      const run = () => { console.log("running"); return new Promise(() => undefined); };
      createJobEngine({
        database, clock: systemClock, logger: createLogger("silent"), newId: createIds(systemClock), worker: "node",
        kinds: [job({ kind: "killed", input: z.object({}), run })], platformOrganizationId: () => null,
        timing: { leaseMs: 600, pollMs: 50, watchMs: 50 },
      }).start();
      setInterval(() => undefined, 1000);`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
      env: { DATABASE: jobs.ownerUrl },
      cwd: new URL(".", import.meta.url).pathname,
    });
    await once(child.stdout, "data");
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(await jobs.jobsOf(organization)).toMatchObject([{ state: "running", attempts: 1 }]);
    jobs.engine([job({ kind: "killed", input: z.object({}), run: async ({ attempt }) => ({ attempt }) })]);
    await jobs.until(async () => (await jobs.jobsOf(organization))[0]?.state === "succeeded");
    expect(await jobs.jobsOf(organization)).toMatchObject([{ attempts: 2, result: { attempt: 2 } }]);
  });
});
