import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { type ViteDevServer, createServer } from "vite";
import { startEmbeddedPostgres } from "../apps/server/src/kernel/embedded-postgres.ts";

const root = join(import.meta.dirname, "..");
const port = Number(process.env["PORT"] || 3000);
const consoleUrl = `http://localhost:${port + 1}`;

// Held here too: a reload of the server adopts PostgreSQL instead of stopping and starting it.
const postgres = process.env["DATABASE_URL"]
  ? undefined
  : await startEmbeddedPostgres({ dataDir: resolve(root, process.env["ATRIUM_DATA"] || ".data") });
const server = startServer();
const vite = await startConsole();
process.stdout.write(`Console: ${vite ? consoleUrl : "none in this checkout"}\n`);

let stopping: Promise<void> | undefined;
const stopOnce = () => void (stopping ??= stop());
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, stopOnce);
server.on("exit", stopOnce);

async function stop(): Promise<void> {
  await vite?.close();
  if (server.exitCode === null && server.signalCode === null) {
    server.kill("SIGTERM");
    await once(server, "exit");
  }
  await postgres?.stop();
  process.exit();
}

/** Restarted by Node on any change to its sources, the packages or the migrations. */
function startServer(): ChildProcess {
  const packages = readdirSync(join(root, "packages")).map((name) => `packages/${name}/src`);
  const watched = ["apps/server/src", "apps/server/migrations", "apps/portal/src", ...packages]
    .filter((path) => existsSync(join(root, path)))
    .map((path) => `--watch-path=${path}`);
  // The browser talks to Vite, so that is the origin the server must trust.
  const env = { ATRIUM_URL: consoleUrl, ...process.env, PORT: String(port) };
  const args = ["--watch", "--watch-preserve-output", ...watched, "apps/server/src/main.ts"];
  return spawn(process.execPath, args, { cwd: root, env, stdio: "inherit" });
}

async function startConsole(): Promise<ViteDevServer | undefined> {
  const folder = join(root, "apps/console");
  if (!existsSync(join(folder, "index.html"))) return undefined;
  const target = `http://127.0.0.1:${port}`;
  // Prefixes; the ones the console's own configuration names are pointed at this PORT.
  const proxied = ["/api", "/auth", "/docs", "/openapi.json", "/health", "/livez", "/readyz", "/metrics"];
  const started = await createServer({
    root: folder,
    server: {
      port: port + 1,
      strictPort: true,
      proxy: {
        ...Object.fromEntries(proxied.map((path) => [path, { target }])),
        "/socket.io": { target, ws: true },
      },
    },
  });
  return started.listen();
}
