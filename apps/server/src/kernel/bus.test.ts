import { spawn, spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { createPostgresBus } from "./bus-postgres.ts";
import { createRedisBus } from "./bus-redis.ts";
import { isResync, resyncPayload, type Bus } from "./bus.ts";
import { startThrowawayPostgres } from "./embedded-postgres-throwaway.ts";

type Server = { port: number; open(port: number): Bus; stop(): Promise<void> };

async function startPostgres(): Promise<Server> {
  const dir = await mkdtemp(join(tmpdir(), "atrium-bus-"));
  const postgres = await startThrowawayPostgres({ dir });
  return {
    port: postgres.port,
    open(port) {
      const url = new URL(postgres.ownerUrl);
      url.port = String(port);
      return createPostgresBus({ connectionString: url.href, heartbeatMs: 300 });
    },
    async stop() {
      await postgres.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

const redisServer = spawnSync("redis-server", ["--version"]).status === 0;
const redisName = redisServer ? "Redis" : "Redis, skipped: there is no redis-server on this machine";

async function startRedis(): Promise<Server> {
  const probe = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => probe.once("listening", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  const args = ["--port", `${port}`, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
  const child = spawn("redis-server", args, { cwd: tmpdir(), stdio: ["ignore", "pipe", "inherit"] });
  await new Promise<void>((resolve) => {
    child.stdout.on("data", (text: Buffer) => /ready to accept/i.test(text.toString()) && resolve());
  });
  return {
    port,
    open: (own) => createRedisBus({ url: `redis://127.0.0.1:${own}`, heartbeatMs: 300 }),
    async stop() {
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill();
      await gone;
    },
  };
}

/** Stands between a node and its server, to cut or freeze the line. */
async function startLine(target: number) {
  const sockets = new Set<Socket>();
  let state: "open" | "cut" | "frozen" = "open";
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    if (state === "cut") return void socket.destroy();
    const other = connect(target, "127.0.0.1");
    sockets.add(other);
    other.on("error", () => socket.destroy());
    other.on("close", () => socket.destroy());
    socket.on("close", () => other.destroy());
    socket.on("data", (bytes) => state === "open" && other.write(bytes));
    other.on("data", (bytes) => state === "open" && socket.write(bytes));
  });
  server.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  const end = () => sockets.forEach((socket) => socket.destroy());
  return {
    port,
    cut() {
      state = "cut";
      end();
    },
    freeze() {
      state = "frozen";
    },
    /** What was frozen is lost, as behind a firewall that forgot the connection. */
    open() {
      state = "open";
    },
    close() {
      end();
      server.close();
    },
  };
}

describe.each([
  ["PostgreSQL", true, startPostgres],
  [redisName, redisServer, startRedis],
] as const)("bus over %s", (_, available, start) => {
  let server: Server;
  const closers: (() => Promise<void> | void)[] = [];
  beforeAll(async () => {
    if (available) server = await start();
  }, 60_000);
  afterAll(() => server?.stop());
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });

  function open(port = server.port): Bus {
    const bus = server.open(port);
    closers.push(() => bus.close());
    return bus;
  }

  async function listen(bus: Bus, channel = "caches") {
    const heard: string[] = [];
    const stop = await bus.subscribe(channel, (payload) => heard.push(payload));
    return { heard, stop, messages: () => heard.filter((payload) => !isResync(payload)) };
  }

  const until = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 20 });
  const test = it.runIf(available);

  test("reaches every node in order, the sender too, and no other channel", async () => {
    const [one, two] = [open(), open()];
    const ears = [await listen(one), await listen(two)];
    const elsewhere = await listen(two, "sockets");
    const sent = Array.from({ length: 200 }, (_message, at) => `message ${at} Zoë`);
    await Promise.all(sent.map((payload) => one.publish("caches", payload)));
    for (const ear of ears) await until(() => expect(ear.messages()).toEqual(sent));
    expect(elsewhere.messages()).toEqual([]);
    expect(one.healthy()).toBe(true);
  });

  test("delivers equal messages as often as they were sent, and long ones whole", async () => {
    const bus = open();
    const ear = await listen(bus);
    const long = JSON.stringify(Array.from({ length: 3_000 }, (_event, at) => `évent ${at}`));
    await Promise.all(["same", "same", long].map((payload) => bus.publish("caches", payload)));
    await until(() => expect(ear.messages()).toEqual(["same", "same", long]));
  });

  test("stops when asked and survives a handler that throws", async () => {
    const bus = open();
    await bus.subscribe("caches", () => {
      throw new Error("broken handler");
    });
    const [first, second] = [await listen(bus), await listen(bus)];
    await first.stop();
    await bus.publish("caches", "message");
    await until(() => expect(second.messages()).toEqual(["message"]));
    expect(first.messages()).toEqual([]);
  });

  test("tells a node that was cut off to read anew, once it is back", async () => {
    const line = await startLine(server.port);
    closers.push(() => line.close());
    const [here, away] = [open(), open(line.port)];
    await listen(here);
    const ear = await listen(away);
    await until(() => expect(away.healthy()).toBe(true));
    line.cut();
    await until(() => expect(away.healthy()).toBe(false));
    await here.publish("caches", "missed");
    ear.heard.length = 0;
    line.open();
    await until(() => expect(ear.heard).toEqual([resyncPayload]));
    await here.publish("caches", "heard");
    await until(() => expect(ear.messages()).toEqual(["heard"]));
  });

  test("tells the others to read anew when it could not reach them", async () => {
    const line = await startLine(server.port);
    closers.push(() => line.close());
    const [here, away] = [open(), open(line.port)];
    const [ear, own] = [await listen(here), await listen(away)];
    await until(() => expect(away.healthy()).toBe(true));
    line.cut();
    await until(() => expect(away.healthy()).toBe(false));
    ear.heard.length = 0;
    await away.publish("caches", "unheard");
    expect(own.messages()).toEqual(["unheard"]);
    expect(ear.heard).toEqual([]);
    line.open();
    await until(() => expect(ear.heard).toEqual([resyncPayload]));
  });

  test("notices a line that went silent without closing", async () => {
    const line = await startLine(server.port);
    closers.push(() => line.close());
    const away = open(line.port);
    const ear = await listen(away);
    await until(() => expect(away.healthy()).toBe(true));
    line.freeze();
    await until(() => expect(away.healthy()).toBe(false));
    ear.heard.length = 0;
    line.open();
    await until(() => expect(ear.heard).toContain(resyncPayload));
  }, 20_000);

  test("starts without its server and connects when that comes", async () => {
    const line = await startLine(server.port);
    closers.push(() => line.close());
    line.cut();
    const bus = open(line.port);
    const ear = await listen(bus);
    expect(bus.healthy()).toBe(false);
    await bus.publish("caches", "to myself");
    expect(ear.heard).toEqual(["to myself"]);
    line.open();
    await until(() => expect(bus.healthy()).toBe(true));
    expect(ear.heard).toContain(resyncPayload);
  });
});
