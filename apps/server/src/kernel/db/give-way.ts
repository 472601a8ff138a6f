import { readFileSync } from "node:fs";
import { setPriority } from "node:os";
import type { Client } from "pg";

/** In steps of nice: where both want the same core, long work gets about a fifth of what an answer gets. */
const behind = 7;

/**
 * Where PostgreSQL runs beside us and we may, the process that serves this connection comes after those that serve
 * people. Elsewhere all stays as it is, and long work is merely as strong as they are.
 */
export function giveWay(client: Client): void {
  const process: unknown = Reflect.get(client, "processID");
  if (typeof process !== "number") return;
  try {
    // The number is PostgreSQL's own: on another machine it may be anybody's here.
    if (!readFileSync(`/proc/${process}/cmdline`, "utf8").startsWith("postgres:")) return;
    setPriority(process, behind);
  } catch {
    // No such process here, or no right to: it only takes its share.
  }
}
