import { spawn, type ChildProcess } from "node:child_process";
import path from "node:path";
import type { LoadOrder, LoadReport } from "./load.ts";

export type Child = {
  readonly pid: number;
  readonly process: ChildProcess;
  /** What it wrote so far, cut to the last part. */
  readonly complaints: () => string;
  readonly stop: () => Promise<void>;
};

/** A Node process of ours with a channel: it ends when we do. */
export function startChild(options: {
  script: string;
  core: number | null;
  environment?: Readonly<Record<string, string>>;
  nodeFlags?: readonly string[];
}): Child {
  const script = path.resolve(import.meta.dirname, options.script);
  const node = [process.execPath, ...(options.nodeFlags ?? []), script];
  const [program = "", ...args] =
    options.core === null ? node : ["/usr/bin/env", "taskset", "-c", String(options.core), ...node];
  const child = spawn(program, args, {
    // Nothing of the caller's settings reaches it; the path is for finding taskset.
    env: { PATH: "/usr/local/bin:/usr/bin:/bin", ...options.environment },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let complaints = "";
  const collect = (chunk: Buffer): void => {
    complaints = (complaints + chunk.toString()).slice(-20_000);
  };
  child.stdout?.on("data", collect);
  child.stderr?.on("data", collect);
  let stopping = false;
  child.once("exit", (code, signal) => {
    // Else the first thing anybody hears of it is a refused connection.
    if (!stopping) process.stderr.write(`${options.script} ended (${code ?? signal}): ${complaints}\n`);
  });
  const gone = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  return {
    pid: child.pid ?? 0,
    process: child,
    complaints: () => complaints,
    async stop() {
      stopping = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGTERM");
      const late = setTimeout(() => child.kill("SIGKILL"), 30_000);
      await gone;
      clearTimeout(late);
    },
  };
}

/** The first message that `pick` takes for an answer; an early end is an error. */
export function answerFrom<T>(child: Child, pick: (message: unknown) => T | null): Promise<T> {
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      child.process.off("message", onMessage);
      child.process.off("exit", onExit);
    };
    const onMessage = (message: unknown): void => {
      const answer = pick(message);
      if (answer === null) return;
      settle();
      resolve(answer);
    };
    const onExit = (): void => {
      settle();
      reject(new Error(`a process of the benchmark ended early: ${child.complaints()}`));
    };
    child.process.on("message", onMessage);
    child.process.on("exit", onExit);
  });
}

export async function order(load: Child, message: LoadOrder): Promise<LoadReport> {
  const answered = answerFrom(load, (answer) => answer as LoadReport);
  load.process.send(message);
  const report = await answered;
  if (report.kind === "failed") {
    // A server that fell over says so a moment after its connections broke.
    await new Promise((resolve) => setTimeout(resolve, 500));
    throw new Error(`the load failed: ${report.message}`);
  }
  return report;
}
