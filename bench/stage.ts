import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { randomBytes } from "node:crypto";
import { startEmbeddedPostgres, type EmbeddedPostgres } from "../apps/server/src/kernel/embedded-postgres.ts";
import { settingsForFilling } from "../apps/server/src/modules/demo/index.ts";
import type { BareOrder } from "./bare-server.ts";
import { answerFrom, startChild, type Child } from "./children.ts";
import { fill, findPlace, removeBareRows, type Place } from "./people.ts";
import { familyOf, memoryOf, pin, twoCores, type Cores, type Memory } from "./system.ts";
import type { BenchOptions } from "./options.ts";

export type Served = { child: Child; port: number };
export type Stage = {
  place: Place;
  ours: Served;
  bare: Served;
  load: Child;
  cores: Cores | null;
  databaseUrl: string;
  owner: { email: string; password: string };
  postgres: () => number[];
  idle: { server: Memory; postgres: Memory };
  startMs: number;
  /** A second server on the same database. */
  anotherNode: () => Promise<Served>;
};

/** Fixed, so that a data folder that was kept lets the next run in. It guards made-up people on the loopback. */
const owner = { email: "owner@bench.example", password: "a benchmark signs in with this" };
const poolSize = 12;
const settleMs = 3000;

async function startServer(from: {
  postgres: EmbeddedPostgres;
  dataDir: string;
  core: number | null;
  profile: boolean;
}): Promise<Served> {
  const child = startChild({
    script: "../apps/server/src/main.ts",
    core: from.core,
    nodeFlags: from.profile ? ["--inspect=127.0.0.1:0"] : [],
    environment: {
      PORT: "0",
      HOST: "127.0.0.1",
      NODE_ENV: "production",
      ATRIUM_DATA: path.join(from.dataDir, "server"),
      DATABASE_URL: from.postgres.ownerUrl,
      DATABASE_POOL: String(poolSize),
      ATRIUM_OWNER_EMAIL: owner.email,
      ATRIUM_OWNER_PASSWORD: owner.password,
      // The limiter runs as ever; only its limits are out of reach.
      RATE_LIMIT_SCALE: "1000000000",
      LOG_LEVEL: "warn",
    },
  });
  // We stand where the launcher stands: the server asks for its port and says when it serves.
  child.process.on("message", (message: { type?: string }) => {
    if (message.type === "prepared") child.process.send({ type: "listen" });
  });
  const url = await answerFrom(child, (message) => {
    const { type, url } = message as { type?: string; url?: string };
    return type === "ready" ? (url ?? "") : null;
  });
  return { child, port: Number(new URL(url).port) };
}

async function startBare(order: BareOrder, core: number | null): Promise<Served> {
  const child = startChild({ script: "bare-server.ts", core, environment: { NODE_ENV: "production" } });
  const listening = answerFrom(child, (message) => (message as { port?: number }).port ?? null);
  child.process.send(order);
  return { child, port: await listening };
}

/** Sets everything up, runs `play`, and takes all of it down again, whatever happened. */
export async function withStage<T>(
  options: BenchOptions,
  say: (text: string) => void,
  play: (stage: Stage) => Promise<T>,
): Promise<T> {
  const undo: (() => Promise<unknown>)[] = [];
  try {
    const temporary = options.data === null;
    const dataDir =
      options.data ?? (await mkdtemp(path.join(tmpdir(), `atrium-bench-${randomBytes(3).toString("hex")}-`)));
    await mkdir(dataDir, { recursive: true });
    if (temporary) undo.push(() => rm(dataDir, { recursive: true, force: true }));

    say("Starting PostgreSQL");
    const first = await startEmbeddedPostgres({ dataDir, settings: settingsForFilling });
    try {
      // The server makes the schema, the platform and its owner; then people come.
      const making = await startServer({ postgres: first, dataDir, core: null, profile: false });
      await making.child.stop();
      await fill(first.ownerUrl, options.users, say);
    } finally {
      await first.stop();
    }
    const postgres = await startEmbeddedPostgres({ dataDir });
    undo.push(() => postgres.stop());
    undo.push(() => removeBareRows(postgres.ownerUrl));
    const cores = options.isFree ? null : twoCores();
    const family = (): number[] => familyOf(postgres.pid);
    if (cores !== null) pin(family(), cores.others);

    say("Starting the servers");
    const since = performance.now();
    const ours = await startServer({
      postgres,
      dataDir,
      core: cores?.server ?? null,
      profile: options.profile,
    });
    const startMs = performance.now() - since;
    undo.push(() => ours.child.stop());
    await new Promise((resolve) => setTimeout(resolve, settleMs));
    const idle = { server: memoryOf([ours.child.pid]), postgres: memoryOf(family()) };
    const place = await findPlace(postgres.ownerUrl);
    const bare = await startBare(
      { databaseUrl: postgres.ownerUrl, organizationId: place.id, poolSize },
      cores?.server ?? null,
    );
    undo.push(() => bare.child.stop());
    const load = startChild({ script: "load.ts", core: cores?.others ?? null });
    undo.push(() => load.stop());
    return await play({
      place,
      ours,
      bare,
      load,
      cores,
      databaseUrl: postgres.ownerUrl,
      owner,
      postgres: family,
      idle,
      startMs,
      async anotherNode() {
        const node = await startServer({ postgres, dataDir, core: cores?.others ?? null, profile: false });
        undo.push(() => node.child.stop());
        return node;
      },
    });
  } finally {
    for (const step of undo.toReversed())
      await step().catch((cause: unknown) => say(`not undone: ${String(cause)}`));
  }
}
