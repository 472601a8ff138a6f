import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { basename, join } from "node:path";
import { withLock } from "./lock.mjs";
import { root, say, stopWith } from "./say.mjs";

const stampPath = join(root, "node_modules/.atrium-stamp");

/**
 * Brings node_modules to what the lock file says; nothing to do costs one hash. `onChild` is told of npm while
 * it runs, so that a signal can end it.
 */
export async function ensureDependencies({ onStep = () => undefined, onChild = () => undefined } = {}) {
  const wanted = fingerprint();
  if (readText(stampPath) === wanted) return;
  const waiting = (pid) => say(`Waiting: process ${pid} is installing the dependencies of this checkout.`);
  await withLock("install", waiting, async () => {
    if (readText(stampPath) === wanted) return;
    if (!alreadyInstalled()) {
      const why = existsSync(stampPath)
        ? "package-lock.json changed"
        : existsSync(join(root, "node_modules"))
          ? "node_modules is not what package-lock.json says"
          : "this is the first start";
      say(`Installing the dependencies, because ${why} (npm ci).`);
      onStep("Installing the dependencies");
      rmSync(stampPath, { force: true });
      await install(onChild);
    }
    writeFileSync(stampPath, wanted);
  });
}

function fingerprint() {
  const lock = readFileSync(join(root, "package-lock.json"));
  return createHash("sha256").update(lock).update(`${process.platform}-${process.arch}`).digest("hex");
}

/** Somebody may have run npm themselves: npm's own record of node_modules is compared with the lock file. */
function alreadyInstalled() {
  const recorded = readText(join(root, "node_modules/.package-lock.json"));
  if (!recorded) return false;
  const installed = JSON.parse(recorded).packages;
  const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  for (const [path, entry] of Object.entries(wanted)) {
    if (!path.startsWith("node_modules/") && !path.includes("/node_modules/")) continue;
    const found = installed[path];
    if (found ? found.version !== entry.version || found.integrity !== entry.integrity : isNeeded(entry)) {
      return false;
    }
  }
  return Object.keys(installed).every((path) => path in wanted);
}

function isNeeded(entry) {
  if (!entry.optional && !entry.devOptional && !entry.peer) return true;
  // A package for one platform is needed there; which C library it asks for only npm can tell.
  if (entry.libc || !entry.os) return false;
  return entry.os.includes(process.platform) && (!entry.cpu || entry.cpu.includes(process.arch));
}

async function install(onChild) {
  // Under NODE_ENV=production npm would leave out Vite, which builds the console.
  const args = ["ci", "--ignore-scripts", "--include=dev", "--include=optional", "--no-audit", "--no-fund"];
  const [program, first] = npm();
  const child = spawn(program, [...first, ...args], {
    cwd: root,
    env: { ...process.env, ...cacheSetting() },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onChild(child);
  const output = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => output.push(chunk));
  const failure = await new Promise((resolve) => {
    child.on("error", (error) => resolve(error.message));
    child.on("close", (code, signal) => resolve(code === 0 ? "" : `npm ci ended with ${signal ?? code}`));
  });
  onChild(undefined);
  if (!failure) return;
  process.stderr.write(Buffer.concat(output));
  stopWith(`The dependencies could not be installed: ${failure}.`);
}

function npm() {
  const path = process.env.npm_execpath;
  if (path && /^npm(-cli)?\.c?js$/.test(basename(path)) && existsSync(path))
    return [process.execPath, [path]];
  return ["npm", []];
}

/** An account without a home of its own (nobody, a container's user) still needs a place for npm's cache. */
function cacheSetting() {
  if (process.env.npm_config_cache && isWritable(process.env.npm_config_cache)) return {};
  if (!process.env.npm_config_cache && isWritable(homedir())) return {};
  const path = join(tmpdir(), `atrium-npm-${process.getuid?.() ?? 0}`);
  mkdirSync(path, { recursive: true, mode: 0o700 });
  return { npm_config_cache: path };
}

function isWritable(path) {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    // npm makes a cache folder that is missing, where it may.
    const parent = join(path, "..");
    return !existsSync(path) && parent !== path && isWritable(parent);
  }
}

function readText(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
