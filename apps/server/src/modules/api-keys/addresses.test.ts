import { describe, expect, it } from "vitest";
import { addressesAllowed } from "./addresses.ts";

describe("the addresses of a key", () => {
  it("let everybody through where none is named", () => {
    expect(addressesAllowed([])("203.0.113.9")).toBe(true);
    expect(addressesAllowed([])(null)).toBe(true);
  });

  it.each([
    ["192.0.2.7", true],
    ["192.0.2.8", false],
    ["198.51.100.0", true],
    ["198.51.100.255", true],
    ["198.51.101.0", false],
    ["::ffff:192.0.2.7", true],
    ["::FFFF:192.0.2.8", false],
    ["2001:db8::1", true],
    ["2001:db9::1", false],
    ["::1", false],
    ["", false],
    ["192.0.2.7, 203.0.113.9", false],
  ])("of a list answer %s with %s", (address, allowed) => {
    const check = addressesAllowed(["192.0.2.7", "198.51.100.0/24", "2001:db8::/32"]);
    expect(check(address)).toBe(allowed);
    expect(check(null)).toBe(false);
  });
});
