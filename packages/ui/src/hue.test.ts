import { describe, expect, it } from "vitest";
import { hueOf, initialsOf } from "./hue.ts";

describe("hueOf", () => {
  it("is the same for the same name and one of 24", () => {
    expect(hueOf("Amara Okafor")).toBe(hueOf("Amara Okafor"));
    for (const name of ["", "a", "Ünsal", "王小明"]) {
      expect(hueOf(name) % 15).toBe(0);
      expect(hueOf(name)).toBeLessThan(360);
    }
  });
});

describe("initialsOf", () => {
  it("takes the first letters of the first and last word", () => {
    expect(initialsOf("Sana van der Al-Tamimi")).toBe("SA");
    expect(initialsOf("plato")).toBe("P");
    expect(initialsOf("  ")).toBe("");
  });
  it("never cuts a letter in two", () => {
    expect(initialsOf("𝒜nn Lee")).toBe("𝒜L");
  });
});
