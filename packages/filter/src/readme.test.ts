import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { exampleFields } from "./examples.fixture.ts";
import { parseFilter } from "./parser.ts";
import { printFilter } from "./print.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const examples = [...readme.matchAll(/^\| `([^`]+)` +\|/gm)].map((match) => match[1] ?? "");

describe("the README", () => {
  it("has examples", () => {
    expect(examples.length).toBeGreaterThan(25);
  });

  it.each(examples)("shows %s, which is understood and printed to the same meaning", (example) => {
    const result = parseFilter(example, exampleFields);
    expect(result).toMatchObject({ ok: true });
    expect(result.ok && parseFilter(printFilter(result.filter), exampleFields)).toEqual(result);
  });
});
