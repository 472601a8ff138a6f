import { writeFile } from "node:fs/promises";
import { cpus, totalmem } from "node:os";
import type { Case } from "./case.ts";
import { allCases } from "./cases.ts";
import { compareFiles, type Report } from "./compare.ts";
import { findDeepPages } from "./deep-pages.ts";
import { measure, type Row } from "./measure.ts";
import { Misuse, readArguments, usage, type BenchOptions } from "./options.ts";
import { measureMixed } from "./mixed.ts";
import { measureRoleChange } from "./role-change.ts";
import { openSessions, signIn, type SignedIn } from "./sign-in.ts";
import { measureImport } from "./imports.ts";
import { measureFilters } from "./filters.ts";
import { measurePaint } from "./paint.ts";
import { measureTransfers } from "./transfers.ts";
import { withStage, type Stage } from "./stage.ts";
import { memoryOf } from "./system.ts";
import { timeSignIns } from "./timing.ts";
import { findTypos, makeTypos } from "./typos.ts";
import { benchTable, hotTable, whole } from "./table.ts";

const say = (text: string): void => console.error(text);

/** The wanted cases, each made when its turn comes: an access token lives for minutes, a run may take longer. */
async function casesOn(stage: Stage, options: BenchOptions): Promise<(() => Promise<Case>)[]> {
  const base = `http://127.0.0.1:${stage.ours.port}`;
  const signedIn = await signIn(stage);
  const isWanted = ({ id }: Pick<Case, "id">): boolean =>
    options.only.length === 0 || options.only.some((start) => id.startsWith(start));
  const isDeepWanted = options.only.length === 0 || options.only.some((start) => start.startsWith("deep"));
  if (isDeepWanted) say("Walking to the middle of the lists");
  const { headers } = signedIn;
  const deep = isDeepWanted
    ? await findDeepPages({ base, headers, databaseUrl: stage.databaseUrl, place: stage.place })
    : [];
  const run = Date.now().toString(36);
  const { connections } = options;
  const { place, owner } = stage;
  const sessions = await openSessions(stage, connections);
  const casesFor = (as: SignedIn): Case[] =>
    allCases({ place, owner, signedIn: as, sessions, deep, connections, run }).filter(isWanted);
  return casesFor(signedIn).map((first, n) => async () => casesFor(await signIn(stage))[n] ?? first);
}

function machine(pinned: boolean): Report["machine"] {
  const [cpu] = cpus();
  return {
    cores: cpus().length,
    cpu: cpu?.model ?? "unknown",
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    pinned,
  };
}

async function bench(options: BenchOptions): Promise<Report> {
  return withStage(options, say, async (stage) => {
    const rows: Row[] = [];
    for (const prepare of await casesOn(stage, options)) {
      const one = await prepare();
      say(`Measuring ${one.id}`);
      rows.push(await measure(one, stage, options));
    }
    return {
      date: new Date().toISOString(),
      users: stage.place.people,
      seconds: options.seconds,
      repeats: options.repeats,
      machine: machine(stage.cores !== null),
      startMs: stage.startMs,
      memoryMiB: {
        idleServer: stage.idle.server.pssMiB,
        idlePostgres: stage.idle.postgres.pssMiB,
        loadedServer: memoryOf([stage.ours.child.pid]).pssMiB,
        loadedPostgres: memoryOf(stage.postgres()).pssMiB,
      },
      rows,
      ...(rows.some(({ id }) => id === "find:typo") ? { typos: await askTypos(stage) } : {}),
    };
  });
}

const typosLine = ({ typos }: Report): string =>
  typos === undefined
    ? ""
    : `\nOf ${typos.asked} mistyped names, ${typos.found} had who was meant among the first five (${((100 * typos.found) / typos.asked).toFixed(1)} %).`;

const typosAsked = 400;

async function askTypos(stage: Stage): Promise<{ asked: number; found: number }> {
  const { headers } = await signIn(stage);
  return findTypos(`http://127.0.0.1:${stage.ours.port}`, headers, makeTypos(stage.place, typosAsked));
}

function print(report: Report): void {
  const { machine: on, memoryMiB: memory } = report;
  const placed = on.pinned
    ? "server on one core, PostgreSQL and the load on another"
    : "processes not held to cores (no taskset, or one core)";
  console.log(`${whole(report.users)} people in one organization; ${on.cores} cores (${on.cpu}), ${on.memoryGiB} GiB, Node ${on.node}
${placed}; closed loop; ${report.repeats} pairs of ${report.seconds} s, ours and the limit in turns, medians

${benchTable(report.rows)}

Ready after ${whole(report.startMs)} ms. Memory (PSS), MiB: idle server ${whole(memory.idleServer)} + PostgreSQL ${whole(memory.idlePostgres)} = ${whole(memory.idleServer + memory.idlePostgres)}; after the loads ${whole(memory.loadedServer)} + ${whole(memory.loadedPostgres)}.${typosLine(report)}${hotTable(report.rows)}`);
}

const questions = {
  timing: timeSignIns,
  mixed: measureMixed,
  roles: measureRoleChange,
  transfers: measureTransfers,
  import: measureImport,
  paint: measurePaint,
  filters: measureFilters,
};

try {
  const command = readArguments(process.argv.slice(2));
  if (command.kind === "help") console.log(usage);
  else if (command.kind === "compare") console.log(await compareFiles(command.files));
  else if (command.kind !== "run") {
    const { text, holds } = await questions[command.kind](command.options, say);
    console.log(text);
    if (!holds) process.exitCode = 1;
  } else {
    const report = await bench(command.options);
    print(report);
    if (command.options.json !== null)
      await writeFile(command.options.json, `${JSON.stringify(report, null, 2)}\n`);
    const errors = report.rows.reduce((sum, { ours, limit }) => sum + (ours?.errors ?? 0) + limit.errors, 0);
    if (errors > 0) {
      console.error(`${errors} requests were not answered as they should be`);
      process.exitCode = 1;
    }
  }
} catch (cause) {
  const misuse = cause instanceof Misuse || (cause instanceof TypeError && "code" in cause);
  console.error(misuse ? `${cause.message}\n\n${usage}` : cause);
  process.exitCode = misuse ? 2 : 1;
}
