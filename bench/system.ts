import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** USER_HZ, in which Linux tells CPU times; 100 on every platform that Node runs on. */
const tickMs = 10;

/** A process and all that it started, found by their parents. */
export function familyOf(pid: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const parent = Number(statOf(Number(name))?.[1] ?? Number.NaN);
    if (!Number.isNaN(parent)) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const family = [pid];
  // The list grows while it is walked.
  for (const member of family) family.push(...(children.get(member) ?? []));
  return family;
}

/** The fields of /proc/PID/stat from the third on: state, parent … */
function statOf(pid: number): string[] | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return null;
  }
}

/** Milliseconds of CPU that these processes have used, with children that ended. */
export function cpuOf(pids: readonly number[]): number {
  let ticks = 0;
  for (const pid of pids) {
    const fields = statOf(pid);
    for (const at of [11, 12, 13, 14]) ticks += Number(fields?.[at] ?? 0);
  }
  return ticks * tickMs;
}

export type Memory = { rssMiB: number; pssMiB: number };

/** PSS counts a page that several processes share once; RSS counts it in each of them. */
export function memoryOf(pids: readonly number[]): Memory {
  const total = { rssMiB: 0, pssMiB: 0 };
  for (const pid of pids) {
    try {
      const text = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
      total.rssMiB += Number(/^Rss:\s+(\d+)/m.exec(text)?.[1] ?? 0) / 1024;
      total.pssMiB += Number(/^Pss:\s+(\d+)/m.exec(text)?.[1] ?? 0) / 1024;
    } catch {
      // It ended in between, or belongs to somebody else.
    }
  }
  return total;
}

export type Cores = { server: number; others: number };

/** Two cores for the two sides of a load, where the system can hold processes to one; else null. */
export function twoCores(): Cores | null {
  if (spawnSync("taskset", ["--version"], { stdio: "ignore" }).status !== 0) return null;
  const allowed = /^Cpus_allowed_list:\s*(.*)$/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? "";
  const cores = allowed.split(",").flatMap((range) => {
    const [first = 0, last = first] = range.split("-").map(Number);
    return Array.from({ length: last - first + 1 }, (_, n) => first + n);
  });
  const [server, others] = cores;
  return server === undefined || others === undefined ? null : { server, others };
}

export function pin(pids: readonly number[], core: number): void {
  for (const pid of pids)
    spawnSync("taskset", ["-a", "-c", "-p", String(core), String(pid)], { stdio: "ignore" });
}
