import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { program } from "./check/programs.ts";
import { generateModule } from "./new-module/generate.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const noun = process.argv[2];
if (noun === undefined) {
  console.error("Name a plural noun: npm run new invoices");
  process.exit(2);
}
try {
  const written = generateModule(root, noun);
  await program(
    root,
    "oxfmt",
    written.filter((path) => path.endsWith(".ts")),
  );
  console.log(written.map((path) => `wrote  ${path}`).join("\n"));
  console.log(
    "\nNext: its fields in contract, migration and queries, then npm run openapi, npm run check, npm test.",
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
