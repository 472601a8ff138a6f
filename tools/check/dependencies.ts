import { readFileSync } from "node:fs";
import { join } from "node:path";
import { listFiles } from "./files.ts";
import type { Guard } from "./guard.ts";

const decision = "docs/decisions/0009-dependencies.md";
const kinds = ["dependencies", "devDependencies", "optionalDependencies"] as const;

/** Every package that a manifest names has its reason in the decision, and the decision names no other. */
export const dependencies: Guard = {
  id: "dependencies",
  run(root) {
    const manifests = ["package.json", ...listFiles(root).filter((path) => path.endsWith("/package.json"))];
    const wanted = new Map(manifests.flatMap((path) => packagesOf(root, path)));
    const reasons = readReasons(readFileSync(join(root, decision), "utf8"));
    const fits = (name: string, entry: string): boolean =>
      entry.endsWith("/*") ? name.startsWith(entry.slice(0, -1)) : name === entry;
    return {
      problems: [
        ...[...wanted]
          .filter(([name]) => !reasons.some((entry) => fits(name, entry)))
          .map(([name, path]) => `${decision} gives no reason for ${name} of ${path}`),
        ...reasons
          .filter((entry) => ![...wanted.keys()].some((name) => fits(name, entry)))
          .map((entry) => `${decision} names ${entry}, which no package.json has`),
      ],
      note: `${wanted.size} packages`,
    };
  },
};

/** What a manifest asks for, but for the workspaces themselves. */
function packagesOf(root: string, path: string): [name: string, path: string][] {
  const manifest = JSON.parse(readFileSync(join(root, path), "utf8")) as Partial<
    Record<(typeof kinds)[number], Record<string, string>>
  >;
  return kinds
    .flatMap((kind) => Object.keys(manifest[kind] ?? {}))
    .filter((name) => !name.startsWith("@atrium/"))
    .map((name) => [name, path]);
}

/** The names in the first cells of the table; `scope/*` stands for all of a scope. A row without a reason counts not. */
function readReasons(text: string): string[] {
  return [...text.matchAll(/^\| ([^|]+?) *\| *([^|\s][^|]*)\|/gm)]
    .filter(([, cell = ""]) => cell !== "package" && !/^:?-+:?$/.test(cell))
    .flatMap(([, cell = ""]) => cell.split(", ").map((name) => name.replaceAll("`", "")));
}
