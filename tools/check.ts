import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { catalog } from "./check/catalog.ts";
import { contracts } from "./check/contracts.ts";
import { dependencies } from "./check/dependencies.ts";
import { deployment } from "./check/deployment.ts";
import type { Finding, Guard } from "./check/guard.ts";
import { guides } from "./check/guides.ts";
import { names } from "./check/names.ts";
import { openapi } from "./check/openapi.ts";
import { format, lint, types, unused } from "./check/programs.ts";
import { settings } from "./check/settings.ts";
import { sizes } from "./check/sizes.ts";
import { source } from "./check/source.ts";
import { styles } from "./check/styles.ts";

// The slow ones first: the quick ones fill the gaps.
const guards: Guard[] = [
  catalog,
  lint,
  types,
  unused,
  contracts,
  openapi,
  format,
  sizes,
  names,
  source,
  styles,
  guides,
  settings,
  dependencies,
  deployment,
];

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const wanted = process.argv.slice(2);
const unknown = wanted.filter((id) => !guards.some((guard) => guard.id === id));
if (unknown.length > 0) {
  console.error(`No guard named ${unknown.join(", ")}. There are: ${guards.map(({ id }) => id).join(", ")}`);
  process.exit(2);
}

const queue = wanted.length > 0 ? guards.filter(({ id }) => wanted.includes(id)) : [...guards];
const failed: string[] = [];
const lanes = Array.from({ length: Math.min(4, availableParallelism()) }, async () => {
  for (let guard = queue.shift(); guard; guard = queue.shift()) {
    const started = performance.now();
    const finding = await judge(guard);
    if (finding.problems.length > 0) failed.push(guard.id);
    print(guard.id, finding, performance.now() - started);
  }
});
await Promise.all(lanes);
console.log(failed.length === 0 ? "\nAll guards hold." : `\nFailed: ${failed.join(", ")}`);
process.exit(failed.length === 0 ? 0 : 1);

/** A guard that breaks is a guard that does not hold. */
async function judge(guard: Guard): Promise<Finding> {
  try {
    return await guard.run(root);
  } catch (error) {
    return { problems: [error instanceof Error ? (error.stack ?? error.message) : String(error)] };
  }
}

function print(id: string, { problems, note }: Finding, milliseconds: number): void {
  const state = problems.length === 0 ? "ok    " : "failed";
  const line = `${state}  ${id.padEnd(12)}  ${(milliseconds / 1000).toFixed(1).padStart(4)} s  ${note ?? ""}`;
  console.log([line.trimEnd(), ...problems.map((problem) => `          ${problem}`)].join("\n"));
}
