import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createClient } from "@atrium/sdk";
import { killAll, postgresPids, startProgram, type Program } from "../src/testing/program.ts";
import { send } from "../src/testing/wire.ts";

const owner = { email: "owner@faults.example", password: "correct horse battery staple" };
const supported = existsSync("/proc/self/stat");

/** The real program with its own embedded PostgreSQL; each test leaves it running for the next. */
describe.skipIf(!supported)("faults", () => {
  let folder = "";
  let data = "";
  let program: Program;
  let url = "";
  let token = "";

  async function start(): Promise<void> {
    program = startProgram({
      ATRIUM_DATA: data,
      ATRIUM_OWNER_EMAIL: owner.email,
      ATRIUM_OWNER_PASSWORD: owner.password,
    });
    url = await program.url;
  }
  const api = () => createClient({ baseUrl: url, token });

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "atrium-faults-"));
    data = path.join(folder, "data");
    await start();
    const signedIn = await createClient({ baseUrl: url }).sessions.create({
      body: { ...owner, mode: "token" },
    });
    token = signedIn.token ?? "";
  });
  afterAll(async () => {
    program.child.kill("SIGTERM");
    await program.exited;
    await rm(folder, { recursive: true, force: true });
  });

  type Writers = { acknowledged: string[]; refused: Set<number>; stop: () => Promise<void> };
  let written = 0;

  /** Four that add people as fast as they are let, and remember whom the server said it had added. */
  function startWriters(): Writers {
    const acknowledged: string[] = [];
    const refused = new Set<number>();
    let going = true;
    async function write(): Promise<void> {
      while (going) {
        const email = `written${++written}@faults.example`;
        try {
          const got = await send(url, { method: "POST", path: "/api/v1/users", token, body: { email } });
          if (got.status === 201) acknowledged.push(email);
          else {
            refused.add(got.status);
            if (got.status === 503) expect(Number(got.headers["retry-after"])).toBeGreaterThan(0);
            await sleep(20);
          }
        } catch {
          await sleep(20);
        }
      }
    }
    const writers = Array.from({ length: 4 }, () => write());
    return {
      acknowledged,
      refused,
      async stop() {
        going = false;
        await Promise.all(writers);
      },
    };
  }
  async function moreThan(writers: Writers, count: number): Promise<void> {
    const goal = writers.acknowledged.length + count;
    while (writers.acknowledged.length < goal) await sleep(5);
  }

  async function allThere(emails: readonly string[]): Promise<void> {
    const found: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await api().users.list({
        query: { limit: "200", ...(cursor === null ? {} : { cursor }) },
      });
      found.push(...page.items.map(({ email }) => email));
      cursor = page.next;
    } while (cursor !== null);
    expect(new Set(found).size).toBe(found.length);
    expect(emails.filter((email) => !found.includes(email))).toEqual([]);
    // Each of them was told of, once, in a chain that is whole; the owner came by the set-up.
    const checked = await api().audit.verify();
    expect(checked).toMatchObject({ valid: true, firstBad: null });
    let told = 0;
    do {
      const page = await api().audit.list({
        query: { q: "event:user.created", limit: "200", ...(cursor === null ? {} : { cursor }) },
      });
      told += page.items.length;
      cursor = page.next;
    } while (cursor !== null);
    expect(told).toBe(found.length - 1);
  }

  it("R03: kill -9 of PostgreSQL under four writers loses no acknowledged write, and the server goes on by itself", async () => {
    const writers = startWriters();
    for (let round = 0; round < 2; round++) {
      await moreThan(writers, 40);
      killAll(postgresPids(data));
      await moreThan(writers, 40);
    }
    await writers.stop();
    expect([...writers.refused].filter((status) => status !== 503)).toEqual([]);
    expect(program.child.exitCode).toBeNull();
    expect((await send(url, { path: "/readyz" })).status).toBe(200);
    await allThere(writers.acknowledged);
  });

  it("R03: kill -9 of the server and PostgreSQL at once loses none either, and the next start needs no hand", async () => {
    const writers = startWriters();
    await moreThan(writers, 40);
    program.child.kill("SIGKILL");
    killAll(postgresPids(data));
    await program.exited;
    await writers.stop();
    await start();
    await allThere(writers.acknowledged);
  });

  it("R03: kill -9 of the server alone leaves a PostgreSQL that the next start takes over", async () => {
    const [postmaster] = postgresPids(data);
    const writers = startWriters();
    await moreThan(writers, 20);
    program.child.kill("SIGKILL");
    await program.exited;
    await writers.stop();
    await start();
    expect(postgresPids(data)[0]).toBe(postmaster);
    await allThere(writers.acknowledged);
  });

  it("R17: SIGTERM lets a request that is under way end, takes no new one, and stops PostgreSQL cleanly", async () => {
    const { hostname, port } = new URL(url);
    const body = JSON.stringify({ email: "in.flight@faults.example" });
    const answered = new Promise<number>((resolve, reject) => {
      const outgoing = httpRequest(
        {
          hostname,
          port,
          method: "POST",
          path: "/api/v1/users",
          agent: false,
          headers: {
            authorization: `Bearer ${token}`,
            "content-type": "application/json",
            "content-length": body.length,
          },
        },
        (incoming) => {
          incoming.resume();
          incoming.on("end", () => resolve(incoming.statusCode ?? 0));
        },
      );
      outgoing.on("error", reject);
      outgoing.write(body.slice(0, 10));
      void (async () => {
        await send(url, { path: "/livez" });
        program.child.kill("SIGTERM");
        // The rest of the body comes once the server has closed its door.
        while (
          await send(url, { path: "/livez" }).then(
            () => true,
            () => false,
          )
        )
          await sleep(5);
        outgoing.end(body.slice(10));
      })();
    });
    expect(await answered).toBe(201);
    expect((await program.exited).code).toBe(0);
    expect(existsSync(path.join(data, "postgres/postmaster.pid"))).toBe(false);
    await start();
    await allThere(["in.flight@faults.example"]);
  });
});
