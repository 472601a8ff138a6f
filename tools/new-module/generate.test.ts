import { cpSync, mkdirSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { catalog } from "../check/catalog.ts";
import { type Fixture, openFixture, repository } from "../check/fixture.ts";
import { names } from "../check/names.ts";
import { lint, program, types } from "../check/programs.ts";
import { generateModule } from "./generate.ts";

describe("npm run new", () => {
  it(
    "writes a module that every guard accepts, and refuses to write it twice",
    { timeout: 60_000 },
    async () => {
      using copy = openFixture();
      copySources(copy);
      const written = generateModule(copy.root, "supply-orders");
      const sources = written.filter((path) => path.endsWith(".ts"));
      await program(copy.root, "oxfmt", sources);

      expect(written).toContain("apps/server/src/modules/supply-orders/operations/create-supply-order.ts");
      const about = [...written, "supply_order", "supplyOrder"];
      const problems = await problemsOf(copy.root);
      expect(problems.filter((problem) => about.some((name) => problem.includes(name)))).toEqual([]);
      expect(() => generateModule(copy.root, "supply-orders")).toThrow("already there");
    },
  );
});

async function problemsOf(root: string): Promise<string[]> {
  const findings = await Promise.all([types, lint, names, catalog].map(async (guard) => guard.run(root)));
  return findings.flatMap(({ problems }) => problems);
}

/** The workspace links of the copy lead into the copy: the new module needs the contracts that it was written into. */
function copySources({ root }: Fixture): void {
  for (const folder of ["packages/contracts", "packages/filter", "packages/sdk", "apps/server"]) {
    cpSync(join(repository, folder), join(root, folder), {
      recursive: true,
      filter: (path) => !path.endsWith("node_modules"),
    });
  }
  rmSync(join(root, "node_modules"));
  mkdirSync(join(root, "node_modules/@atrium"), { recursive: true });
  for (const name of readdirSync(join(repository, "node_modules"))) {
    if (name === "@atrium") continue;
    symlinkSync(join(repository, "node_modules", name), join(root, "node_modules", name));
  }
  for (const name of ["contracts", "filter", "sdk"]) {
    symlinkSync(join(root, "packages", name), join(root, "node_modules/@atrium", name));
  }
}
