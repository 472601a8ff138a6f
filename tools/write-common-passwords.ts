import { writeFile } from "node:fs/promises";
import path from "node:path";
import { browserFile, serverFile } from "./common-passwords/lists.ts";

// Run by hand after the word lists came in a new version: node tools/write-common-passwords.ts
const root = path.resolve(import.meta.dirname, "..");
await writeFile(path.join(root, "apps/server/src/modules/accounts/common-passwords.bin"), serverFile());
await writeFile(path.join(root, "packages/ui/src/common-words-bits.ts"), browserFile());
