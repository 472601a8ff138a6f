import { describe, expect, it } from "vitest";
import { z } from "zod";
import { compileSerializer } from "./serializer.ts";

const write = compileSerializer(z.object({ name: z.string(), tags: z.array(z.string()) }));

describe("the serializer", () => {
  it("writes what the contract declares and nothing else", () => {
    expect(write({ name: "Ann", tags: ["a"], secret: "x" })).toBe('{"name":"Ann","tags":["a"]}');
  });

  it("writes a value anew as long as it may change", () => {
    const value = { name: "Ann", tags: [] };
    expect(write(value)).toContain("Ann");
    value.name = "Bea";
    expect(write(value)).toContain("Bea");
  });

  it("writes a frozen value once, each contract for itself", () => {
    const reads: string[] = [];
    const value = Object.freeze({
      get name() {
        reads.push("name");
        return "Ann";
      },
      tags: [],
    });
    expect(write(value)).toBe(write(value));
    expect(reads).toHaveLength(1);
    expect(compileSerializer(z.object({ tags: z.array(z.string()) }))(value)).toBe('{"tags":[]}');
  });
});
