import { spawn } from "node:child_process";
import { once } from "node:events";
import { Readable } from "node:stream";
import { text as textOf } from "node:stream/consumers";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { anonymous, type Caller } from "#kernel/caller";
import { command, statement } from "#kernel/db/statement";
import { text } from "#kernel/db/values";
import { permissionSet } from "#kernel/permission-set";
import { createEnqueue } from "./enqueue.ts";
import { forgetArtefacts } from "./artefacts.ts";
import { openJobs, type Jobs } from "./jobs.fixture.ts";
import { job, type JobContext, type JobRequest } from "./kind.ts";
import { mostLines } from "./log.ts";

let jobs: Jobs;
beforeAll(async () => {
  jobs = await openJobs();
  await jobs.client.query("create table steps (organization_id uuid, n int)");
  await jobs.client.query("grant all on steps to atrium_tenant");
}, 60_000);
afterEach(() => jobs.stopEngines());
afterAll(() => jobs.close());

const writeStep = command<[number]>("insert into steps select current_organization(), $1");
const stepsOf = async (organization: string): Promise<number[]> =>
  (
    await jobs.client.query<{ n: number }>("select n from steps where organization_id = $1 order by n", [
      organization,
    ])
  ).rows.map(({ n }) => n);

/** Writes the numbers from 1 to 20, each in a batch of its own. */
async function count(context: JobContext, afterBatch: (n: number) => Promise<void>): Promise<void> {
  for (;;) {
    const done = Number(context.checkpoint?.["done"] ?? 0);
    if (done === 20) return;
    await context.batch(async (db) => {
      await db.query(writeStep(done + 1));
      return { checkpoint: { done: done + 1 }, done: done + 1, total: 20, value: null };
    });
    await afterBatch(done + 1);
  }
}

function starting(organizationId: string, caller: Caller) {
  return (request: JobRequest): Promise<string> =>
    jobs.database.transaction(organizationId, (db) =>
      createEnqueue(
        db,
        { organizationId, userId: caller.userId, caller, now: new Date(), newId: jobs.newId },
        () => 5,
      )(request),
    );
}

function someone(permissions: readonly string[]): Caller {
  const id = jobs.newId();
  return {
    ...anonymous,
    actor: { type: "user", id, name: "Ann" },
    userId: id,
    permissions: permissionSet(permissions),
  };
}

const numbers = (last: number): number[] => Array.from({ length: last }, (_, n) => n + 1);

