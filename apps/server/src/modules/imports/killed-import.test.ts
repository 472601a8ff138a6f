import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createLocalStorage } from "#kernel/storage-local";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  type Person,
  type Place,
} from "../../testing/people.ts";

let atrium: Atrium;
let place: Place;
let ann: Person;
let folder = "";
const rows = 2500;
const kills = 20;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "atrium-killed-"));
  atrium = await startTestAtrium({ parts: { storage: await createLocalStorage(folder) } });
  const { owner } = await setUpPlatform(atrium);
  place = await makeOrganization(owner);
  ann = await makePerson(atrium, place, ["admin"]);
}, 60_000);
afterAll(async () => {
  await atrium.close();
  await rm(folder, { recursive: true, force: true });
});

async function startWorker(): Promise<ChildProcess> {
  const worker = path.join(import.meta.dirname, "worker.fixture.ts");
  const child = spawn(process.execPath, [worker, atrium.ownerUrl, folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  return child;
}

async function end(child: ChildProcess): Promise<void> {
  child.kill("SIGKILL");
  await once(child, "exit");
}

const count = async (sql: string): Promise<number> =>
  Number((await atrium.sql.query<{ n: string }>(`select count(*) as n from ${sql}`)).rows[0]?.n);

/** Works on whatever waits until the import stands there, and dies time and again while it does. */
async function until(id: string, state: string, mortal: { left: number }): Promise<void> {
  for (;;) {
    await atrium.sql.query("update jobs set max_attempts = 1000 where state in ('queued', 'running')");
    const child = await startWorker();
    const life = mortal.left-- > 0 ? Math.random() * 900 : Infinity;
    for (const begun = Date.now(); Date.now() - begun < life;) {
      await sleep(30);
      if ((await ann.api.imports.get({ params: { id } })).state === state) {
        await end(child);
        return;
      }
    }
    await end(child);
  }
}

it(
  "goes on wherever its worker was killed, with each row once, through reading, trying, writing and putting back",
  { timeout: 600_000 },
  async () => {
    const lines = Array.from({ length: rows }, (_, n) => `k${n}@killed.example,Kim ${n % 7}`);
    const body = new Uint8Array(Buffer.from(`email,name\n${lines.join("\n")}\n`));
    const { id: upload } = await ann.api.uploads.create({ query: { name: "killed.csv" }, body });
    const { id } = await ann.api.imports.create({ body: { upload } });
    await until(id, "mapping", { left: 3 });
    expect(await count("import_rows")).toBe(rows);
    await ann.api.imports.check({ params: { id } });
    await until(id, "checked", { left: 4 });
    const counts = { rows, create: rows, update: 0, unchanged: 0, skip: 0, conflict: 0, error: 0 };
    expect(await ann.api.imports.get({ params: { id } })).toMatchObject({ counts });
    await ann.api.imports.run({ params: { id } });
    await until(id, "done", { left: kills - 10 });
    const done = await ann.api.imports.get({ params: { id } });
    expect(done).toMatchObject({ result: counts });
    const people = "users where email like '%@killed.example'";
    expect(await count(people)).toBe(rows);
    expect(await count("events where name = 'user.created' and target_name like 'Kim %'")).toBe(rows);
    expect(await count("job_changes")).toBe(rows);
    expect(
      await count("grants g join users u on u.id = g.subject_id where u.email like '%@killed.example'"),
    ).toBe(rows);
    const counted = await atrium.sql.query<{ n: string }>(
      "select sum(users) as n from user_counts where organization_id = $1",
      [place.uuid],
    );
    expect(Number(counted.rows[0]?.n)).toBe(rows + 1);
    await ann.api.jobs.undo({ params: { id: done.runJob ?? "" } });
    await until(id, "undone", { left: 3 });
    expect(await count(`${people} and deleted_at is null`)).toBe(0);
    expect(await count("events where name = 'user.deleted'")).toBe(rows);
  },
);
