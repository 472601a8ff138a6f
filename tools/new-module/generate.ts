import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { contractFile, registryLines } from "./contract.ts";
import { migrationFile } from "./migration.ts";
import { nounsOf } from "./nouns.ts";
import { operationFiles } from "./operations.ts";
import { choosePrefix, insertAfter, insertBefore } from "./registers.ts";
import { serverFiles } from "./server.ts";
import { testFile } from "./test.ts";

const contracts = "packages/contracts/src";
const server = "apps/server";

/** Writes a module and registers it. Answers with every path written; nothing is written when anything is in the way. */
export function generateModule(root: string, plural: string): string[] {
  const nouns = nounsOf(plural);
  const folder = `${server}/src/modules/${nouns.kebab}`;
  const read = (path: string): string => readFileSync(join(root, path), "utf8");
  const ids = read(`${contracts}/id.ts`);
  const lines = registryLines(nouns, choosePrefix(ids, nouns.one));

  const fresh: Record<string, string> = {
    [`${contracts}/${nouns.kebab}.ts`]: contractFile(nouns),
    [`${server}/migrations/${nextMigration(join(root, server, "migrations"))}_${nouns.table}.sql`]:
      migrationFile(nouns),
    [`${folder}/${nouns.kebab}.test.ts`]: testFile(nouns),
    ...inFolder(folder, serverFiles(nouns)),
    ...inFolder(folder, operationFiles(nouns)),
  };
  const taken = Object.keys(fresh).filter((path) => existsSync(join(root, path)));
  if (taken.length > 0) throw new Error(`already there: ${taken.join(", ")}`);

  const list = `${nouns.many}Contracts`;
  const file = `./${nouns.kebab}.ts`;
  const edited: Record<string, string> = {
    [`${contracts}/permissions.ts`]: insertBefore(
      read(`${contracts}/permissions.ts`),
      /^\} as const satisfies Record<string, PermissionInfo>/m,
      lines.permissions.join("\n"),
    ),
    [`${contracts}/events.ts`]: insertBefore(
      read(`${contracts}/events.ts`),
      /^\} as const satisfies Record<string, \{ version/m,
      lines.events.join("\n"),
    ),
    [`${contracts}/id.ts`]: insertBefore(ids, /^\} as const;\nexport type IdKind/m, lines.ids.join("\n")),
    [`${contracts}/index.ts`]: [
      [/^import /m, `import { ${list} } from "${file}";`] as const,
      [/^export \* from /m, `export * from "${file}";`] as const,
      [/^\] as const satisfies readonly Contract\[\]/m, `  ...${list},`] as const,
    ].reduce((text, [before, line]) => insertBefore(text, before, line), read(`${contracts}/index.ts`)),
    [`${server}/src/app.ts`]: register(read(`${server}/src/app.ts`), nouns.kebab, `${nouns.many}Module`),
  };

  const files = { ...fresh, ...edited };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return Object.keys(files);
}

function inFolder(folder: string, files: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));
}

function nextMigration(folder: string): string {
  const last =
    readdirSync(folder)
      .filter((name) => /^\d{4}_/.test(name))
      .sort()
      .at(-1) ?? "0000";
  return `${Number(last.slice(0, 4)) + 1}`.padStart(4, "0");
}

/** Beside the modules of users and segments, which every Atrium has. */
function register(app: string, name: string, factory: string): string {
  const imported = insertAfter(
    app,
    /^import \{[^}]*\busersModule\b[^}]*\} from ".*";$/m,
    `import { ${factory} } from "#modules/${name}";`,
  );
  return insertAfter(imported, /^\s*segmentsModule\([^\n]*\),$/m, `${factory}({ lists }),`);
}
