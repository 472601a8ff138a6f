import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";

export type SourceFile = { path: string; text: string; lines: string[] };

const skippedFolders = new Set(["node_modules", "dist", "coverage", "test-results"]);
const sourceFolders = ["apps", "packages", "tools", "bench"];

/** Paths below `root` in forward slashes, of the folders that hold source, sorted. */
export function listFiles(root: string, folders = sourceFolders): string[] {
  return folders.flatMap((folder) => walk(root, folder)).sort();
}

export function readFiles(root: string, pattern: RegExp, folders?: string[]): SourceFile[] {
  return listFiles(root, folders)
    .filter((path) => pattern.test(path))
    .map((path) => {
      const text = readFileSync(join(root, path), "utf8");
      return { path, text, lines: text.replace(/\n$/, "").split("\n") };
    });
}

export function isTest(path: string): boolean {
  return /\.test\.tsx?$|(^|\/)(e2e|journeys)\//.test(path);
}

function walk(root: string, folder: string): string[] {
  return readEntries(join(root, folder)).flatMap((entry) => {
    const path = `${folder}/${entry.name}`.split(sep).join("/");
    if (entry.isDirectory()) {
      return skippedFolders.has(entry.name) || entry.name.startsWith(".") ? [] : walk(root, path);
    }
    return entry.isFile() ? [path] : [];
  });
}

/** A folder that is not there, or is removed while we look, holds nothing. */
function readEntries(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}
