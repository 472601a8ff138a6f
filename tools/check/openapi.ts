import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Guard } from "./guard.ts";
import { runNode } from "./programs.ts";

export const openapi: Guard = {
  id: "openapi",
  async run(root) {
    const writer = "tools/write-openapi.ts";
    if (!existsSync(join(root, writer))) return { problems: [`${writer} is missing`] };
    return runNode(root, [writer, "--check"]);
  },
};
