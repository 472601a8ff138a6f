import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { buildOpenApi, contracts } from "@atrium/contracts";

/** Writes openapi.json from the contracts; with --check only says whether it is what the contracts say. */
const root = path.resolve(import.meta.dirname, "..");
const file = path.join(root, "openapi.json");
const manifest = JSON.parse(await readFile(path.join(root, "package.json"), "utf8")) as { version: string };
const text = `${JSON.stringify(buildOpenApi(contracts, manifest.version), null, 2)}\n`;

if (process.argv.includes("--check")) {
  const committed = await readFile(file, "utf8").catch(() => "");
  if (committed !== text) {
    process.stderr.write("openapi.json is not what the contracts say; run: npm run openapi\n");
    process.exitCode = 1;
  }
} else {
  await writeFile(file, text);
  process.stdout.write(`openapi.json written: ${contracts.length} operations\n`);
}
