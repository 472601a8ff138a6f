// Every npm script enters here. Plain JavaScript without dependencies: it runs on any Node from 18 on, before
// anything is installed, and brings the dependencies and Node 24 that the rest of Atrium needs.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { runChild } from "./launch/child.mjs";
import { ensureDependencies } from "./launch/dependencies.mjs";
import { findNode } from "./launch/node.mjs";
import { root, stopWith } from "./launch/say.mjs";
import { start } from "./launch/start.mjs";

const scripts = {
  start: ["apps/server/src/main.ts", "serve Atrium on PORT (3000)"],
  dev: ["tools/dev.ts", "serve it and reload server and console on every change"],
  test: ["tools/test.ts", "run every test"],
  check: ["tools/check.ts", "types, lint, format and the guards of the architecture"],
  bench: ["bench/run.ts", "measure requests per second beside the bare limit"],
  seed: ["tools/seed.ts", "fill the database with a demo company (--users N)"],
  keys: ["tools/keys.ts", "exchange the master key (renew-master)"],
  new: ["tools/new-module.ts", "write the files of a new module: npm run new invoices"],
  openapi: ["tools/write-openapi.ts", "write openapi.json from the contracts"],
  docs: ["tools/write-docs.ts", "write the reference pages from the contracts"],
};

const [command = "", ...args] = process.argv.slice(2);

if (command === "install") {
  await ensureDependencies();
} else if (!Object.hasOwn(scripts, command)) {
  const lines = Object.entries(scripts).map(([name, [, text]]) => `  ${name.padEnd(9)}${text}`);
  console.error(
    `${command ? `There is no command "${command}".\n` : ""}Usage: node tools/run.mjs <command> [arguments]\n\n` +
      `${lines.join("\n")}\n  install  bring the dependencies and nothing else\n`,
  );
  process.exitCode = command && command !== "help" ? 2 : 0;
} else if (command === "start") {
  await start(scripts.start[0], args);
} else {
  const [script] = scripts[command];
  if (!existsSync(join(root, script))) stopWith(`${script} is missing from this checkout.`);
  await ensureDependencies();
  await runChild(findNode(), [join(root, script), ...args]);
}
