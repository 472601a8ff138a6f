import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestAtrium, type Atrium } from "../src/testing/atrium.ts";
import { testPassword } from "../src/testing/people.ts";

const run = promisify(execFile);
const readme = path.resolve(import.meta.dirname, "../../../README.md");

describe("the README", () => {
  let atrium: Atrium;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    await atrium.api().setup.run({
      body: { organizationName: "Readers", email: "owner@example.com", password: testPassword },
    });
  });
  afterAll(() => atrium.close());

  it("shows calls that work as they stand", async () => {
    const blocks = [...(await readFile(readme, "utf8")).matchAll(/```sh\n([^`]*)```/g)].map(
      (match) => match[1] ?? "",
    );
    const calls = blocks.find((block) => block.includes("TOKEN=")) ?? "";
    const script = calls
      .replaceAll("http://localhost:3000", atrium.url)
      .replaceAll("curl ", "curl -sS --fail-with-body ");
    const { stdout } = await run("bash", ["-euc", script]);
    expect(stdout).toContain('"displayName":"Ann Lee"');
    expect(stdout).toContain('"totalKind":"exact"');
  });
});
