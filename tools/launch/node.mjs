import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { root, stopWith } from "./say.mjs";

const wanted = 24;

/** The Node that runs the TypeScript: this one when it is new enough, else the one npm brought. */
export function findNode() {
  if (Number.parseInt(process.versions.node, 10) >= wanted) return process.execPath;
  const path = join(root, `node_modules/node-${process.platform}-${process.arch}/bin/node`);
  if (existsSync(path)) return path;
  return stopWith(
    `Node ${wanted} is needed, this is Node ${process.versions.node}, and npm has none for ` +
      `${process.platform} ${process.arch}: install Node ${wanted} and run this again.`,
  );
}

/** Its folder comes first in PATH, so that whatever it starts as `node` is the same Node. */
export function environmentFor(node, extra = {}) {
  return {
    ...process.env,
    PATH: [dirname(node), process.env.PATH].filter(Boolean).join(delimiter),
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(root, "node_modules/.cache/compile"),
    ...extra,
  };
}
