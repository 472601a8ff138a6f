import { setTimeout as sleep } from "node:timers/promises";
import type { BenchOptions } from "./options.ts";
import { signIn } from "./sign-in.ts";
import { withStage, type Stage } from "./stage.ts";
import { memoryOf } from "./system.ts";
import { whole } from "./table.ts";

/** What exports and bulk acts take, what memory they want, and how long anybody else then waits for an answer. */
export type Job = {
  id: string;
  state: string;
  progress: { done: number };
  artefacts: { name: string; bytes: number }[];
};
type Measured = { title: string; rows: number; seconds: number; extraMiB: number; livezMs: number };

const askEveryMs = 100;
const mostChanged = 50_000;
/** For a million rows; fewer may take their share. */
const claims = { csvSeconds: 60, xlsxSeconds: 180, extraMiB: 256, livezMs: 100 };

export async function caller(stage: Stage) {
  const base = `http://127.0.0.1:${stage.ours.port}`;
  return async <T>(method: string, path: string, body?: object): Promise<T> => {
    // A run may take longer than a token lives.
    const { headers } = await signIn(stage);
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

export async function follow(
  stage: Stage,
  call: Call,
  title: string,
  start: () => Promise<Job>,
): Promise<Measured & { job: Job }> {
  const memory = (): number => memoryOf([stage.ours.child.pid]).pssMiB;
  const idle = memory();
  let most = idle;
  let slowest = 0;
  const began = performance.now();
  const { id } = await start();
  for (;;) {
    const asked = performance.now();
    await (await fetch(`http://127.0.0.1:${stage.ours.port}/livez`)).arrayBuffer();
    slowest = Math.max(slowest, performance.now() - asked);
    most = Math.max(most, memory());
    const job = await call<Job>("GET", `/jobs/${id}`);
    if (job.state === "succeeded") {
      const seconds = (performance.now() - began) / 1000;
      return { title, rows: job.progress.done, seconds, extraMiB: most - idle, livezMs: slowest, job };
    }
    if (job.state !== "queued" && job.state !== "running") throw new Error(`${title} ended as ${job.state}`);
    await sleep(askEveryMs);
  }
}

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
    const everybody = await call<{ id: string; size: number }>("POST", "/selections", { q: "" });
    const chosen =
      everybody.size <= mostChanged
        ? everybody
        : await call<{ id: string; size: number }>("POST", "/selections", { q: "status:active" });
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
    const lines = done.map(
      ({ title, rows, seconds, extraMiB, livezMs }) =>
        `${title.padEnd(12)} ${whole(rows).padStart(10)} rows  ${seconds.toFixed(1).padStart(7)} s  ${whole(rows / seconds).padStart(8)}/s  +${whole(extraMiB)} MiB  /livez at most ${whole(livezMs)} ms`,
    );
    const [csv, xlsx] = done;
    const share = (rows: number): number => Math.max(1, rows / 1_000_000);
    const holds =
      csv !== undefined &&
      xlsx !== undefined &&
      csv.seconds <= claims.csvSeconds * share(csv.rows) &&
      xlsx.seconds <= claims.xlsxSeconds * share(xlsx.rows) &&
      done.every(({ extraMiB, livezMs }) => extraMiB <= claims.extraMiB && livezMs <= claims.livezMs);
    return { text: [...lines, holds ? "All claims hold." : "A claim does not hold."].join("\n"), holds };
  });
}
