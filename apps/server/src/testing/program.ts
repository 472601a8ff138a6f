import { spawn, type ChildProcess } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const main = path.resolve(import.meta.dirname, "../main.ts");

/** As the start does: without it every program of a test compiles all of its files anew. */
const compileCache = path.resolve(import.meta.dirname, "../../../../node_modules/.cache/compile");

export type Exit = { readonly code: number | null; readonly output: string };
export type Program = {
  /** Where it serves; rejects with its output when it ends before it does. */
  readonly url: Promise<string>;
  readonly exited: Promise<Exit>;
  readonly child: ChildProcess;
};

type Said = { type?: string; url?: string };

/** The real program in a process of its own, on a free port. */
export function startProgram(settings: Readonly<Record<string, string>>): Program {
  const child = spawn(process.execPath, [main], {
    env: {
      NODE_COMPILE_CACHE: compileCache,
      PORT: "0",
      LOG_LEVEL: "warn",
      RATE_LIMIT_SCALE: "1000000",
      ...settings,
    },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let output = "";
  const hear = (part: Buffer): void => void (output += part.toString());
  child.stdout?.on("data", hear);
  child.stderr?.on("data", hear);
  const exited = new Promise<Exit>((resolve) => {
    child.once("close", (code) => resolve({ code, output }));
  });
  const url = new Promise<string>((resolve, reject) => {
    child.on("message", (said: Said) => {
      if (said.type === "prepared") child.send({ type: "listen" });
      if (said.type === "ready") resolve(`http://127.0.0.1:${new URL(said.url ?? "").port}`);
    });
    void exited.then((exit) => reject(new Error(`it ended with ${exit.code}: ${exit.output}`)));
  });
  // Whoever waits for the end alone is not to be troubled by an address that never came.
  url.catch(() => undefined);
  return { url, exited, child };
}

function parentOf(pid: string): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return null;
  }
}

/** The embedded PostgreSQL of a data folder: its postmaster first, then every process of it. */
export function postgresPids(dataDir: string): number[] {
  const postmaster = Number(
    readFileSync(path.join(dataDir, "postgres/postmaster.pid"), "utf8").split("\n", 1)[0],
  );
  const children = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && parentOf(name) === postmaster)
    .map(Number);
  return [postmaster, ...children];
}

export function killAll(pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It went before its turn came.
    }
  }
}
