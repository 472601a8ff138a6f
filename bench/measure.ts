import { parseId } from "@atrium/contracts";
import type { Case } from "./cases.ts";
import { order } from "./children.ts";
import type { Ask } from "./load.ts";
import { openProfiler, type HotFunction } from "./profile.ts";
import type { Served, Stage } from "./stage.ts";
import { middleOf, ratioOf, type Ratio, type Round } from "./statistics.ts";
import { forgetStatements, statementCosts, type StatementCost } from "./statements.ts";
import { cpuOf, memoryOf } from "./system.ts";

export type Row = {
  id: string;
  title: string;
  limitTitle: string;
  connections: number;
  ours: Round | null;
  limit: Round;
  ratio: Ratio | null;
  rssMiB: number;
  hot?: HotFunction[];
  statements?: StatementCost[];
};

const warmMs = 400;
const profileMs = 4000;

function isPage(value: unknown): value is { items: { id: string }[]; total: number | null } {
  return typeof value === "object" && value !== null && "items" in value;
}

/** A limit that answers something else would be no limit: both must tell the same people in the same order. */
async function compareAnswers(one: Case, stage: Stage): Promise<void> {
  if (one.ours?.method !== "GET") return;
  const ask = async (port: number, { paths, headers }: Ask): Promise<unknown> => {
    const response = await fetch(`http://127.0.0.1:${port}${paths[0] ?? ""}`, { headers });
    if (!response.ok) throw new Error(`${one.id}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  const ours = await ask(stage.ours.port, one.ours);
  const bare = await ask(stage.bare.port, one.bare);
  if (!isPage(ours) || !isPage(bare)) return;
  const shown = ours.items.map(({ id }) => parseId("user", id)).join(" ");
  const same = shown === bare.items.map(({ id }) => id).join(" ") && ours.total === bare.total;
  if (!same)
    throw new Error(`${one.id}: the two servers answer differently (${ours.total} and ${bare.total} in all)`);
}

export async function measure(
  one: Case,
  stage: Stage,
  options: { seconds: number; repeats: number; profile: boolean },
): Promise<Row> {
  await compareAnswers(one, stage);
  const numbers = { next: 1 };

  const load = async (served: Served, ask: Ask, milliseconds: number): Promise<Round> => {
    const { connections } = one;
    await order(stage.load, { kind: "arm", port: served.port, connections, ask, firstNumber: numbers.next });
    const postgres = stage.postgres();
    const before = { server: cpuOf([served.child.pid]), database: cpuOf(postgres) };
    const report = await order(stage.load, { kind: "fire", milliseconds });
    if (report.kind !== "done") throw new Error("the load gave no result");
    const { requests, seconds, errors, p50, p95, p99, lastNumber } = report.result;
    numbers.next = lastNumber;
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

  if (one.ours !== null) await load(stage.ours, one.ours, warmMs);
  await load(stage.bare, one.bare, warmMs);
  const ours: Round[] = [];
  const limit: Round[] = [];
  for (let pair = 0; pair < options.repeats; pair++) {
    if (one.ours !== null) ours.push(await load(stage.ours, one.ours, options.seconds * 1000));
    limit.push(await load(stage.bare, one.bare, options.seconds * 1000));
  }
  const rssMiB = memoryOf([stage.ours.child.pid]).rssMiB;
  const { id, title, limitTitle, connections } = one;
  const row: Row = {
    id, title, limitTitle, connections, rssMiB,
    ours: one.ours === null ? null : middleOf(ours),
    limit: middleOf(limit),
    ratio: one.ours === null ? null : ratioOf(ours, limit),
  }; // prettier-ignore
  if (!options.profile || one.ours === null) return row;
  const profiler = await openProfiler(stage.ours.child);
  await forgetStatements(stage.databaseUrl);
  await profiler.start();
  await load(stage.ours, one.ours, profileMs);
  const hot = await profiler.stop();
  return { ...row, hot, statements: await statementCosts(stage.databaseUrl) };
}
