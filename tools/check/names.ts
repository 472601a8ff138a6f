import { basename } from "node:path";
import type { Guard } from "./guard.ts";
import { listFiles } from "./files.ts";

const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|fixture|config|d))?\.(ts|tsx|mjs|css)$/;
const migration = /^\d{4}_[a-z0-9]+(_[a-z0-9]+)*\.sql$/;
const vague = new Set([
  "util",
  "utils",
  "helper",
  "helpers",
  "common",
  "misc",
  "shared",
  "service",
  "controller",
]);
const forwarding = /-(service|services|controller|controllers|helper|helpers|util|utils)$/;

export const names: Guard = {
  id: "names",
  run(root) {
    const files = listFiles(root).filter((path) => /\.(ts|tsx|mjs|css|sql)$/.test(path));
    return { problems: files.flatMap((path) => judge(path)), note: `${files.length} files` };
  },
};

function judge(path: string): string[] {
  const file = basename(path);
  const expected = file.endsWith(".sql") ? migration : kebab;
  const problems = expected.test(file) ? [] : [`${path} is not named in kebab-case`];
  const parts = path.split("/").map((part) => part.split(".")[0] ?? "");
  for (const part of parts) {
    if (vague.has(part) || forwarding.test(part)) {
      problems.push(`${path}: "${part}" says nothing about what is inside`);
    }
  }
  return problems;
}
