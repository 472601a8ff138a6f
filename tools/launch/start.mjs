import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { endLike, forwardSignals } from "./child.mjs";
import { buildConsole } from "./console.mjs";
import { ensureDependencies } from "./dependencies.mjs";
import { openGate } from "./gate.mjs";
import { environmentFor, findNode } from "./node.mjs";
import { root, say, stopWith } from "./say.mjs";

/**
 * Opens the port at once, brings what is missing, starts the server and hands it the listening socket.
 *
 * What the server may count on:
 * - `ATRIUM_LISTEN_FD=3`: file descriptor 3 is the listening socket; serve with `server.listen({ fd: 3 })`.
 *   Without the variable it was started by hand and opens PORT itself.
 * - An IPC channel (`process.send`). It sends, in this order:
 *     { type: "step", text }   any number of times, one line for the progress page;
 *     { type: "prepared" }     it could serve now and waits. The answer { type: "listen" } comes when the
 *                              console is built and this process has stopped accepting: from then on every
 *                              new connection is the server's; those that came in between waited in the queue;
 *     { type: "ready", url }   it serves; the URL is printed.
 *   A server that skips "prepared" is served as well: both accept until "ready".
 * - SIGINT, SIGTERM, SIGHUP: the first one begins the drain. It may come twice (the terminal signals the whole
 *   group, and this process passes it on once), so every further one is ignored. This process waits for the
 *   end and ends with the same code.
 * - `disconnect` on the channel: this process is gone (kill -9). Drain as on SIGTERM.
 */
export async function start(script, args) {
  const port = readPort();
  const host = process.env.HOST || "127.0.0.1";
  if (!existsSync(join(root, script))) stopWith(`${script} is missing from this checkout.`);
  const children = { npm: undefined, vite: undefined, server: undefined };
  forwardSignals(
    () => children.server,
    (name) => {
      children.npm?.kill(name);
      children.vite?.kill(name);
      if (!children.server) endLike(undefined, name);
    },
  );
  const gate = await openGate({ port, host });
  const keep = (name) => (child) => (children[name] = child);
  await ensureDependencies({ onStep: gate.step, onChild: keep("npm") });
  const node = findNode();
  gate.step("Starting the server");
  const server = spawn(node, [join(root, script), ...args], {
    stdio: ["inherit", "inherit", "inherit", gate.fd, "ipc"],
    env: environmentFor(node, { ATRIUM_LISTEN_FD: "3" }),
  });
  children.server = server;
  server.on("error", (error) => stopWith(`${node} did not start: ${error.message}`));
  server.on("exit", endLike);
  const consoleBuild = buildConsole({ node, onStep: gate.step, onChild: keep("vite") });
  server.on("message", serverMessages(server, gate, consoleBuild));
  await stopOnFailure(consoleBuild, server);
}

function serverMessages(server, gate, consoleBuild) {
  return async (message) => {
    if (message?.type === "step") gate.step(String(message.text));
    if (message?.type === "prepared") {
      if (await consoleBuild) return;
      gate.close();
      server.send({ type: "listen" }, () => undefined);
    }
    if (message?.type === "ready") {
      if (await consoleBuild) return;
      gate.close();
      say(`Atrium is ready: ${message.url}`);
    }
  };
}

/** A console that cannot be built ends the start: the server is asked to leave, the code is 1. */
async function stopOnFailure(consoleBuild, server) {
  const failure = await consoleBuild;
  if (!failure) return;
  process.stderr.write(`${failure}\nAtrium: the console could not be built.\n`);
  server.removeListener("exit", endLike);
  server.on("exit", () => process.exit(1));
  server.kill("SIGTERM");
}

function readPort() {
  const text = process.env.PORT || "3000";
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  return stopWith(`PORT must be a number from 1 to 65535, not "${text}".`);
}
