import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { browserFile, browserList, serverFile, serverList } from "./lists.ts";

const root = path.resolve(import.meta.dirname, "../..");

describe("the lists of common passwords", () => {
  it("are shipped as the tool writes them", () => {
    const shipped = readFileSync(path.join(root, "apps/server/src/modules/accounts/common-passwords.bin"));
    expect(shipped.equals(serverFile())).toBe(true);
    expect(readFileSync(path.join(root, "packages/ui/src/common-words-bits.ts"), "utf8")).toBe(browserFile());
  });

  it("hold more than a hundred thousand for the server and the first few thousand for the browser", () => {
    expect(serverList().length).toBeGreaterThanOrEqual(100_000);
    expect(serverList()).toContain("letmein");
    expect(browserList()).toHaveLength(3000);
    expect(browserList()).toContain("letmein");
  });
});
