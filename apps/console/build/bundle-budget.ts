import { brotliCompressSync } from "node:zlib";
import type { Plugin, Rolldown } from "vite";

export type Budget = { firstLoadKilobytes: number; furtherChunkKilobytes: number };

function brotli(source: string | Uint8Array): number {
  return brotliCompressSync(source).length / 1000;
}

/** Prints what a browser fetches first, and fails the build above the budget. */
export function bundleBudget({ firstLoadKilobytes, furtherChunkKilobytes }: Budget): Plugin {
  return {
    name: "bundle-budget",
    apply: "build",
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter(
        (file): file is Rolldown.OutputChunk => file.type === "chunk",
      );
      const first = new Set<string>();
      const visit = (name: string) => {
        const chunk = chunks.find((candidate) => candidate.fileName === name);
        if (chunk === undefined || first.has(name)) return;
        first.add(name);
        chunk.imports.forEach(visit);
      };
      chunks.filter((chunk) => chunk.isEntry).forEach((chunk) => visit(chunk.fileName));

      const sizes = chunks.map((chunk) => ({ name: chunk.fileName, size: brotli(chunk.code) }));
      const styles = Object.values(bundle).flatMap((file) =>
        file.type === "asset" && file.fileName.endsWith(".css") ? [brotli(file.source)] : [],
      );
      const firstLoad = sizes.filter(({ name }) => first.has(name)).reduce((sum, { size }) => sum + size, 0);
      const further = sizes.filter(({ name }) => !first.has(name)).toSorted((a, b) => b.size - a.size);
      const lines = [
        `first load ${firstLoad.toFixed(1)} kB of ${firstLoadKilobytes} kB (brotli, scripts)`,
        `styles ${styles.reduce((sum, size) => sum + size, 0).toFixed(1)} kB`,
        ...further.map(({ name, size }) => `${name} ${size.toFixed(1)} kB`),
      ];
      this.environment.logger.info(lines.join("\n"));
      if (firstLoad > firstLoadKilobytes) this.error(`The first load is ${firstLoad.toFixed(1)} kB.`);
      for (const { name, size } of further) {
        if (size > furtherChunkKilobytes) this.error(`${name} is ${size.toFixed(1)} kB.`);
      }
    },
  };
}
