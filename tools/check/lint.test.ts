import { describe, expect, it } from "vitest";
import { openFixture } from "./fixture.ts";
import { format, lint, types, unused } from "./programs.ts";

const users = "apps/server/src/modules/users";
const clean = {
  "packages/contracts/src/users.ts": `export const created = "user.created";\n`,
  "apps/server/src/kernel/clock.ts": `export const now = (): number => Date.now();\n`,
  "apps/server/src/modules/roles/queries.ts": `export const roles = 1;\n`,
  "apps/server/src/modules/roles/index.ts": `export { roles } from "./queries.ts";\n`,
  [`${users}/queries.ts`]: `import { now } from "#kernel/clock";\nexport const users = now();\n`,
  [`${users}/index.ts`]: `export { users } from "./queries.ts";\n`,
  [`${users}/operations/list-users.ts`]: `import { users } from "../queries.ts";\nexport const list = users;\n`,
};

type Planted = { what: string; path: string; rule: string; text: string };
const importing = (what: string, path: string, from: string): Planted => ({
  what,
  path,
  rule: "no-restricted-imports",
  text: `import { roles } from "${from}";\nexport const held = roles;\n`,
});

const planted: Planted[] = [
  importing("a deep import into a module", `${users}/deep.ts`, "#modules/roles/queries"),
  importing("climbing out of a module", `${users}/climb.ts`, "../roles/queries.ts"),
  importing("climbing out of operations", `${users}/operations/climb-out.ts`, "../../roles/index.ts"),
  importing("SQL in an operation", `${users}/operations/run-sql.ts`, "pg"),
  importing("a query builder in an operation", `${users}/operations/build-sql.ts`, "kysely"),
  importing("HTTP in an operation", `${users}/operations/serve-http.ts`, "fastify"),
  importing("HTTP in a module", `${users}/http.ts`, "fastify"),
  importing("the console's client in a module", `${users}/client.ts`, "@atrium/sdk"),
  importing("a foreign module in a test", `${users}/users.test.ts`, "../roles/queries.ts"),
  importing("a module in the kernel", "apps/server/src/kernel/up.ts", "#modules/roles"),
  importing("a module's file in the kernel", "apps/server/src/kernel/far.ts", "../modules/roles/index.ts"),
  importing("the app in the kernel", "apps/server/src/kernel/top.ts", "../app.ts"),
  importing("a library in the contracts", "packages/contracts/src/library.ts", "pg"),
  importing("Node in the contracts", "packages/contracts/src/node.ts", "node:fs"),
  importing("anything in the filter", "packages/filter/src/library.ts", "zod"),
  importing("the server in the sdk", "packages/sdk/src/server.ts", "../../../apps/server/src/app.ts"),
  importing("the server in the console", "apps/console/src/server.ts", "../../server/src/app.ts"),
  importing("the server in the portal", "apps/portal/src/server.ts", "../../server/src/app.ts"),
  importing("the server in ui", "packages/ui/src/server.ts", "../../../apps/server/src/app.ts"),
  {
    what: "an any",
    path: `${users}/any.ts`,
    rule: "no-explicit-any",
    text: `export const loose = (row: any): number => (row ? 1 : 0);\n`,
  },
  {
    what: "a promise left alone",
    path: `${users}/promise.ts`,
    rule: "no-floating-promises",
    text: `const later = async (): Promise<void> => {};\nexport const start = (): void => {\n  later();\n};\n`,
  },
  {
    what: "an undeclared environment variable",
    path: `${users}/env.ts`,
    rule: "no-process-env",
    text: `export const home = process.env["HOME"];\n`,
  },
  {
    what: "a default export",
    path: `${users}/unnamed.ts`,
    rule: "no-default-export",
    text: `export default 1;\n`,
  },
  {
    what: "a .js specifier",
    path: `${users}/specifier.ts`,
    rule: "extensions",
    text: `import { users } from "./queries.js";\nexport const all = users;\n`,
  },
  {
    what: "a note to do it later",
    path: `${users}/later.ts`,
    rule: "no-warning-comments",
    text: `// ${"TO"}${"DO"}: later\nexport const all = 1;\n`,
  },
  {
    what: "a namespace",
    path: `${users}/space.ts`,
    rule: "no-namespace",
    text: `export namespace Users {\n  export const all = 1;\n}\n`,
  },
  {
    what: "a line on the console from the server",
    path: `${users}/print.ts`,
    rule: "no-console",
    text: `console.log("here");\nexport const all = 1;\n`,
  },
  {
    what: "a file of more than 400 lines",
    path: `${users}/long.ts`,
    rule: "max-lines",
    text: "export {};\n".repeat(401),
  },
];

