import { statSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { encodeWords, openWordFilter } from "./word-filter.ts";

describe("a filter of words", () => {
  it("knows each of its words, and one other in ten thousand at most", () => {
    const words = Array.from({ length: 20_000 }, (_, index) => `word ${index}`);
    const file = encodeWords(words);
    const filter = openWordFilter(file);
    expect(filter.size).toBe(words.length);
    expect(file.length).toBeLessThan(words.length * 2);
    expect(words.filter((word) => !filter.has(word))).toEqual([]);
    const strangers = Array.from({ length: 100_000 }, (_, index) => `stranger ${index}`);
    // 6 are to be expected; 20 would be far out.
    expect(strangers.filter((word) => filter.has(word)).length).toBeLessThan(20);
  });

  it("may be empty, and takes a word once", () => {
    expect(openWordFilter(encodeWords([])).has("word")).toBe(false);
    expect(openWordFilter(encodeWords(["word", "word"])).size).toBe(1);
  });

  it("of common passwords ships in a quarter of a megabyte", () => {
    expect(statSync(new URL("common-passwords.bin", import.meta.url)).size).toBeLessThan(250_000);
  });
});
