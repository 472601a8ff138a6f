import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const repository = join(dirname(fileURLToPath(import.meta.url)), "../..");
const settings = [
  ".oxlintrc.json",
  ".oxfmtrc.json",
  "package.json",
  "tsconfig.base.json",
  "tsconfig.json",
  "apps/server/package.json",
];

export type Fixture = {
  root: string;
  write(path: string, text: string): void;
  remove(path: string): void;
  [Symbol.dispose](): void;
};

/** A small repository under the real settings, for a guard to look at; gone when its block ends. */
export function openFixture(files: Record<string, string> = {}): Fixture {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "atrium-guard-")));
  const fixture: Fixture = {
    root,
    write(path, text) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    },
    remove: (path) => rmSync(join(root, path)),
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
  };
  for (const path of settings) cpSync(join(repository, path), join(root, path));
  symlinkSync(join(repository, "node_modules"), join(root, "node_modules"));
  for (const [path, text] of Object.entries(files)) fixture.write(path, text);
  return fixture;
}
