import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { systemClock } from "#kernel/clock";
import { command, dynamicQuery } from "#kernel/db/statement";
import { Problem } from "#kernel/problem";
import { createEnqueue } from "./enqueue.ts";
import { openJobs, type Jobs } from "./jobs.fixture.ts";
import { job, type JobContext } from "./kind.ts";

let jobs: Jobs;
beforeAll(async () => {
  jobs = await openJobs();
}, 60_000);
afterEach(() => jobs.stopEngines());
afterAll(() => jobs.close());

const nothing = z.object({});
const hanging = (context: JobContext): Promise<never> =>
  new Promise((_, reject) => {
    context.signal.addEventListener("abort", () => reject(context.signal.reason as Error));
  });

describe("the job engine", { timeout: 30_000 }, () => {
  it("runs each job once though three workers look for them", async () => {
    const organization = await jobs.addOrganization();
    const ran: number[] = [];
    const kind = job({
      kind: "count",
      input: z.object({ n: z.number() }),
      run: async (_, { n }) => {
        ran.push(n);
        return { n };
      },
    });
    const enqueue = jobs.enqueueWith(organization);
    for (let n = 0; n < 40; n++) await enqueue({ kind: "count", input: { n } });
    const engines = [1, 2, 3].map(() => jobs.engine([kind]));
    await Promise.all(engines.map((engine) => engine.idle()));
    expect(ran.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, n) => n));
    const rows = await jobs.jobsOf(organization);
    expect(rows.every(({ state, attempts }) => state === "succeeded" && attempts === 1)).toBe(true);
    expect(rows[7]?.result).toEqual({ n: 7 });
  });

  it("leaves no job behind when the transaction that asked for it is rolled back", async () => {
    const organization = await jobs.addOrganization();
    const asked = jobs.database.transaction(organization, async (db) => {
      const enqueue = createEnqueue(
        db,
        { organizationId: organization, userId: null, now: new Date(), newId: jobs.newId },
        () => 1,
      );
      await enqueue({ kind: "never", input: {} });
      throw new Error("changed my mind");
    });
    await expect(asked).rejects.toThrow("changed my mind");
    expect(await jobs.jobsOf(organization)).toEqual([]);
  });

  it("tries again until it works", async () => {
    const organization = await jobs.addOrganization();
    const kind = job({
      kind: "flaky",
      input: nothing,
      run: async ({ attempt }) => {
        if (attempt < 3) throw new Error("not yet");
        return { attempt };
      },
    });
    await jobs.enqueueWith(organization, 5)({ kind: "flaky", input: {} });
    jobs.engine([kind]);
    await jobs.until(async () => (await jobs.jobsOf(organization))[0]?.state === "succeeded");
    expect(await jobs.jobsOf(organization)).toMatchObject([
      { attempts: 3, error: null, result: { attempt: 3 } },
    ]);
  });

  it("gives up after the last attempt and shows no secrets of the error", async () => {
    const organization = await jobs.addOrganization();
    const kind = job({
      kind: "broken",
      input: nothing,
      run: async () => {
        throw new Error("select * from accounts where password = 'hunter2'");
      },
    });
    await jobs.enqueueWith(organization, 2)({ kind: "broken", input: {} });
    jobs.engine([kind]);
    await jobs.until(async () => (await jobs.jobsOf(organization))[0]?.state === "failed");
    const [row] = await jobs.jobsOf(organization);
    expect(row?.attempts).toBe(2);
    expect(row?.error).toMatch(/went wrong on our side/);
    expect(row?.error).not.toMatch(/select|hunter2/);
  });

  it("does not try again what was refused, and says why", async () => {
    const organization = await jobs.addOrganization();
    const refused = job({
      kind: "refused",
      input: nothing,
      run: async () => {
        throw new Problem("user.email_taken");
      },
    });
    const strict = job({ kind: "strict", input: z.object({ n: z.number() }), run: async () => null });
    await jobs.enqueueWith(organization, 5)({ kind: "refused", input: {} });
    await jobs.enqueueWith(organization, 5)({ kind: "strict", input: { n: "one" } });
    await jobs.engine([refused, strict]).idle();
    expect(await jobs.jobsOf(organization)).toMatchObject([
      { state: "failed", attempts: 1, error: "Another person here has this e-mail address" },
      { state: "failed", attempts: 1, error: "The job's input does not fit its kind." },
    ]);
  });

  it("fails a job whose result cannot be stored, and goes on", async () => {
    const organization = await jobs.addOrganization();
    const kind = job({ kind: "nul", input: nothing, run: async () => ({ text: "a\u0000b" }) });
    await jobs.enqueueWith(organization, 1)({ kind: "nul", input: {} });
    await jobs.engine([kind]).idle();
    expect(await jobs.jobsOf(organization)).toMatchObject([{ state: "failed", result: null }]);
  });

  it("tells a running job that it is cancelled and ends it so", async () => {
    const organization = await jobs.addOrganization();
    const id = await jobs.enqueueWith(organization)({ kind: "hang", input: {} });
    const engine = jobs.engine([job({ kind: "hang", input: nothing, run: hanging })]);
    await jobs.until(async () => (await jobs.jobsOf(organization))[0]?.state === "running");
    await jobs.client.query("update jobs set cancel_requested = true where id = $1", [id]);
    await engine.idle();
    expect(await jobs.jobsOf(organization)).toMatchObject([{ state: "cancelled", error: null, attempts: 1 }]);
  });

  it("hands a running job back when it stops, and another worker goes on with it", async () => {
    const organization = await jobs.addOrganization();
    await jobs.enqueueWith(organization, 1)({ kind: "move", input: {} });
    const first = jobs.engine([job({ kind: "move", input: nothing, run: hanging })]);
    await jobs.until(async () => (await jobs.jobsOf(organization))[0]?.state === "running");
    await first.stop();
    expect(await jobs.jobsOf(organization)).toMatchObject([{ state: "queued", attempts: 0 }]);
    await jobs.engine([job({ kind: "move", input: nothing, run: async () => ({ moved: true }) })]).idle();
    expect(await jobs.jobsOf(organization)).toMatchObject([{ state: "succeeded", result: { moved: true } }]);
  });

  it("hands back even a job that does not listen, whose late writes then come to nothing", async () => {
    const organization = await jobs.addOrganization();
    const other = await jobs.addOrganization();
    await jobs.enqueueWith(organization)({ kind: "deaf", input: {} });
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    const late: unknown[] = [];
    const deaf = job({
      kind: "deaf",
      input: nothing,
      run: async (context) => {
        await context
          .transaction(async (db) => {
            await released;
            await db.asSystem().query(renameOrganization(other, "late"));
          })
          .catch((cause: unknown) => late.push(cause));
        return null;
      },
    });
    const first = jobs.engine([deaf], { timing: { stopMs: 50 } });
    await jobs.until(async () => (await jobs.jobsOf(organization))[0]?.state === "running");
    await first.stop();
    expect(await jobs.jobsOf(organization)).toMatchObject([{ state: "queued" }]);
    await jobs.engine([job({ kind: "deaf", input: nothing, run: async () => ({ by: "second" }) })]).idle();
    release();
    await jobs.until(() => late.length === 1);
    expect(String(late[0])).toMatch(/another worker/);
    expect(await nameOf(other)).not.toBe("late");
    expect(await jobs.jobsOf(organization)).toMatchObject([{ state: "succeeded", result: { by: "second" } }]);
  });

  it("takes over the job of a worker that fell silent", async () => {
    const organization = await jobs.addOrganization();
    const id = await jobs.enqueueWith(organization)({ kind: "orphan", input: {} });
    await jobs.client.query(
      `update jobs set state = 'running', attempts = 1, worker = 'gone', lease_until = now() - interval '1 second'
       where id = $1`,
      [id],
    );
    await jobs.engine([job({ kind: "orphan", input: nothing, run: async () => null })]).idle();
    expect(await jobs.jobsOf(organization)).toMatchObject([{ state: "succeeded", attempts: 2 }]);
  });

  it("gives up a job that has taken its worker with it as often as it may be tried", async () => {
    const organization = await jobs.addOrganization();
    const id = await jobs.enqueueWith(organization, 2)({ kind: "poison", input: {} });
    await jobs.client.query(
      `update jobs set state = 'running', attempts = 2, worker = 'gone', lease_until = now() - interval '1 second'
       where id = $1`,
      [id],
    );
    await jobs.engine([job({ kind: "poison", input: nothing, run: async () => null })]).idle();
    expect(await jobs.jobsOf(organization)).toMatchObject([
      { state: "failed", error: expect.stringMatching(/worker stopped/) },
    ]);
  });

  it("keeps the lease of a job that runs longer than it", async () => {
    const organization = await jobs.addOrganization();
    const attempts: number[] = [];
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    const kind = job({
      kind: "long",
      input: nothing,
      run: async ({ attempt }) => {
        attempts.push(attempt);
        await released;
        return null;
      },
    });
    await jobs.enqueueWith(organization)({ kind: "long", input: {} });
    const timing = { leaseMs: 300 };
    jobs.engine([kind], { timing });
    const second = jobs.engine([kind], { timing });
    await jobs.until(() => attempts.length > 0);
    const claimed = systemClock.monotonic();
    await jobs.until(() => systemClock.monotonic() - claimed > 1000);
    release();
    await jobs.until(async () => (await jobs.jobsOf(organization))[0]?.state === "succeeded");
    await second.idle();
    expect(attempts).toEqual([1]);
  });

  it("keeps one waiting job per key", async () => {
    const organization = await jobs.addOrganization();
    const enqueue = jobs.enqueueWith(organization);
    const first = await enqueue({ kind: "once", input: {}, dedupeKey: "a" });
    expect(await enqueue({ kind: "once", input: {}, dedupeKey: "a" })).toBe(first);
    expect(await enqueue({ kind: "once", input: {}, dedupeKey: "b" })).not.toBe(first);
    await jobs.engine([job({ kind: "once", input: nothing, run: async () => null })]).idle();
    expect(await enqueue({ kind: "once", input: {}, dedupeKey: "a" })).not.toBe(first);
  });

  it("shows how far a job is, at the latest when it ends", async () => {
    const organization = await jobs.addOrganization();
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    const notices: string[] = [];
    const kind = job({
      kind: "steps",
      input: nothing,
      run: async ({ progress }) => {
        await progress(1, 10, "first");
        await progress(2, 10);
        await released;
        await progress(10, 10, "done");
        return null;
      },
    });
    await jobs.enqueueWith(organization)({ kind: "steps", input: {} });
    const engine = jobs.engine([kind], { announce: ({ name }) => notices.push(name) });
    await jobs.until(async () => (await jobs.jobsOf(organization))[0]?.progress[0] === 2);
    release();
    await engine.idle();
    expect(await jobs.jobsOf(organization)).toMatchObject([{ progress: [10, 10, "done"] }]);
    expect(notices[0]).toBe("job.started");
    expect(notices).toContain("job.progressed");
    expect(notices.at(-1)).toBe("job.ended");
  });

  it("serves a small organization though another has filled the queue", async () => {
    const big = await jobs.addOrganization();
    const small = await jobs.addOrganization();
    await jobs.client.query(
      `insert into jobs (organization_id, id, kind, run_at, created_at)
       select $1, gen_random_uuid(), 'turn', now() - interval '1 hour', now() from generate_series(1, 2000)`,
      [big],
    );
    await jobs.enqueueWith(small)({ kind: "turn", input: {} });
    const order: string[] = [];
    const kind = job({
      kind: "turn",
      input: nothing,
      run: async ({ organizationId }) => {
        order.push(organizationId);
        return null;
      },
    });
    jobs.engine([kind]);
    await jobs.until(() => order.includes(small));
    expect(order.indexOf(small)).toBeLessThan(8);
    await jobs.stopEngines();
    await jobs.client.query("delete from jobs where organization_id = $1", [big]);
  });

  it("keeps a place free for others while one organization's long jobs run", async () => {
    const big = await jobs.addOrganization();
    const small = await jobs.addOrganization();
    for (let n = 0; n < 4; n++) await jobs.enqueueWith(big)({ kind: "wait", input: {} });
    jobs.engine([
      job({ kind: "wait", input: nothing, run: hanging }),
      job({ kind: "quick", input: nothing, run: async () => null }),
    ]);
    await jobs.until(
      async () => (await jobs.jobsOf(big)).filter(({ state }) => state === "running").length === 3,
    );
    await jobs.enqueueWith(small)({ kind: "quick", input: {} });
    await jobs.until(async () => (await jobs.jobsOf(small))[0]?.state === "succeeded");
    await jobs.stopEngines();
    await jobs.client.query("delete from jobs where organization_id = $1", [big]);
  });

  it("leaves kinds alone that it does not know", async () => {
    const organization = await jobs.addOrganization();
    await jobs.enqueueWith(organization)({ kind: "of.tomorrow", input: {} });
    await jobs.engine([job({ kind: "of.today", input: nothing, run: async () => null })]).idle();
    expect(await jobs.jobsOf(organization)).toMatchObject([{ state: "queued", attempts: 0 }]);
  });

  it("starts a recurring job once a period, whichever of two workers asks, and though the clock is set back", async () => {
    const platform = await jobs.addOrganization();
    jobs.setPlatform(platform);
    const kind = job({
      kind: "tidy",
      input: nothing,
      everySeconds: 3600,
      run: async () => null,
    });
    const engines = [jobs.engine([kind]), jobs.engine([kind])];
    const count = async (): Promise<number> => (await jobs.jobsOf(platform)).length;
    await jobs.until(async () => (await count()) === 1);
    await Promise.all(engines.map((engine) => engine.idle()));
    expect(await count()).toBe(1);
    await jobs.client.query("update job_schedules set next_run_at = now() - interval '1 second'");
    await jobs.until(async () => (await count()) === 2);
    // What the table looks like to a clock that was set back by a day.
    await jobs.client.query("update job_schedules set next_run_at = now() + interval '25 hours'");
    await Promise.all(engines.map((engine) => engine.idle()));
    expect(await count()).toBe(2);
    const [withinPeriod] = await jobs.database
      .asSystem()
      .query(
        dynamicQuery(
          "select next_run_at < now() + interval '61 minutes' from job_schedules",
          [],
          ([value]) => value === "t",
        ),
      );
    expect(withinPeriod).toBe(true);
    jobs.setPlatform(null);
  });
});

const renameOrganization = command<[string, string]>("update organizations set name = $2 where id = $1");
async function nameOf(id: string): Promise<unknown> {
  const { rows } = await jobs.client.query<{ name: string }>("select name from organizations where id = $1", [
    id,
  ]);
  return rows[0]?.name;
}
