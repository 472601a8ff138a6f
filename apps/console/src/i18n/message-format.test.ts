import { describe, expect, it } from "vitest";
import { formatMessage, formatParts } from "./message-format.ts";

describe("formatMessage", () => {
  it("puts values where they belong", () => {
    expect(formatMessage("{a} knows {b}", { a: "Ann", b: "Bo" }, "en")).toBe("Ann knows Bo");
  });

  it("chooses the plural form of the language", () => {
    const pattern = "{n, plural, =0 {nobody} one {# person} other {# people}}";
    expect(formatMessage(pattern, { n: 0 }, "en")).toBe("nobody");
    expect(formatMessage(pattern, { n: 1 }, "en")).toBe("1 person");
    expect(formatMessage(pattern, { n: 128412 }, "en")).toBe("128,412 people");
    expect(formatMessage(pattern, { n: 1200 }, "de")).toBe("1.200 people");
  });

  it("knows the six forms of Arabic", () => {
    const pattern = "{n, plural, zero {z} one {o} two {t} few {f} many {m} other {x}}";
    const chosen = [0, 1, 2, 3, 11, 100].map((n) => formatMessage(pattern, { n }, "ar"));
    expect(chosen).toEqual(["z", "o", "t", "f", "m", "x"]);
  });

  it("formats values inside of a plural form", () => {
    expect(formatMessage("{n, plural, other {# of {all}}}", { n: 2, all: "many" }, "en")).toBe("2 of many");
  });

  it("leaves a slot where no value was given", () => {
    expect(formatParts("{actor} left", {}, "en")).toEqual([{ slot: "actor" }, " left"]);
  });

  it("refuses a brace that is never closed", () => {
    expect(() => formatMessage("{a", {}, "en")).toThrow("never closed");
  });
});
