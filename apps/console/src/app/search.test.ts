import { describe, expect, it } from "vitest";
import { ownPath, searchChoice, searchText } from "./search.ts";

describe("ownPath", () => {
  it("takes paths of this origin alone", () => {
    expect(ownPath("/o/acme/users?q=a")).toBe("/o/acme/users?q=a");
    for (const lure of [
      "//evil.example",
      "/\\evil.example",
      "https://evil.example",
      "javascript:alert(1)",
      "",
    ]) {
      expect(ownPath(lure)).toBeUndefined();
    }
  });
});

describe("searchText", () => {
  it("reads back what the address turned into a number", () => {
    expect(searchText(2026)).toBe("2026");
    expect(searchText({})).toBeUndefined();
  });
});

describe("searchChoice", () => {
  it("knows its choices only", () => {
    expect(searchChoice("b", ["a", "b"])).toBe("b");
    expect(searchChoice("c", ["a", "b"])).toBeUndefined();
  });
});
