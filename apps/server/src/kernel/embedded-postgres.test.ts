import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, describe, expect, it } from "vitest";
import { isAlive, waitForExit } from "./embedded-postgres-process.ts";
import { startThrowawayPostgres } from "./embedded-postgres-throwaway.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./embedded-postgres.ts";

const folders: string[] = [];
const strangers: ChildProcess[] = [];
const running: EmbeddedPostgres[] = [];

function newFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), "atrium-postgres-"));
  chmodSync(dir, 0o755);
  folders.push(dir);
  return dir;
}

async function start(dataDir: string): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ dataDir, settings: { shared_buffers: "32MB" } });
  running.push(postgres);
  return postgres;
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

/** Another Node process that starts the database, prints its URL and lives until it is killed. */
async function startElsewhere(dataDir: string): Promise<{ child: ChildProcess; url: string }> {
  const module = new URL("./embedded-postgres.ts", import.meta.url).href;
  const script = `import { startEmbeddedPostgres } from ${JSON.stringify(module)};
    const p = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, settings: { shared_buffers: "32MB" } });
    console.log(p.ownerUrl); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  strangers.push(child);
  const [line] = await once(child.stdout, "data");
  return { child, url: String(line).trim() };
}

async function killHard(child: ChildProcess): Promise<void> {
  child.kill("SIGKILL");
  await once(child, "exit");
}

afterAll(async () => {
  for (const child of strangers) child.kill("SIGKILL");
  for (const postgres of running) await postgres.stop();
  for (const dir of folders) rmSync(dir, { recursive: true, force: true });
});

describe("the embedded PostgreSQL", { timeout: 60_000 }, () => {
  it("makes a UTF-8 database whose password only its owner can read", async () => {
    const dataDir = newFolder();
    const steps: string[] = [];
    const postgres = await startEmbeddedPostgres({ dataDir, onStep: (text) => steps.push(text) });
    running.push(postgres);
    expect(steps).toEqual(["Creating the database", "Starting PostgreSQL"]);
    expect(postgres.adopted).toBe(false);
    const [row] = await query(
      postgres.ownerUrl,
      `select current_database() as database, current_user as "user", datlocale as locale,
        pg_encoding_to_char(encoding) as encoding, pg_size_bytes(current_setting('shared_buffers')) between 134217728 and 2147483648 as fits
        from pg_database where datname = current_database()`,
    );
    expect(row).toEqual({
      database: "atrium",
      user: "atrium_owner",
      locale: "C.UTF-8",
      encoding: "UTF8",
      fits: true,
    });
    expect(statSync(join(dataDir, "secrets/postgres.password")).mode & 0o777).toBe(0o600);
    const wrong = new URL(postgres.ownerUrl);
    wrong.password = "wrong";
    await expect(query(wrong.href, "select 1")).rejects.toThrow(/password authentication failed/);
    await postgres.stop();
  });

  it("leaves no process, pid file or holder behind when stopped, twice over", async () => {
    const dataDir = newFolder();
    const postgres = await start(dataDir);
    await postgres.stop();
    await postgres.stop();
    expect(isAlive(postgres.pid)).toBe(false);
    expect(existsSync(join(dataDir, "postgres/postmaster.pid"))).toBe(false);
    expect(readdirSync(dataDir).sort()).toEqual(["postgres", "postgres.holders", "postgres.log", "secrets"]);
    expect(readdirSync(join(dataDir, "postgres.holders"))).toEqual([]);
  });

  it("keeps what was written across a stop", async () => {
    const dataDir = newFolder();
    const first = await start(dataDir);
    await query(first.ownerUrl, "create table kept as select 42 as answer");
    await first.stop();
    const second = await start(dataDir);
    expect(second.adopted).toBe(false);
    expect(await query(second.ownerUrl, "select answer from kept")).toEqual([{ answer: 42 }]);
    await second.stop();
  });

  it("adopts the PostgreSQL that a killed process left running, and stops it in the end", async () => {
    const dataDir = newFolder();
    const { child, url } = await startElsewhere(dataDir);
    await killHard(child);
    const postgres = await start(dataDir);
    expect(postgres.adopted).toBe(true);
    expect(postgres.ownerUrl).toBe(url);
    await postgres.stop();
    expect(isAlive(postgres.pid)).toBe(false);
  });

  it("recovers every acknowledged write after a kill -9 of everything", async () => {
    const dataDir = newFolder();
    const { child, url } = await startElsewhere(dataDir);
    await query(url, "create table written (id int); insert into written select generate_series(1, 1000)");
    const pid = Number(readFileSync(join(dataDir, "postgres/postmaster.pid"), "utf8").split("\n")[0]);
    process.kill(pid, "SIGKILL");
    await killHard(child);
    const postgres = await start(dataDir);
    expect(postgres.adopted).toBe(false);
    expect(await query(postgres.ownerUrl, "select count(*)::int as rows from written")).toEqual([
      { rows: 1000 },
    ]);
    await postgres.stop();
  });

  it("neither adopts nor harms an unrelated process that now has the old pid", async () => {
    const dataDir = newFolder();
    const first = await start(dataDir);
    const pidFile = readFileSync(join(dataDir, "postgres/postmaster.pid"), "utf8");
    process.kill(first.pid, "SIGKILL");
    await waitForExit(first.pid, 10_000);
    const stranger = spawn("sleep", ["60"]);
    strangers.push(stranger);
    writeFileSync(
      join(dataDir, "postgres/postmaster.pid"),
      pidFile.replace(String(first.pid), String(stranger.pid)),
    );
    const second = await start(dataDir);
    expect(second.adopted).toBe(false);
    await second.stop();
    expect(stranger.exitCode).toBeNull();
  });

  it("stays up for another process that still uses it", async () => {
    const dataDir = newFolder();
    const { child, url } = await startElsewhere(dataDir);
    const guest = await start(dataDir);
    await guest.stop();
    expect(await query(url, "select 1 as one")).toEqual([{ one: 1 }]);
    await killHard(child);
    const last = await start(dataDir);
    await last.stop();
    expect(isAlive(last.pid)).toBe(false);
  });

  it("starts once when two ask at the same time, and apart for two folders", async () => {
    const [dataDir, other] = [newFolder(), newFolder()];
    const [one, same, apart] = await Promise.all([start(dataDir), start(dataDir), start(other)]);
    expect(same.pid).toBe(one.pid);
    expect([one.adopted, same.adopted].filter(Boolean)).toHaveLength(1);
    expect(apart.pid).not.toBe(one.pid);
    expect(apart.port).not.toBe(one.port);
    await Promise.all([one.stop(), same.stop(), apart.stop()]);
    expect([isAlive(one.pid), isAlive(apart.pid)]).toEqual([false, false]);
  });

  it("discards a database whose creation was cut short", async () => {
    const dataDir = newFolder();
    const first = await start(dataDir);
    await first.stop();
    rmSync(join(dataDir, "postgres"), { recursive: true });
    rmSync(join(dataDir, "secrets"), { recursive: true });
    writeFileSync(join(dataDir, "postgres.init"), "half");
    const second = await start(dataDir);
    expect(await query(second.ownerUrl, "select 1 as one")).toEqual([{ one: 1 }]);
    await second.stop();
  });

  it("says where to look when PostgreSQL refuses its settings", async () => {
    const dataDir = newFolder();
    const refused = startEmbeddedPostgres({ dataDir, settings: { shared_buffers: "many" } });
    await expect(refused).rejects.toThrow(/postgres\.log.*shared_buffers/s);
  });
});

describe("a throwaway PostgreSQL", { timeout: 60_000 }, () => {
  it("does not sync, and is wholly removed on stop", async () => {
    const dir = newFolder();
    const postgres = await startThrowawayPostgres({ dir });
    expect(await query(postgres.ownerUrl, "show fsync")).toEqual([{ fsync: "off" }]);
    await postgres.stop();
    expect(isAlive(postgres.pid)).toBe(false);
    expect(readdirSync(dir)).toEqual([]);
  });

  it("removes what a killed run left behind", async () => {
    const dir = newFolder();
    // No process has this pid (proc(5): 2^22 at most).
    const left = join(dir, "throwaway-99999999-x");
    const { child } = await startElsewhere(left);
    await killHard(child);
    const pid = Number(readFileSync(join(left, "postgres/postmaster.pid"), "utf8").split("\n")[0]);
    const postgres = await startThrowawayPostgres({ dir });
    expect(isAlive(pid)).toBe(false);
    expect(existsSync(left)).toBe(false);
    await postgres.stop();
  });
});
