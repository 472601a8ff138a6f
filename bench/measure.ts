import { parseId } from "@atrium/contracts";
import type { Case } from "./case.ts";
import type { Ask } from "./load.ts";
import { createLoader } from "./loader.ts";
import { openProfiler, type HotFunction } from "./profile.ts";
import type { Stage } from "./stage.ts";
import { middleOf, ratioOf, type Ratio, type Round } from "./statistics.ts";
import { forgetStatements, statementCosts, type StatementCost } from "./statements.ts";
import { memoryOf } from "./system.ts";

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

/** As long as it takes Node to compile what runs all the time. */
const warmEnoughMs = 1500;
const profileMs = 4000;

function isPage(value: unknown): value is { items: { id: string }[]; total: number | null } {
  return typeof value === "object" && value !== null && "items" in value && "total" in value;
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
  const load = createLoader(stage, stage.load);
  const { connections } = one;
  const loadOurs = (ask: Ask, milliseconds: number): Promise<Round> =>
    load({ served: stage.ours, ask, connections, milliseconds });
  const loadBare = (milliseconds: number): Promise<Round> =>
    load({ served: stage.bare, ask: one.bare, connections, milliseconds });

  const warmMs = Math.min(warmEnoughMs, options.seconds * 1000);
  if (one.ours !== null) await loadOurs(one.ours, warmMs);
  await loadBare(warmMs);
  const ours: Round[] = [];
  const limit: Round[] = [];
  for (let pair = 0; pair < options.repeats; pair++) {
    if (one.ours !== null) ours.push(await loadOurs(one.ours, options.seconds * 1000));
    limit.push(await loadBare(options.seconds * 1000));
  }
  const rssMiB = memoryOf([stage.ours.child.pid]).rssMiB;
  const { id, title, limitTitle } = one;
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
  await loadOurs(one.ours, profileMs);
  const hot = await profiler.stop();
  return { ...row, hot, statements: await statementCosts(stage.databaseUrl) };
}
