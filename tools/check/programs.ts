import { spawn } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Finding, Guard } from "./guard.ts";

const repository = join(dirname(fileURLToPath(import.meta.url)), "../..");
const mostLines = 80;

export const types: Guard = {
  id: "types",
  async run(root) {
    const projects = ["tsconfig.json", "tsconfig.console.json"].filter((name) =>
      existsSync(join(root, name)),
    );
    // More checkers repeat work: on two cores one is faster.
    const found = await Promise.all(
      projects.map((name) =>
        program(root, "tsc", ["--noEmit", "--pretty", "false", "--checkers", "1", "-p", name]),
      ),
    );
    return { problems: found.flatMap((one) => one.problems), note: projects.join(", ") };
  },
};

export const lint: Guard = {
  id: "lint",
  run: (root) => program(root, "oxlint", ["--format", "unix", "--report-unused-disable-directives"]),
};

export const format: Guard = {
  id: "format",
  run: (root) => program(root, "oxfmt", ["--check"]),
};

export const unused: Guard = {
  id: "unused",
  run: (root) => program(root, "knip", ["--no-progress", "--reporter", "compact"]),
};

/** A program says yes with its exit code; what it printed is the reason. */
export async function program(root: string, name: string, args: string[]): Promise<Finding> {
  return runNode(root, [realpathSync(join(repository, "node_modules/.bin", name)), ...args]);
}

export async function runNode(root: string, args: string[]): Promise<Finding> {
  const { promise, resolve, reject } = Promise.withResolvers<{ code: number | null; output: string }>();
  const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  const chunks: string[] = [];
  child.stdout.setEncoding("utf8").on("data", (text: string) => chunks.push(text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => chunks.push(text));
  child.on("error", reject);
  child.on("close", (code) => resolve({ code, output: chunks.join("") }));
  const { code, output } = await promise;
  if (code === 0) return { problems: [] };
  const lines = output.split("\n").filter((line) => line.trim() !== "");
  if (lines.length === 0) return { problems: [`ended with ${code ?? "a signal"} and said nothing`] };
  if (lines.length <= mostLines) return { problems: lines };
  return { problems: [...lines.slice(0, mostLines), `and ${lines.length - mostLines} more lines`] };
}
