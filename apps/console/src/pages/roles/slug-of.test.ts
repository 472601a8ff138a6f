import { describe, expect, it } from "vitest";
import { slugOf } from "./slug-of.ts";

describe("a slug made from a name", () => {
  it("is Latin, lower case, begins with a letter and never ends with a dash", () => {
    expect(slugOf("Équipe de support!")).toBe("equipe-de-support");
    expect(slugOf("24 hours")).toBe("hours");
    expect(slugOf("الدعم")).toBe("");
    expect(slugOf(`${"a".repeat(62)} b`)).toBe("a".repeat(62));
  });
});
