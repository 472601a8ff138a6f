import { describe, expect, it } from "vitest";
import { networkOf } from "./network.ts";

describe("whom an address counts for", () => {
  it("C01: the addresses of one IPv6 network are one client, however they are written", () => {
    const same = [
      "2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:0DB8:0001:0002::", "2001:db8:1:2::1%eth0",
    ]; // prettier-ignore
    expect(new Set(same.map(networkOf))).toEqual(new Set(["2001:db8:1:2::/64"]));
    expect(networkOf("2001:db8:1:3::1")).toBe("2001:db8:1:3::/64");
    expect(networkOf("::1")).toBe("0:0:0:0::/64");
    expect(networkOf("2001:db8::1:2")).toBe("2001:db8:0:0::/64");
  });

  it("an IPv4 address is itself, in either notation", () => {
    expect(networkOf("203.0.113.7")).toBe("203.0.113.7");
    expect(networkOf("::ffff:203.0.113.7")).toBe("203.0.113.7");
    expect(networkOf(null)).toBe("");
  });
});
