import { spawn } from "node:child_process";
import { constants } from "node:os";
import { environmentFor } from "./node.mjs";

const forwarded = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Passes the first signal on to the child and waits for its end. Only the first: a Ctrl-C has already reached
 * the whole foreground group, and npm repeats signals too. `current` gives the child of the moment.
 */
export function forwardSignals(current, onSignal = () => undefined) {
  let sent = false;
  const forward = (name) => {
    if (sent) return;
    sent = true;
    onSignal(name);
    current()?.kill(name);
  };
  for (const name of forwarded) process.on(name, () => forward(name));
  // npm runs this through a shell; where that shell stays between, a SIGTERM ends the shell and stops there.
  const parent = process.ppid;
  if (!process.env.npm_lifecycle_event) return;
  setInterval(() => process.ppid !== parent && forward("SIGTERM"), 250).unref();
}

/** Ends this process the way the child ended: the same code, or the same signal. */
export function endLike(code, signal) {
  if (!signal) process.exit(code ?? 1);
  for (const name of forwarded) process.removeAllListeners(name);
  process.kill(process.pid, signal);
  // Reached only where a signal does not end a process.
  setTimeout(() => process.exit(128 + (constants.signals[signal] ?? 0)), 200);
}

/** Runs a program to its end with this terminal as its own, then ends like it. */
export function runChild(node, args) {
  const child = spawn(node, args, { stdio: "inherit", env: environmentFor(node) });
  forwardSignals(() => child);
  return new Promise(() => {
    child.on("error", (error) => {
      process.stderr.write(`Atrium: ${node} did not start: ${error.message}\n`);
      process.exit(1);
    });
    child.on("exit", endLike);
  });
}
