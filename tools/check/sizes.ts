import type { Guard } from "./guard.ts";
import { isTest, readFiles } from "./files.ts";

const aims = { median: 80, p95: 260, max: 400 };
// Below this a distribution says nothing.
const enoughFiles = 40;

export const sizes: Guard = {
  id: "sizes",
  run(root) {
    const files = readFiles(root, /\.(ts|tsx|mjs|css)$/);
    const problems = files
      .filter((file) => file.lines.length > aims.max)
      .map((file) => `${file.path} has ${file.lines.length} lines, more than ${aims.max}`);
    const counts = files
      .filter((file) => !isTest(file.path))
      .map((file) => file.lines.length)
      .sort((a, b) => a - b);
    const at = (share: number) => counts[Math.ceil(counts.length * share) - 1] ?? 0;
    const median = at(0.5);
    const p95 = at(0.95);
    if (counts.length >= enoughFiles) {
      if (median >= aims.median) problems.push(`the median file has ${median} lines, aim < ${aims.median}`);
      if (p95 >= aims.p95) problems.push(`the 95th percentile has ${p95} lines, aim < ${aims.p95}`);
    }
    const note = `${counts.length} files, median ${median}, p95 ${p95}, longest ${counts.at(-1) ?? 0}`;
    return { problems, note };
  },
};
