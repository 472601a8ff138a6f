import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { deployment } from "./deployment.ts";
import { type Fixture, openFixture, repository } from "./fixture.ts";

const dockerfile = "deploy/Dockerfile";
const compose = "deploy/compose.yml";
const workflow = ".github/workflows/check.yml";

describe("deployment", () => {
  it("holds for the files as they are", async () => {
    expect((await deployment.run(repository)).problems).toEqual([]);
  });

  it.each([
    [dockerfile, "USER node", "", "runs as root"],
    [dockerfile, "/readyz", "/", "has no HEALTHCHECK that asks /readyz"],
    [dockerfile, "COPY packages packages", "COPY gone gone", "copies gone, which is not there"],
    [dockerfile, "FROM node:24-slim AS manifests", "FROM node AS manifests", "Base Image Missing Tag"],
    [compose, "postgres:18", "postgres", "postgres has no image with a tag"],
    [compose, "healthcheck:", "labels:", "postgres has no healthcheck"],
    [compose, "POSTGRES_USER: atrium", "POSTGRES_PASSWORD: atrium", "holds a secret"],
    [workflow, "actions/checkout@v5", "actions/checkout", "uses actions/checkout without a version"],
    [workflow, "permissions:", "permission:", "has no permissions"],
    [workflow, "    timeout-minutes: 10\n", "", "has a job without timeout-minutes"],
    [workflow, "  check:", "\tcheck:", "has a tab"],
  ])("finds in %s: %s → %s", async (path, from, to, message) => {
    using fixture = openFixture();
    copyDeployment(fixture);
    const text = readFileSync(join(repository, path), "utf8");
    expect(text).toContain(from);
    fixture.write(path, text.replaceAll(from, to));
    expect((await deployment.run(fixture.root)).problems.join("\n")).toContain(message);
  });
});

/** With every file that the image copies in. */
function copyDeployment(fixture: Fixture): void {
  for (const path of ["deploy", ".github"])
    cpSync(join(repository, path), join(fixture.root, path), { recursive: true });
  for (const path of [
    ...readFileSync(join(repository, dockerfile), "utf8").matchAll(/^COPY (?!--)(.+) \S+$/gm),
  ].flatMap((match) => match[1]?.split(" ") ?? [])) {
    fixture.write(path.includes(".") ? path : `${path}/.keep`, "");
  }
}
