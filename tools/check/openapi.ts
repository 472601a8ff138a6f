import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Guard } from "./guard.ts";
import { runNode } from "./programs.ts";

/** What is written from the contracts and committed: the OpenAPI document and the reference pages. */
const writers = ["tools/write-openapi.ts", "tools/write-docs.ts"];

export const openapi: Guard = {
  id: "openapi",
  async run(root) {
    const results = await Promise.all(
      writers.map(async (writer) =>
        existsSync(join(root, writer))
          ? runNode(root, [writer, "--check"])
          : { problems: [`${writer} is missing`] },
      ),
    );
    return { problems: results.flatMap(({ problems }) => problems) };
  },
};
