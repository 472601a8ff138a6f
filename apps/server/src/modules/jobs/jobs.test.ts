import { randomBytes } from "node:crypto";
import { contracts, formatId, parseId, type Job } from "@atrium/contracts";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { limitsScaledBy } from "#kernel/admission";
import { anonymous, type Caller } from "#kernel/caller";
import { systemClock } from "#kernel/clock";
import { createExecute, type Answer, type Execute } from "#kernel/execute";
import { job } from "#kernel/jobs/kind";
import { openJobs, type Jobs } from "#kernel/jobs/jobs.fixture";
import { createMemoryKeyStore } from "#kernel/key-store";
import { openKeyRing } from "#kernel/key-ring";
import { createLists } from "#kernel/list";
import { createLogger } from "#kernel/logger";
import type { Operation } from "#kernel/operation";
import { permissionSet } from "#kernel/permission-set";
import { createRateLimiter } from "#kernel/rate-limit";
import { jobsModule } from "./index.ts";

let jobs: Jobs;
let execute: Execute;
let operations: readonly Operation[];

beforeAll(async () => {
  jobs = await openJobs();
  await jobs.client.query("select ensure_event_partitions(now(), now())");
  const keys = await openKeyRing({
    master: randomBytes(32),
    store: createMemoryKeyStore(),
    clock: systemClock,
  });
  operations = jobsModule({
    lists: createLists(keys),
    storage: jobs.storage,
    undoable: new Map(),
  }).operations;
  execute = createExecute(
    {
      database: jobs.database,
      clock: systemClock,
      logger: createLogger("silent"),
      newId: jobs.newId,
      limiter: createRateLimiter({ clock: systemClock }),
      limitOf: limitsScaledBy(1000),
      platformOrganizationId: () => null,
      maxAttempts: () => 1,
      committed: () => undefined,
    },
    operations,
  );
}, 60_000);
afterEach(() => jobs.stopEngines());
afterAll(() => jobs.close());

function someone(organizationId: string, permissions: readonly string[]): Caller {
  const id = jobs.newId();
  return {
    ...anonymous,
    actor: { type: "user", id, name: "Ann" },
    accountId: id,
    userId: id,
    organizationId,
    organizationStatus: "active",
    permissions: permissionSet(permissions),
    limitKey: id,
  };
}
const operator = (organizationId: string): Caller => someone(organizationId, ["jobs:read", "jobs:cancel"]);

function call(caller: Caller, id: string, parts: { params?: object; query?: object } = {}): Promise<Answer> {
  const operation = operations.find(({ contract }) => contract.id === id);
  if (operation === undefined) throw new Error(`there is no ${id}`);
  const request = {
    id: "request",
    ip: null,
    local: false,
    agent: null,
    device: null,
    flow: null,
    origin: null,
    idempotencyKey: null,
    ifMatch: null,
  };
  return execute(operation, caller, request, { params: parts.params, query: parts.query, body: undefined });
}
const bodyOf = <T>(answer: Answer): T => JSON.parse(answer.json ?? "null") as T;
type Page = { items: Job[]; next: string | null; previous: string | null };

