import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Guard } from "./guard.ts";

const guidesRead = ["README.md", "CONTRIBUTING.md", "SECURITY.md"];
const longest: Record<string, number> = { "CONTRIBUTING.md": 120 };
const folders = /^(apps|packages|tools|deploy|docs|bench|\.github|\.ci)\//;

/** What a guide names exists: a path, an npm script. */
export const guides: Guard = {
  id: "guides",
  run(root) {
    const present = guidesRead.filter((name) => existsSync(join(root, name)));
    const scripts = readScripts(root);
    const problems = present.flatMap((name) => {
      const text = readFileSync(join(root, name), "utf8");
      const lines = text.trimEnd().split("\n").length;
      const limit = longest[name];
      return [
        ...namedPaths(text)
          .filter((path) => !existsSync(join(root, path)))
          .map((path) => `${name} names ${path}, which is not there`),
        ...[...text.matchAll(/\bnpm run ([a-z][\w:-]*)/g)]
          .map((match) => match[1] ?? "")
          .filter((script) => !scripts.includes(script))
          .map((script) => `${name} names npm run ${script}, which package.json does not have`),
        ...(limit !== undefined && lines > limit ? [`${name} has ${lines} lines, more than ${limit}`] : []),
      ];
    });
    return { problems, note: present.join(", ") };
  },
};

/** Paths in backticks or link targets. One with a placeholder in it stands for many files and is not looked up. */
function namedPaths(text: string): string[] {
  const quoted = [...text.matchAll(/`([^`\s]+)`|\]\(([^)\s]+)\)/g)].map(
    (match) => match[1] ?? match[2] ?? "",
  );
  return quoted
    .map((path) => path.replace(/^\.\//, "").replace(/#.*$/, ""))
    .filter((path) => folders.test(path) && !/[<>*{}]|\.\.\./.test(path));
}

function readScripts(root: string): string[] {
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    scripts?: Record<string, string>;
  };
  return Object.keys(manifest.scripts ?? {});
}
