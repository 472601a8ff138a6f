import { describe, expect, it } from "vitest";
import { matchesWords } from "./matches-words.ts";

describe("matchesWords", () => {
  it("finds the beginnings of words in any order", () => {
    expect(matchesWords("Go to the audit log", "log au")).toBe(true);
    expect(matchesWords("Go to the audit log", "udit")).toBe(false);
    expect(matchesWords("Zurück zur Übersicht", "uber")).toBe(true);
    expect(matchesWords("Anything", "")).toBe(true);
  });
});
