// Builds the console where its sources changed since; says what went wrong and ends with 1 where it cannot.
import { buildConsole } from "./launch/console.mjs";

const nothing = () => undefined;
const failure = await buildConsole({ node: process.execPath, onStep: nothing, onChild: nothing });
if (failure) {
  console.error(failure);
  process.exitCode = 1;
}
