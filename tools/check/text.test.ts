import { describe, expect, it } from "vitest";
import { openFixture } from "./fixture.ts";
import { names } from "./names.ts";
import { sizes } from "./sizes.ts";
import { source } from "./source.ts";
import { styles } from "./styles.ts";

describe("sizes", () => {
  it("finds a file of more than 400 lines and says how long files are", async () => {
    using fixture = openFixture({ "packages/ui/src/styles.css": "a {}\n".repeat(401) });
    expect((await sizes.run(fixture.root)).problems).toEqual([
      "packages/ui/src/styles.css has 401 lines, more than 400",
    ]);
    fixture.write("packages/ui/src/styles.css", "a {}\n".repeat(400));
    const { problems, note } = await sizes.run(fixture.root);
    expect(problems).toEqual([]);
    expect(note).toBe("1 files, median 400, p95 400, longest 400");
  });

  it("finds a tree whose files are long altogether", async () => {
    using fixture = openFixture();
    for (let n = 0; n < 40; n++)
      fixture.write(`packages/sdk/src/part-${n}.ts`, "\n".repeat(n < 38 ? 80 : 300));
    expect((await sizes.run(fixture.root)).problems).toEqual(["the median file has 80 lines, aim < 80"]);
    for (let n = 0; n < 4; n++) fixture.write(`packages/sdk/src/part-${n}.ts`, "\n".repeat(300));
    expect((await sizes.run(fixture.root)).problems.join("\n")).toContain("95th percentile has 300 lines");
  });
});

describe("names", () => {
  it.each([
    "packages/sdk/src/userList.ts",
    "packages/sdk/src/UserList.tsx",
    "packages/sdk/src/user-service.ts",
    "packages/sdk/src/user-controller.test.ts",
    "packages/sdk/src/date-helpers.ts",
    "packages/sdk/src/utils.ts",
    "packages/sdk/src/common/dates.ts",
    "apps/server/migrations/1_users.sql",
  ])("refuses %s", async (path) => {
    using fixture = openFixture({ [path]: "", "packages/sdk/src/user-list.test.ts": "" });
    expect((await names.run(fixture.root)).problems.join("\n")).toContain(path);
    fixture.remove(path);
    expect((await names.run(fixture.root)).problems).toEqual([]);
  });
});

describe("styles", () => {
  it.each([
    ["css", ".a { margin-left: 1rem; }"],
    ["css", ".a { padding-right: 1rem; }"],
    ["css", ".a { border-left-width: 1px; }"],
    ["css", ".a { border-top-left-radius: 1px; }"],
    ["css", ".a { left: 0; }"],
    ["css", "  right: 0;"],
    ["css", ".a { text-align: left; }"],
    ["css", ".a { @apply ml-2; }"],
    ["tsx", `export const a = <p className="flex ml-2" />;`],
    ["tsx", `export const a = <p className="sm:-mr-[3px]" />;`],
    ["tsx", `export const a = <p className="absolute left-0" />;`],
    ["tsx", `export const a = <p className="border-l" />;`],
    ["tsx", `export const a = <p className="rounded-tl-md text-right" />;`],
    ["tsx", `export const a = <p style={{ marginLeft: 4 }} />;`],
  ])("finds a physical side in %s: %s", async (kind, text) => {
    const path = `packages/ui/src/box.${kind}`;
    using fixture = openFixture({ [path]: `${text}\n` });
    expect((await styles.run(fixture.root)).problems.join("\n")).toContain(`${path}:1 names a physical side`);
  });

  it("lets logical sides, words and measured rectangles be", async () => {
    using fixture = openFixture({
      "packages/ui/src/box.css":
        ".a { margin-inline-start: 1rem; inset-inline-end: 0; text-align: start; }\n",
      "packages/ui/src/box.tsx": `export const a = <p className="ms-2 pe-4 start-0 text-start border-s" title="left over" />;\n`,
      "packages/ui/src/box.ts":
        "export const place = (box: DOMRect) => ({ left: box.left, right: box.right });\n",
    });
    expect((await styles.run(fixture.root)).problems).toEqual([]);
  });
});

describe("source", () => {
  it.each([
    ["a decorator", "@sealed()\nexport class A {}"],
    ["an enum", "export enum A {\n  b,\n}"],
    ["a cast through unknown", `export const a = 1 as ${"unknown"} as string;`],
    ["a suppression without its reason", `// oxlint-${"disable"}-next-line no-console\nconsole.log(1);`],
    ["an environment variable", `import { env } from "node:process";\nexport const a = env.HOME;`],
    ["an environment variable", "const { env } = process;\nexport const a = env.HOME;"],
    ["an environment variable", "export const a = globalThis.process.env.HOME;"],
  ])("finds %s", async (what, text) => {
    const path = "apps/server/src/kernel/clock.ts";
    using fixture = openFixture({ [path]: `${text}\n` });
    expect((await source.run(fixture.root)).problems.join("\n")).toMatch(new RegExp(`${path}:1 has ${what}`));
  });

  it("lets config.ts read the environment and a reasoned suppression stand", async () => {
    using fixture = openFixture({
      "apps/server/src/kernel/config.ts": "export const home = process.env.HOME;\n",
      "apps/server/src/kernel/clock.ts": `// oxlint-${"disable"}-next-line no-console -- before the logger exists\nconsole.log(1);\n`,
    });
    expect((await source.run(fixture.root)).problems).toEqual([]);
  });
});
