import { describe, expect, it } from "vitest";
import { ownPath } from "./own-path.ts";

describe("ownPath", () => {
  it("takes paths of our own", () => {
    for (const path of ["/", "/o/acme/users?q=a%20b#x", "/auth/invitation?token=abc"])
      expect(ownPath(path)).toBe(path);
  });
  it("refuses whatever a browser could read as another place", () => {
    for (const path of [
      undefined, "", "//evil.example", "/\\evil.example", "\\/evil.example", "https://evil.example", "evil",
      "/\tevil", "/\n/evil", "/a b", "/ö", "javascript:alert(1)", `/${"a".repeat(500)}`, "/a\\..\\..\\",
    ])
      expect(ownPath(path), path).toBeNull(); // prettier-ignore
  });
});
