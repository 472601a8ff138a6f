import { order, type Child } from "./children.ts";
import type { Ask } from "./load.ts";
import type { Served, Stage } from "./stage.ts";
import type { Round } from "./statistics.ts";
import { cpuOf } from "./system.ts";

export type Load = {
  served: Served;
  ask: Ask;
  connections: number;
  milliseconds: number;
  /** See LoadOrder. */
  everyMs?: number;
};

/** Has a load generator load a server, and tells what a request took of time and of CPU. */
export function createLoader(stage: Pick<Stage, "postgres">, generator: Child) {
  let firstNumber = 1;
  /** Where the exchanges of each server stand: their next load goes on there. */
  const exchanges = new Map<Served, readonly string[]>();

  return async function load(wanted: Load): Promise<Round> {
    const { served, connections, milliseconds, everyMs = 0 } = wanted;
    const held = exchanges.get(served);
    const { exchange } = wanted.ask;
    const ask: Ask =
      exchange === undefined || held === undefined
        ? wanted.ask
        : { ...wanted.ask, exchange: { ...exchange, from: held } };
    const { port } = served;
    await order(generator, { kind: "arm", port, connections, ask, firstNumber, everyMs });
    const postgres = stage.postgres();
    const before = { server: cpuOf([served.child.pid]), database: cpuOf(postgres) };
    const report = await order(generator, { kind: "fire", milliseconds });
    if (report.kind !== "done") throw new Error("the load gave no result");
    const { requests, seconds, errors, p50, p95, p99, lastNumber } = report.result;
    firstNumber = lastNumber;
    if (exchange !== undefined) exchanges.set(served, report.result.held);
    return {
      requestsPerSecond: requests / seconds,
      p50,
      p95,
      p99,
      errors,
      serverCpu: (cpuOf([served.child.pid]) - before.server) / requests,
      databaseCpu: (cpuOf(postgres) - before.database) / requests,
    };
  };
}