describe("long work in batches", { timeout: 60_000 }, () => {
  it("goes on behind its last batch after a failure, each row once", async () => {
    const organization = await jobs.addOrganization();
    await jobs.enqueueWith(organization)({ kind: "count", input: {} });
    const kind = job({
      kind: "count",
      input: z.object({}),
      run: async (context) => {
        await count(context, async (n) => {
          if (n === 7 && context.attempt === 1) throw new Error("the seventh was too much");
        });
        return { done: true };
      },
    });
    jobs.engine([kind]);
    await jobs.until(async () => (await jobs.jobsOf(organization))[0]?.state === "succeeded");
    expect(await stepsOf(organization)).toEqual(numbers(20));
    expect(await jobs.jobsOf(organization)).toMatchObject([{ attempts: 2, progress: [20, 20, null] }]);
  });

  it("waits for the disk at its end, and not for each batch, which would be lost with its checkpoint", async () => {
    const organization = await jobs.addOrganization();
    await jobs.enqueueWith(organization)({ kind: "patient", input: {} });
    // Tests never wait for the disk; whether that was said for the transaction is what counts.
    const waits = statement<[], string>(
      "select setting || case when source = 'session' then ' on purpose' else ' as ever' end from pg_settings where name = 'synchronous_commit'",
      (row) => text(row, 0),
    );
    const kind = job({
      kind: "patient",
      input: z.object({}),
      run: async (context) => {
        const within = await context.batch(async (db) => ({
          checkpoint: {}, done: 1, total: 1, value: await db.query(waits()),
        })); // prettier-ignore
        return { within, beside: await context.transaction((db) => db.query(waits())) };
      },
    });
    jobs.engine([kind]);
    await jobs.until(async () => (await jobs.jobsOf(organization))[0]?.state === "succeeded");
    const { rows } = await jobs.client.query("select result from jobs where organization_id = $1", [
      organization,
    ]);
    expect(rows).toEqual([{ result: { within: ["off on purpose"], beside: ["off as ever"] } }]);
  });

  it("goes on behind its last batch wherever its worker is killed, each row once", async () => {
    const organization = await jobs.addOrganization();
    await jobs.enqueueWith(organization, 30)({ kind: "count", input: {} });
    const module = (name: string): string => JSON.stringify(new URL(name, import.meta.url).href);
    const script = `
      import { z } from "zod";
      import { systemClock } from ${module("../clock.ts")};
      import { openDatabase } from ${module("../db/database.ts")};
      import { command } from ${module("../db/statement.ts")};
      import { createIds } from ${module("../ids.ts")};
      import { createLogger } from ${module("../logger.ts")};
      import { createJobEngine } from ${module("./engine.ts")};
      import { job } from ${module("./kind.ts")};
      const urls = { tenantUrl: process.env.DATABASE, systemUrl: process.env.DATABASE };
      const database = openDatabase({ ...urls, poolSize: 2, statementTimeoutMs: 5000 });
      const write = command("insert into steps select current_organization(), $1");
      const run = async (context) => {
        for (let done = Number(context.checkpoint?.done ?? 0); done < 20; done++) {
          await context.batch(async (db) => {
            await db.query(write(done + 1));
            return { checkpoint: { done: done + 1 }, done: done + 1, total: 20, value: null };
          });
          console.log("step");
        }
        return null;
      };
      createJobEngine({
        database, clock: systemClock, logger: createLogger("silent"), newId: createIds(systemClock), worker: "node",
        kinds: [job({ kind: "count", input: z.object({}), run })], platformOrganizationId: () => null,
        storage: {}, callerOf: async () => null,
        timing: { leaseMs: 400, pollMs: 30, watchMs: 30 },
      }).start();
      setInterval(() => undefined, 1000);`;
    const state = async () => (await jobs.jobsOf(organization))[0]?.state;
    for (let kills = 0; kills < 4 && (await state()) !== "succeeded"; kills++) {
      const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
        stdio: ["ignore", "pipe", "inherit"],
        env: { DATABASE: jobs.ownerUrl },
        cwd: new URL(".", import.meta.url).pathname,
      });
      // Killed at whatever point the next batch has reached by then.
      await once(child.stdout, "data");
      child.kill("SIGKILL");
      await once(child, "exit");
    }
    const kind = job({
      kind: "count",
      input: z.object({}),
      run: async (context) => {
        await count(context, () => Promise.resolve());
        return null;
      },
    });
    jobs.engine([kind]);
    await jobs.until(async () => (await state()) === "succeeded");
    expect(await stepsOf(organization)).toEqual(numbers(20));
  });

  it("ends within a batch when it is cancelled, and sums up what stands", async () => {
    const organization = await jobs.addOrganization();
    const id = await jobs.enqueueWith(organization)({ kind: "count", input: {} });
    const kind = job({
      kind: "count",
      input: z.object({}),
      run: async (context) => {
        await count(context, async (n) => {
          if (n === 5) await jobs.client.query("update jobs set cancel_requested = true where id = $1", [id]);
        });
        return null;
      },
      sumUp: (context) => Promise.resolve({ steps: Number(context.checkpoint?.["done"]) }),
    });
    await jobs.engine([kind], { timing: { watchMs: 5000 } }).idle();
    expect(await jobs.jobsOf(organization)).toMatchObject([
      { state: "cancelled", result: { steps: 5, partial: true } },
    ]);
    expect(await stepsOf(organization)).toEqual(numbers(5));
  });

  it("E09: ends within a batch when whoever started it lost the permission, marked as partial", async () => {
    const organization = await jobs.addOrganization();
    const ann = someone(["users:update"]);
    await starting(organization, ann)({ kind: "count", input: {}, permissions: ["users:update"] });
    let now: Caller | null = ann;
    const acted: (string | null)[] = [];
    const kind = job({
      kind: "count",
      input: z.object({}),
      run: async (context) => {
        await count(context, async (n) => {
          acted.push((await context.acting()).userId);
          if (n === 3) now = someone(["users:read"]);
        });
        return null;
      },
      sumUp: (context) => Promise.resolve({ steps: Number(context.checkpoint?.["done"]) }),
    });
    await jobs.engine([kind], { callerOf: () => Promise.resolve(now) }).idle();
    expect(await stepsOf(organization)).toEqual(numbers(3));
    const [ended] = await jobs.jobsOf(organization);
    expect(ended).toMatchObject({ state: "failed", attempts: 1, result: { steps: 3, partial: true } });
    expect(ended?.error).toMatch(/may not do this any more/);
    expect(acted).toEqual([ann.userId, ann.userId, ann.userId]);
  });

  it("E09: does not begin for somebody who is gone", async () => {
    const organization = await jobs.addOrganization();
    const ann = someone(["users:update"]);
    await starting(organization, ann)({ kind: "count", input: {}, permissions: ["users:update"] });
    const kind = job({
      kind: "count",
      input: z.object({}),
      run: (context) => count(context, () => Promise.resolve()).then(() => null),
    });
    await jobs.engine([kind], { callerOf: () => Promise.resolve(null) }).idle();
    expect(await stepsOf(organization)).toEqual([]);
    expect(await jobs.jobsOf(organization)).toMatchObject([{ state: "failed" }]);
  });

  it("tells what happened with the batch, and nothing of one that failed", async () => {
    await jobs.client.query("select ensure_event_partitions(now(), now())");
    const organization = await jobs.addOrganization();
    const id = await jobs.enqueueWith(organization)({ kind: "tell", input: {} });
    let recorded = 0;
    const kind = job({
      kind: "tell",
      input: z.object({}),
      run: async (context) => {
        const tell = (name: string, fails: boolean) =>
          context.batch(async (_db, { record }) => {
            record({ name: "user.updated", target: { type: "user", id: jobs.newId(), name } });
            record({ name: "user.updated", target: { type: "user", id: jobs.newId(), name } });
            if (fails) throw new Error("no");
            return { checkpoint: {}, done: 1, total: null, value: null };
          });
        await tell("kept", false);
        await tell("lost", true).catch(() => undefined);
        return null;
      },
    });
    await jobs.engine([kind], { recorded: () => void recorded++ }).idle();
    const { rows } = await jobs.client.query(
      "select target_name, actor_type, actor_name, request_id from events where organization_id = $1",
      [organization],
    );
    const told = { target_name: "kept", actor_type: "system", actor_name: "tell", request_id: id };
    expect(rows).toEqual([told, told]);
    expect(recorded).toBe(1);
    const waiting = await jobs.client.query("select 1 from outbox where organization_id = $1", [
      organization,
    ]);
    expect(waiting.rows).toHaveLength(2);
  });

  it("keeps the last lines of a log, and files until their time is over", async () => {
    const organization = await jobs.addOrganization();
    const id = await jobs.enqueueWith(organization)({ kind: "talk", input: {} });
    const kind = job({
      kind: "talk",
      input: z.object({}),
      run: async ({ log, artefact }) => {
        for (let n = 1; n <= mostLines + 5; n++) await log("info", `line\n${n}`);
        const file = { name: "it.txt", contentType: "text/plain", permission: "users:read" } as const;
        await artefact(file, Readable.from([Buffer.from("first")]));
        return { ...(await artefact(file, Readable.from([Buffer.from("second")]))) };
      },
    });
    await jobs.engine([kind]).idle();
    expect(await jobs.jobsOf(organization)).toMatchObject([{ result: { name: "it.txt", bytes: 6 } }]);
    const lines = await jobs.client.query<{ line: string }>(
      "select line from job_logs where job_id = $1 order by number",
      [id],
    );
    expect(lines.rows).toHaveLength(mostLines);
    expect(lines.rows[0]).toEqual({ line: "line 6" });
    const key = `jobs/${organization}/${id}/it.txt`;
    expect(await textOf(await jobs.storage.get(key))).toBe("second");
    const system = jobs.database.asSystem();
    expect(await forgetArtefacts(system, jobs.storage, new Date())).toBe(0);
    expect(await forgetArtefacts(system, jobs.storage, new Date(Date.now() + 8 * 86_400_000))).toBe(1);
    expect(await jobs.storage.head(key)).toBeNull();
  });
});
