import { describe, expect, it } from "vitest";
import { lastPage, pageOf } from "./last-page.ts";

describe("the pages of a list", () => {
  it("end where its rows do, and with a filter at ten thousand rows", () => {
    expect(lastPage(1_000_000, true, false, 50)).toBe(20_000);
    expect(lastPage(1_000_000, true, true, 50)).toBe(201);
    expect(lastPage(120, true, true, 50)).toBe(3);
    expect(lastPage(0, true, false, 50)).toBe(1);
  });
  it("end nowhere known where only a part was counted", () => {
    expect(lastPage(10_000, false, false, 50)).toBeNull();
    expect(lastPage(10_000, false, true, 50)).toBe(201);
  });
  it("take any number to the nearest page, and no words", () => {
    expect(pageOf(" 7 ", 20)).toBe(7);
    expect(pageOf("700", 20)).toBe(20);
    expect(pageOf("-3", 20)).toBe(1);
    expect(pageOf("seven", 20)).toBeNull();
    expect(pageOf("1.5", 20)).toBeNull();
    expect(pageOf("", 20)).toBeNull();
  });
});
