import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { copyDatabase } from "../src/testing/atrium.ts";
import { startProgram, type Exit } from "../src/testing/program.ts";

const patienceMs = 10_000;

describe("R21: a setting that will not do ends the start with one line that names it", () => {
  let folder = "";
  let database: { url: string; drop: () => Promise<void> };
  const taken = createServer();

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "atrium-settings-"));
    database = await copyDatabase();
    await writeFile(path.join(folder, "a-file"), "");
    await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
  });
  afterAll(async () => {
    taken.close();
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  });

  async function endOf(settings: Record<string, string>): Promise<Exit> {
    const program = startProgram({
      ATRIUM_DATA: path.join(folder, "data"),
      DATABASE_URL: database.url,
      LOG_LEVEL: "silent",
      ...settings,
    });
    const late = sleep(patienceMs).then(() => null);
    const exit = await Promise.race([
      program.exited,
      late,
      program.url.then(
        () => null,
        () => program.exited,
      ),
    ]);
    if (exit !== null) return exit;
    program.child.kill("SIGKILL");
    return { code: null, output: `it was still there: ${(await program.exited).output}` };
  }

  async function expectLine(name: string, settings: Record<string, string>): Promise<void> {
    const { code, output } = await endOf(settings);
    const lines = output.split("\n").filter((line) => line !== "");
    expect(lines, `${name}: ${output}`).toHaveLength(1);
    expect(lines[0]).toMatch(new RegExp(`^Atrium cannot start: .*${name}`));
    expect(code).toBe(1);
    for (const value of Object.values(settings)) {
      if (value.length > 8 && !value.startsWith("/")) expect(output, name).not.toContain(value);
    }
  }

  // Each form that a setting may not have is a case of kernel/config.test.ts; these show what becomes of it.
  it("when it is malformed or missing", async () => {
    await expectLine("PORT", { PORT: "http" });
    await expectLine("DATABASE_URL", { DATABASE_URL: "mysql://user:secret-word@host/db" });
    await expectLine("ATRIUM_MASTER_KEY", { ATRIUM_MASTER_KEY: "too-short-to-be-a-key" });
    await expectLine("STORAGE_BUCKET", { STORAGE_PROVIDER: "s3" });
  }, 60_000);

  it("when what it names cannot be reached or used", async () => {
    const nobody = "127.0.0.1:9";
    const unusable: [string, Record<string, string>][] = [
      ["DATABASE_URL", { DATABASE_URL: `postgres://user:secret-word@${nobody}/db` }],
      ["REDIS_URL", { REDIS_URL: `redis://:secret-word@${nobody}` }],
      ["SMTP_URL", { SMTP_URL: `smtp://user:secret-word@${nobody}` }],
      ["ATRIUM_OWNER_PASSWORD", { ATRIUM_OWNER_EMAIL: "o@x.example", ATRIUM_OWNER_PASSWORD: "short" }],
      [
        "ATRIUM_OWNER_EMAIL",
        { ATRIUM_OWNER_EMAIL: "nobody", ATRIUM_OWNER_PASSWORD: "a long and good sentence" },
      ],
      ["ATRIUM_DATA", { ATRIUM_DATA: path.join(folder, "a-file", "below") }],
    ];
    const address = taken.address();
    if (typeof address === "object" && address !== null)
      unusable.push(["PORT", { PORT: String(address.port) }]);
    for (const [name, settings] of unusable) await expectLine(name, settings);
  }, 60_000);
});
