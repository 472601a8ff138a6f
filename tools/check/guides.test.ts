import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { dependencies } from "./dependencies.ts";
import { openFixture, repository } from "./fixture.ts";
import { guides } from "./guides.ts";
import { settings } from "./settings.ts";

describe("guides", () => {
  it("finds a path, a script and a length that are not true", async () => {
    using fixture = openFixture({ "CONTRIBUTING.md": "See `tools/gone.ts` and `npm run nothing`.\n" });
    expect((await guides.run(fixture.root)).problems).toEqual([
      "CONTRIBUTING.md names tools/gone.ts, which is not there",
      "CONTRIBUTING.md names npm run nothing, which package.json does not have",
    ]);
    fixture.write("CONTRIBUTING.md", "See `tools/gone.ts`, `packages/<any>/src` and `npm run check`.\n");
    fixture.write("tools/gone.ts", "");
    expect((await guides.run(fixture.root)).problems).toEqual([]);
    fixture.write("CONTRIBUTING.md", "line\n".repeat(121));
    expect((await guides.run(fixture.root)).problems).toEqual([
      "CONTRIBUTING.md has 121 lines, more than 120",
    ]);
  });

  it("follows links from the folder that they stand in, and finds a guide that none leads to", async () => {
    using fixture = openFixture({
      "README.md": "[All](docs/all.md#top), [elsewhere](https://example.com/none)\n",
      "docs/all.md": "[One](guide/one.md), [two](guide/two.md)\n",
      "docs/guide/one.md": "[All](../all.md)\n",
    });
    expect((await guides.run(fixture.root)).problems).toEqual([
      "docs/all.md names docs/guide/two.md, which is not there",
    ]);
    fixture.write("docs/guide/two.md", "Two.\n");
    expect((await guides.run(fixture.root)).problems).toEqual([]);
    fixture.write("docs/guide/three.md", "Three.\n");
    expect((await guides.run(fixture.root)).problems).toEqual([
      "docs/guide/three.md cannot be reached by links from README.md",
    ]);
  });

  it("finds a route that the document of the API does not have", async () => {
    using fixture = openFixture({
      "README.md":
        "`POST /auth/login {email}`, `GET /api/v1/users/:id?full=1`, `DELETE /users/{any}`, `GET /users`\n",
      "openapi.json": JSON.stringify({
        paths: { "/api/v1/auth/login": { post: {} }, "/api/v1/users/{id}": { get: {} } },
      }),
    });
    expect((await guides.run(fixture.root)).problems).toEqual([
      "README.md names DELETE /users/{any}, which is no operation",
      "README.md names GET /users, which is no operation",
    ]);
  });
});

describe("settings", () => {
  const config = "apps/server/src/kernel/config.ts";
  const schema = `const settings = z.object({\n  PORT: number(0, 9).default(3000),\n  HOST: z\n    .string()\n    .default("127.0.0.1"),\n  GEO: z.string().optional(),\n});\n`;

  it("hold for the README as it is", async () => {
    expect((await settings.run(repository)).problems).toEqual([]);
  });

  it("finds a setting without a row, a row without a setting, and a default that is not true", async () => {
    using fixture = openFixture({
      [config]: schema,
      "README.md":
        "| setting | default | |\n| --- | --- | --- |\n| `PORT` | `80` | |\n| `GONE` | | |\n| `HOST` | `127.0.0.1` | |\n",
    });
    expect((await settings.run(fixture.root)).problems).toEqual([
      "README.md has no row for the setting GEO",
      "README.md does not say that PORT is 3000 by default",
      "README.md names GONE, which apps/server/src/kernel/config.ts does not read",
    ]);
    fixture.write("README.md", "| `PORT` | `3000` | |\n| `HOST` | `127.0.0.1` | |\n| `GEO` | | |\n");
    expect((await settings.run(fixture.root)).problems).toEqual([]);
  });
});

describe("dependencies", () => {
  const decision = "docs/decisions/0009-dependencies.md";

  it("finds a package without its reason and a reason without its package", async () => {
    const text = readFileSync(join(repository, decision), "utf8");
    using fixture = openFixture({
      [decision]: text,
      "packages/sdk/package.json": JSON.stringify({
        dependencies: { "left-pad": "1.0.0", "@atrium/ui": "1" },
      }),
    });
    expect((await dependencies.run(fixture.root)).problems).toContain(
      `${decision} gives no reason for left-pad of packages/sdk/package.json`,
    );
    fixture.write(decision, text.replaceAll(/^\| fastify[^|]*\|/gm, "| left-pad, right-pad |"));
    const { problems } = await dependencies.run(fixture.root);
    expect(problems).toContain(`${decision} names right-pad, which no package.json has`);
    expect(problems).toContain(`${decision} gives no reason for fastify of apps/server/package.json`);
    expect(problems.join("\n")).not.toContain("left-pad");
  });

  it("takes a row without a reason for no row", async () => {
    using fixture = openFixture({
      [decision]: "| package | why |\n| --- | --- |\n| fastify | |\n| zod | schemas |\n",
      "package.json": JSON.stringify({
        dependencies: { fastify: "5.0.0" },
        devDependencies: { zod: "4.0.0" },
      }),
      "apps/server/package.json": "{}",
    });
    expect((await dependencies.run(fixture.root)).problems).toEqual([
      `${decision} gives no reason for fastify of package.json`,
    ]);
  });
});
