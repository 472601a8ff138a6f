import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { listFiles } from "./files.ts";
import type { Guard } from "./guard.ts";
import { judgeRoutes } from "./guide-routes.ts";

const entry = "README.md";
const guidesRead = [entry, "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"];
const longest: Record<string, number> = { "CONTRIBUTING.md": 120 };
const folders = /^(apps|packages|tools|deploy|docs|bench|\.github|\.ci)\//;

type Guide = { readonly name: string; readonly text: string };

/** What a guide names exists: a path, an npm script, an operation. And every guide can be found from the README. */
export const guides: Guard = {
  id: "guides",
  run(root) {
    const present = [...guidesRead, ...listFiles(root, ["docs"]).filter((name) => name.endsWith(".md"))]
      .filter((name) => existsSync(join(root, name)))
      .map((name) => ({ name, text: readFileSync(join(root, name), "utf8") }));
    const scripts = readScripts(root);
    const problems = present.flatMap(({ name, text }) => {
      const lines = text.trimEnd().split("\n").length;
      const limit = longest[name];
      return [
        ...[...quotedPaths(text), ...linkedPaths({ name, text })]
          .filter((path) => !existsSync(join(root, path)))
          .map((path) => `${name} names ${path}, which is not there`),
        ...[...text.matchAll(/\bnpm run ([a-z][\w:-]*)/g)]
          .map((match) => match[1] ?? "")
          .filter((script) => !scripts.includes(script))
          .map((script) => `${name} names npm run ${script}, which package.json does not have`),
        ...(limit !== undefined && lines > limit ? [`${name} has ${lines} lines, more than ${limit}`] : []),
      ];
    });
    return {
      problems: [...problems, ...lostGuides(present), ...judgeRoutes(root, present)],
      note: `${present.length} guides`,
    };
  },
};

/** Paths in backticks. One with a placeholder in it stands for many files and is not looked up. */
function quotedPaths(text: string): string[] {
  return [...text.matchAll(/`([^`\s]+)`/g)]
    .map((match) => (match[1] ?? "").replace(/^\.\//, ""))
    .filter((path) => folders.test(path) && !/[<>*{}]|\.\.\./.test(path));
}

/** Where links lead, seen from the folder of their guide. */
function linkedPaths({ name, text }: Guide): string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map((match) => (match[1] ?? "").replace(/#.*$/, ""))
    .filter((target) => target !== "" && !/^[a-z]+:/.test(target))
    .map((target) => normalize(join(dirname(name), target)));
}

function lostGuides(present: readonly Guide[]): string[] {
  const start = present.find(({ name }) => name === entry);
  if (start === undefined) return [];
  const found = new Set([entry]);
  for (const open = [start]; open.length > 0;) {
    const links = open.splice(0).flatMap(linkedPaths);
    for (const guide of present.filter(({ name }) => links.includes(name) && !found.has(name))) {
      found.add(guide.name);
      open.push(guide);
    }
  }
  return present
    .filter(({ name }) => !found.has(name))
    .map(({ name }) => `${name} cannot be reached by links from ${entry}`);
}

function readScripts(root: string): string[] {
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    scripts?: Record<string, string>;
  };
  return Object.keys(manifest.scripts ?? {});
}
