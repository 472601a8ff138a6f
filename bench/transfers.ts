import { setTimeout as sleep } from "node:timers/promises";
import type { BenchOptions } from "./options.ts";
import { signIn } from "./sign-in.ts";
import { withStage, type Stage } from "./stage.ts";
import { percentile } from "./statistics.ts";
import { memoryOf } from "./system.ts";
import { whole } from "./table.ts";

/** What exports and bulk acts take, what memory they want, and how long anybody else then waits for an answer. */
export type Job = {
  id: string;
  state: string;
  progress: { done: number };
  artefacts: { name: string; bytes: number }[];
};
type Measured = {
  title: string; rows: number; seconds: number; extraMiB: number; livezMs: number;
  /** Of a list that somebody asks for meanwhile, ten times a second, and of the same in quiet. */
  listP95: number; quietP95: number;
}; // prettier-ignore

const askEveryMs = 100;
const mostChanged = 50_000;
/** For a million rows; fewer may take their share. */
const claims = { csvSeconds: 60, xlsxSeconds: 180, extraMiB: 256, livezMs: 100, list: 2 };

/** A run may take longer than a token lives. */
const signInEveryMs = 600_000;

export async function caller(stage: Stage) {
  const base = `http://127.0.0.1:${stage.ours.port}`;
  let { headers } = await signIn(stage);
  let since = performance.now();
  return async <T>(method: string, path: string, body?: object): Promise<T> => {
    if (performance.now() - since > signInEveryMs) {
      ({ headers } = await signIn(stage));
      since = performance.now();
    }
    const response = await fetch(`${base}/api/v1${path}`, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { "content-type": "application/json" }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };
}
type Call = Awaited<ReturnType<typeof caller>>;

async function askList(call: Call): Promise<number> {
  const asked = performance.now();
  await call("GET", "/users?limit=50&sort=-createdAt");
  return performance.now() - asked;
}
const p95 = (times: readonly number[]): number =>
  percentile(
    times.toSorted((a, b) => a - b),
    0.95,
  );

export async function follow(
  stage: Stage,
  call: Call,
  title: string,
  start: () => Promise<Job>,
): Promise<Measured & { job: Job }> {
  const memory = (): number => memoryOf([stage.ours.child.pid]).pssMiB;
  for (let n = 0; n < 20; n++) await askList(call);
  const quiet: number[] = [];
  for (let n = 0; n < 100; n++) {
    quiet.push(await askList(call));
    await sleep(askEveryMs / 4);
  }
  const idle = memory();
  const lists: number[] = [];
  let most = idle;
  let slowest = 0;
  const began = performance.now();
  const { id } = await start();
  for (;;) {
    const asked = performance.now();
    await (await fetch(`http://127.0.0.1:${stage.ours.port}/livez`)).arrayBuffer();
    slowest = Math.max(slowest, performance.now() - asked);
    lists.push(await askList(call));
    most = Math.max(most, memory());
    const job = await call<Job>("GET", `/jobs/${id}`);
    if (job.state === "succeeded") {
      const seconds = (performance.now() - began) / 1000;
      return {
        title, rows: job.progress.done, seconds, extraMiB: most - idle, livezMs: slowest, job,
        listP95: p95(lists), quietP95: p95(quiet),
      }; // prettier-ignore
    }
    if (job.state !== "queued" && job.state !== "running") throw new Error(`${title} ended as ${job.state}`);
    await sleep(askEveryMs);
  }
}

export const told = ({ title, rows, seconds, extraMiB, livezMs, listP95, quietP95 }: Measured): string =>
  `${title.padEnd(12)} ${whole(rows).padStart(10)} rows  ${seconds.toFixed(1).padStart(7)} s  ${whole(rows / seconds).padStart(8)}/s  +${whole(extraMiB)} MiB  /livez at most ${whole(livezMs)} ms  a list's p95 ${listP95.toFixed(1)} ms, in quiet ${quietP95.toFixed(1)}`;

/** Whether others hardly notice it. */
export const isKind = ({ extraMiB, livezMs, listP95, quietP95 }: Measured): boolean =>
  extraMiB <= claims.extraMiB && livezMs <= claims.livezMs && listP95 <= claims.list * quietP95;

export async function measureTransfers(
  options: BenchOptions,
  say: (text: string) => void,
): Promise<{ text: string; holds: boolean }> {
  return withStage(options, say, async (stage) => {
    const call = await caller(stage);
    const done: Measured[] = [];
    for (const format of ["csv", "xlsx"] as const) {
      say(`Exporting everybody as ${format}`);
      done.push(
        await follow(stage, call, `export ${format}`, () => call("POST", "/users/export", { format })),
      );
    }
    say("Changing many people, and putting it back");
    const q = stage.place.people <= mostChanged ? "" : "status:suspended";
    const chosen = await call<{ id: string; size: number }>("POST", "/selections", { q });
    const changed = await follow(stage, call, "bulk edit", () =>
      call("POST", "/users/bulk/acts", {
        selection: chosen.id,
        size: chosen.size,
        verb: "update",
        fields: { title: "Measured" },
      }),
    );
    const undone = await follow(stage, call, "its undo", () => call("POST", `/jobs/${changed.job.id}/undo`));
    done.push(changed, undone);
    const lines = done.map(told);
    const [csv, xlsx] = done;
    const share = (rows: number): number => Math.max(1, rows / 1_000_000);
    const holds =
      csv !== undefined &&
      xlsx !== undefined &&
      csv.seconds <= claims.csvSeconds * share(csv.rows) &&
      xlsx.seconds <= claims.xlsxSeconds * share(xlsx.rows) &&
      done.every(isKind);
    return { text: [...lines, holds ? "All claims hold." : "A claim does not hold."].join("\n"), holds };
  });
}
