import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { withLock } from "./lock.mjs";
import { environmentFor } from "./node.mjs";
import { root, say } from "./say.mjs";

const inputs = [
  "apps/console/build",
  "apps/console/index.html",
  "apps/console/package.json",
  "apps/console/public",
  "apps/console/src",
  "apps/console/vite.config.ts",
  "packages/contracts/src",
  "packages/filter/src",
  "packages/sdk/src",
  "packages/ui/src",
  "package-lock.json",
];
const dist = join(root, "apps/console/dist");
const stampPath = join(dist, ".stamp");

/** Builds the console when its sources are not those of the last build. Answers with what went wrong, if so. */
export async function buildConsole({ node, onStep, onChild }) {
  if (!existsSync(join(root, "apps/console/index.html"))) {
    say("There is no console in this checkout: only the API is served.");
    return "";
  }
  const wanted = fingerprint();
  if (stamp() === wanted) return "";
  return withLock(
    "console",
    () => undefined,
    async () => {
      if (stamp() === wanted) return "";
      say(`Building the console, because ${stamp() ? "its sources changed" : "it was not built yet"}.`);
      onStep("Building the console");
      // Built aside and moved in: another instance of this checkout may be serving the old one.
      const fresh = join(root, `node_modules/.cache/console-${process.pid}`);
      try {
        const failure = await runVite(node, fresh, onChild);
        if (failure) return failure;
        writeFileSync(join(fresh, ".stamp"), wanted);
        replaceDist(fresh);
        return "";
      } finally {
        rmSync(fresh, { recursive: true, force: true });
      }
    },
  );
}

function runVite(node, outDir, onChild) {
  mkdirSync(outDir, { recursive: true });
  const vite = join(root, "node_modules/vite/bin/vite.js");
  const args = [vite, "build", "--outDir", outDir, "--emptyOutDir", "--logLevel", "warn"];
  const child = spawn(node, args, {
    cwd: join(root, "apps/console"),
    env: environmentFor(node, { NODE_ENV: "production", NO_COLOR: "1", FORCE_COLOR: undefined }),
    stdio: ["ignore", "pipe", "pipe"],
  });
  onChild(child);
  const output = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => output.push(chunk));
  return new Promise((resolve) => {
    const end = (failure) => {
      onChild(undefined);
      resolve(failure);
    };
    child.on("error", (error) => end(error.message));
    child.on("close", (code) =>
      end(code === 0 ? "" : Buffer.concat(output).toString().trim() || "it failed"),
    );
  });
}

function replaceDist(fresh) {
  const old = join(root, `node_modules/.cache/console-old-${process.pid}`);
  try {
    if (existsSync(dist)) renameSync(dist, old);
    renameSync(fresh, dist);
  } catch (error) {
    if (error.code !== "EXDEV") throw error;
    // node_modules on a volume of its own.
    rmSync(dist, { recursive: true, force: true });
    cpSync(fresh, dist, { recursive: true });
  }
  rmSync(old, { recursive: true, force: true });
}

/** Content, not times: a fresh checkout or a switched branch touches every file. */
function fingerprint() {
  const hash = createHash("sha256");
  for (const input of inputs) addTo(hash, input);
  return hash.digest("hex");
}

function addTo(hash, path) {
  const full = join(root, path);
  if (!existsSync(full)) return;
  const entries = readEntries(full);
  if (!entries) {
    hash.update(`${path}\0`).update(readFileSync(full));
    return;
  }
  for (const name of entries.sort()) if (!/\.test\.tsx?$/.test(name)) addTo(hash, `${path}/${name}`);
}

function readEntries(path) {
  try {
    return readdirSync(path);
  } catch (error) {
    if (error.code === "ENOTDIR") return undefined;
    throw error;
  }
}

function stamp() {
  try {
    return readFileSync(stampPath, "utf8");
  } catch {
    return "";
  }
}
