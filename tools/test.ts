import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const args = process.argv.slice(2);
const chromiumPaths = ["/usr/bin/chromium", "/usr/bin/chromium-browser"];

type Counts = { passed: number; failed: number };

const chromium = existsSync(join(root, "apps/console/e2e")) ? ensureChromium() : undefined;
const counts: Counts = { passed: 0, failed: 0 };
// A run of chosen tests is for somebody who waits for them.
if (args.length === 0) add(await runCheck());
add(await runVitest());
process.stdout.write(`${counts.passed} passed, ${counts.failed} failed\n`);
process.exitCode = counts.failed === 0 ? 0 : 1;

function add(more: Counts): void {
  counts.passed += more.passed;
  counts.failed += more.failed;
}

/** The check counts only when it fails: then it is one failure more. */
async function runCheck(): Promise<Counts> {
  const script = join(root, "tools/check.ts");
  if (!existsSync(script)) return { passed: 0, failed: 0 };
  return { passed: 0, failed: (await run(process.execPath, [script])) === 0 ? 0 : 1 };
}

async function runVitest(): Promise<Counts> {
  const folder = mkdtempSync(join(tmpdir(), "atrium-test-"));
  const report = join(folder, "report.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const withoutBrowser =
    existsSync(join(root, "apps/console/e2e")) && !chromium ? ["--project=!browser"] : [];
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  try {
    const code = await run(process.execPath, [vitest, "run", ...reporters, ...withoutBrowser, ...args]);
    const counted = readReport(report);
    // A file that does not load, or an error outside any test, fails the run without a failed test.
    return code === 0 ? counted : { ...counted, failed: Math.max(counted.failed, 1) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readReport(path: string): Counts {
  if (!existsSync(path)) return { passed: 0, failed: 1 };
  const report: unknown = JSON.parse(readFileSync(path, "utf8"));
  const number = (key: string) => {
    const value: unknown = typeof report === "object" && report ? Reflect.get(report, key) : 0;
    return typeof value === "number" ? value : 0;
  };
  return { passed: number("numPassedTests"), failed: number("numFailedTests") };
}

/** Debian's Chromium for the browser tests; installed when that is possible without asking anybody. */
function ensureChromium(): string | undefined {
  const find = () =>
    [process.env["CHROMIUM_PATH"] ?? "", ...chromiumPaths].find((path) => path !== "" && existsSync(path));
  const found = find();
  if (found) return found;
  const apt = spawnSync("apt-get", ["--version"], { stdio: "ignore" }).status === 0;
  if (apt && process.getuid?.() === 0) {
    process.stdout.write("Installing Debian's chromium for the browser tests (apt-get).\n");
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    for (const step of [["update"], ["install", "-y", "--no-install-recommends", "chromium"]]) {
      const done = spawnSync("apt-get", ["-qq", ...step], { env, stdio: ["ignore", "pipe", "inherit"] });
      if (done.status !== 0) break;
    }
    if (find()) return find();
  }
  const why = !apt ? "there is no apt-get" : process.getuid?.() === 0 ? "apt-get failed" : "this is not root";
  process.stdout.write(
    `The browser tests are skipped: Chromium is missing and cannot be installed here, because ${why}. ` +
      "Install it, or set CHROMIUM_PATH.\n",
  );
  return undefined;
}

function run(program: string, parameters: string[]): Promise<number> {
  const env = chromium ? { ...process.env, CHROMIUM_PATH: chromium } : process.env;
  const child = spawn(program, parameters, { cwd: root, env, stdio: "inherit" });
  const end = (signal: NodeJS.Signals) => child.kill(signal);
  process.on("SIGINT", end).on("SIGTERM", end);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => {
      process.off("SIGINT", end).off("SIGTERM", end);
      resolve(code ?? 1);
    });
  });
}
