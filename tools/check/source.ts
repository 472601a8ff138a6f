import type { Guard } from "./guard.ts";
import { type SourceFile, isTest, readFiles } from "./files.ts";

type Rule = { pattern: RegExp; reason: string; applies?: (path: string) => boolean };

// Built from parts, so that this file does not trip over itself.
const ignore = new RegExp(String.raw`@ts-(?:ignore|nocheck)|(?:oxlint|eslint)-disable(?!.* -- \S)`);

const rules: Rule[] = [
  { pattern: /^\s*@[A-Za-z_]\w*(?:\(|\s*$)/, reason: "a decorator, which type stripping cannot run" },
  { pattern: /^\s*(?:export\s+)?(?:const\s+)?enum\s+\w/, reason: "an enum, which type stripping cannot run" },
  { pattern: /\bas unknown as\b/, reason: "a cast through unknown hides what the types say" },
  { pattern: ignore, reason: "a suppression without its reason (add ` -- why`)" },
  {
    pattern: /\benv\b[^=]*=\s*process\b|\bprocess\s*\.\s*env\b|import\b.*\benv\b.*["'](?:node:)?process["']/,
    reason: "an environment variable read outside kernel/config.ts",
    applies: (path) =>
      !/^(?:tools|bench)\/|\.(?:config|test|fixture)\.ts$|(?:^|\/)e2e\/|^apps\/server\/src\/(?:main|kernel\/config)\.ts$/.test(
        path,
      ),
  },
  { pattern: /\.only\(/, reason: "a focused test hides the others", applies: isTest },
];

/** What the linter has no rule for. */
export const source: Guard = {
  id: "source",
  run(root) {
    const files = readFiles(root, /\.tsx?$/).filter((file) => !file.path.startsWith("tools/check/"));
    return { problems: files.flatMap((file) => judge(file)), note: `${files.length} files` };
  },
};

function judge({ path, lines }: SourceFile): string[] {
  const active = rules.filter((rule) => rule.applies?.(path) ?? true);
  return lines.flatMap((line, index) =>
    active
      .filter(
        (rule) => (rule.pattern === ignore || !/^\s*(?:\/\/|\/?\*)/.test(line)) && rule.pattern.test(line),
      )
      .map((rule) => `${path}:${index + 1} has ${rule.reason}`),
  );
}