describe("lint", () => {
  it("names the file and the rule of each planted violation, and holds without them", async () => {
    using fixture = openFixture(clean);
    for (const { path, text } of planted) fixture.write(path, text);
    const { problems } = await lint.run(fixture.root);
    for (const { what, path, rule } of planted) {
      const about = problems.filter((problem) => problem.startsWith(`${path}:`));
      expect(about.join("\n"), what).toContain(rule);
    }
    for (const { path } of planted) fixture.remove(path);
    expect((await lint.run(fixture.root)).problems).toEqual([]);
  });

  it("finds a cycle that consists of types alone", async () => {
    using fixture = openFixture({
      ...clean,
      [`${users}/policy.ts`]: `import type { Row } from "./row.ts";\nexport type Policy = { row: Row | null };\n`,
      [`${users}/row.ts`]: `import type { Policy } from "./policy.ts";\nexport type Row = { policy: Policy | null };\n`,
    });
    expect((await lint.run(fixture.root)).problems.join("\n")).toMatch(/users\/row\.ts.*cycle/i);
    fixture.write(`${users}/row.ts`, `export type Row = { id: string };\n`);
    expect((await lint.run(fixture.root)).problems).toEqual([]);
  });

  it("finds a cycle between two modules through their indexes", async () => {
    using fixture = openFixture({
      ...clean,
      [`${users}/policy.ts`]: `import { roles } from "#modules/roles";\nexport const held = roles;\n`,
      [`${users}/index.ts`]: `export { held } from "./policy.ts";\n`,
    });
    expect((await lint.run(fixture.root)).problems).toEqual([]);
    fixture.write(
      "apps/server/src/modules/roles/queries.ts",
      `import { held } from "#modules/users";\nexport const roles = held;\n`,
    );
    expect((await lint.run(fixture.root)).problems.join("\n")).toMatch(/roles\/queries\.ts.*cycle/i);
  });
});

describe("types", () => {
  it("finds an enum, which type stripping cannot run, and a wrong type", async () => {
    const path = "packages/contracts/src/users.ts";
    using fixture = openFixture({ [path]: `export enum Status {\n  active,\n}\n` });
    expect((await types.run(fixture.root)).problems.join("\n")).toMatch(/users\.ts.*TS1294/);
    fixture.write(path, `export const status: string = 1;\n`);
    expect((await types.run(fixture.root)).problems.join("\n")).toMatch(/users\.ts.*TS2322/);
    fixture.write(path, `export const status: string = "active";\n`);
    expect((await types.run(fixture.root)).problems).toEqual([]);
  });
});

describe("format", () => {
  it("finds a file that is not formatted", async () => {
    const path = "packages/contracts/src/users.ts";
    using fixture = openFixture({ [path]: `export const a = 'a'\n` });
    expect((await format.run(fixture.root)).problems.join("\n")).toContain(path);
    fixture.write(path, `export const a = "a";\n`);
    expect((await format.run(fixture.root)).problems.join("\n")).not.toContain(path);
  });
});

describe("unused", () => {
  it("finds an export that nobody imports", async () => {
    using fixture = openFixture({
      "package.json": `{ "name": "small", "private": true, "type": "module" }\n`,
      "knip.json": `{ "entry": ["main.ts"], "project": ["*.ts"] }\n`,
      "main.ts": `import { used } from "./part.ts";\nused();\n`,
      "part.ts": `export const used = (): void => {};\nexport const forgotten = 1;\n`,
    });
    fixture.remove("apps/server/package.json");
    expect((await unused.run(fixture.root)).problems.join("\n")).toMatch(/part\.ts.*forgotten/);
    fixture.write("part.ts", `export const used = (): void => {};\n`);
    expect((await unused.run(fixture.root)).problems).toEqual([]);
  });
});