describe("jobs", { timeout: 30_000 }, () => {
  it("are all that the contracts promise", () => {
    const promised = contracts.filter(({ id }) => id.startsWith("jobs.")).map(({ id }) => id);
    expect(operations.map(({ contract }) => contract.id).toSorted()).toEqual(promised.toSorted());
  });

  it("are listed newest first, page by page and back", async () => {
    const organization = await jobs.addOrganization();
    const caller = operator(organization);
    const ids: string[] = [];
    for (let n = 0; n < 5; n++) {
      ids.unshift(formatId("job", await jobs.enqueueWith(organization)({ kind: "listed", input: { n } })));
    }
    const first = bodyOf<Page>(await call(caller, "jobs.list", { query: { limit: 2 } }));
    expect(first.items.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    expect(first.previous).toBeNull();
    const second = bodyOf<Page>(await call(caller, "jobs.list", { query: { limit: 2, cursor: first.next } }));
    expect(second.items.map(({ id }) => id)).toEqual(ids.slice(2, 4));
    const back = bodyOf<Page>(
      await call(caller, "jobs.list", { query: { limit: 2, cursor: second.previous } }),
    );
    expect(back.items).toEqual(first.items);
    await expect(call(caller, "jobs.list", { query: { cursor: `${first.next}x` } })).rejects.toMatchObject({
      code: "cursor.invalid",
    });
  });

  it("G14: show their state, and never what they were given", async () => {
    const organization = await jobs.addOrganization();
    const id = await jobs.enqueueWith(organization)({ kind: "shown", input: { token: "hush" } });
    const kind = job({
      kind: "shown",
      input: z.object({ token: z.string() }),
      run: async ({ progress }) => {
        await progress(3, 3, "all");
        return { sent: 3 };
      },
    });
    await jobs.engine([kind]).idle();
    const answer = await call(operator(organization), "jobs.get", { params: { id: formatId("job", id) } });
    expect(answer.json).not.toContain("hush");
    expect(bodyOf<Job>(answer)).toMatchObject({
      kind: "shown",
      state: "succeeded",
      progress: { done: 3, total: 3, note: "all" },
      result: { sent: 3 },
      error: null,
      attempts: 1,
    });
  });

  it("end at once when they are cancelled while they wait, and the audit log says so", async () => {
    const organization = await jobs.addOrganization();
    const id = await jobs.enqueueWith(organization)({ kind: "waiting", input: {} });
    const caller = operator(organization);
    const answer = await call(caller, "jobs.cancel", { params: { id } });
    expect(bodyOf<Job>(answer)).toMatchObject({ state: "cancelled", startedAt: null });
    const { rows } = await jobs.client.query(
      "select name, actor_id, target_id, target_name, data from events where organization_id = $1",
      [organization],
    );
    expect(rows).toEqual([
      {
        name: "job.cancelled",
        actor_id: caller.userId,
        target_id: id,
        target_name: "waiting",
        data: { state: "queued" },
      },
    ]);
    await expect(call(caller, "jobs.cancel", { params: { id } })).rejects.toMatchObject({
      code: "job.not_cancellable",
    });
  });

  it("end soon when they are cancelled while they run; asking twice changes nothing", async () => {
    const organization = await jobs.addOrganization();
    const id = await jobs.enqueueWith(organization)({ kind: "running", input: {} });
    const kind = job({
      kind: "running",
      input: z.object({}),
      run: ({ signal }) =>
        new Promise((_, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason as Error));
        }),
    });
    // Too slow to look before both calls are through.
    const engine = jobs.engine([kind], { timing: { watchMs: 400 } });
    await jobs.until(async () => (await jobs.jobsOf(organization))[0]?.state === "running");
    const caller = operator(organization);
    const answers = [1, 2].map(() => call(caller, "jobs.cancel", { params: { id } }));
    for (const answer of await Promise.all(answers)) expect(bodyOf<Job>(answer).state).toBe("running");
    await engine.idle();
    expect(await jobs.jobsOf(organization)).toMatchObject([{ state: "cancelled" }]);
    const { rows } = await jobs.client.query("select 1 from events where organization_id = $1", [
      organization,
    ]);
    expect(rows).toHaveLength(1);
  });

  it("G14: cannot be seen or cancelled from another organization", async () => {
    const [own, foreign] = [await jobs.addOrganization(), await jobs.addOrganization()];
    const id = await jobs.enqueueWith(own)({ kind: "private", input: {} });
    const stranger = operator(foreign);
    expect(bodyOf<Page>(await call(stranger, "jobs.list", { query: {} })).items).toEqual([]);
    for (const operation of ["jobs.get", "jobs.cancel"]) {
      await expect(call(stranger, operation, { params: { id } })).rejects.toMatchObject({
        code: "resource.not_found",
      });
    }
    expect(await jobs.jobsOf(own)).toMatchObject([{ state: "queued" }]);
  });

  it("G14: cannot be seen or cancelled without the permission", async () => {
    const organization = await jobs.addOrganization();
    const id = await jobs.enqueueWith(organization)({ kind: "private", input: {} });
    const reader = someone(organization, ["jobs:read"]);
    const nobody = someone(organization, []);
    for (const [caller, operation, code] of [
      [reader, "jobs.cancel", "auth.forbidden"],
      [nobody, "jobs.cancel", "resource.not_found"],
      [nobody, "jobs.get", "resource.not_found"],
    ] as const) {
      await expect(call(caller, operation, { params: { id } })).rejects.toMatchObject({ code });
    }
    expect(bodyOf<Page>(await call(nobody, "jobs.list", { query: {} })).items).toEqual([]);
    expect(parseId("job", bodyOf<Job>(await call(reader, "jobs.get", { params: { id } })).id)).toBe(id);
  });
});
