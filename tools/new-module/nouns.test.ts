import { describe, expect, it } from "vitest";
import { nounsOf } from "./nouns.ts";
import { choosePrefix, insertBefore } from "./registers.ts";

describe("nouns", () => {
  it.each([
    ["invoices", "invoice"],
    ["policies", "policy"],
    ["boxes", "box"],
    ["branches", "branch"],
    ["addresses", "address"],
    ["notes", "note"],
  ])("takes the singular of %s for %s", (plural, singular) => {
    expect(nounsOf(plural).one).toBe(singular);
  });

  it("knows a noun of two words in every form", () => {
    expect(nounsOf("api-keys")).toEqual({
      kebab: "api-keys",
      words: "api key",
      manyWords: "api keys",
      one: "apiKey",
      many: "apiKeys",
      One: "ApiKey",
      Many: "ApiKeys",
      table: "api_keys",
      thing: "api_key",
    });
  });

  it.each(["invoice", "Invoices", "api_keys", "../users", ""])("refuses %s", (noun) => {
    expect(() => nounsOf(noun)).toThrow("plural noun");
  });
});

describe("registers", () => {
  it("chooses a prefix that nothing else has", () => {
    expect(choosePrefix(`  user: "usr",\n`, "invoice")).toBe("inv");
    expect(choosePrefix(`  inventory: "inv",\n`, "invoice")).toBe("ivc");
  });

  it("refuses a file that has no place for the lines", () => {
    expect(() => insertBefore("nothing here", /^\]/m, "  line,")).toThrow("to write before");
  });
});
