import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "../..");

export function say(text) {
  process.stdout.write(`${text}\n`);
}

/** One line and out: a start that cannot go on says why and nothing else. */
export function stopWith(text) {
  process.stderr.write(`Atrium: ${text}\n`);
  process.exit(1);
}
