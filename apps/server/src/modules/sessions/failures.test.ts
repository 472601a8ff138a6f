import { describe, expect, it } from "vitest";
import { fixedClock } from "#kernel/clock";
import { createRateLimiter } from "#kernel/rate-limit";
import { createThrottle } from "./failures.ts";

describe("the counters of failed sign-ins", () => {
  const throttle = () =>
    createThrottle(createRateLimiter({ clock: fixedClock("2026-05-01T08:00:00Z") }), () =>
      Promise.resolve({ attempts: 5, windowSeconds: 900 }),
    );
  async function passed(ipOf: (n: number) => string): Promise<number> {
    const { refuseWhenBlocked } = throttle();
    for (let n = 0; n < 300; n++) {
      try {
        await refuseWhenBlocked({ person: `person${n}`, ip: ipOf(n), deviceId: null });
      } catch {
        return n;
      }
    }
    return 300;
  }

  it("C01: one counts for an IPv6 network, whatever address of it is used next", async () => {
    expect(await passed((n) => `2001:db8:1:2::${n.toString(16)}`)).toBe(30);
    expect(await passed((n) => `2001:db8:${n.toString(16)}::1`)).toBe(300);
    expect(await passed((n) => (n % 2 === 0 ? "203.0.113.7" : "::ffff:203.0.113.7"))).toBe(30);
  });

  it("C06: giving back what was never counted buys no further try", async () => {
    const { refuseWhenBlocked, giveBack } = throttle();
    const who = { person: "somebody", ip: "203.0.113.7", deviceId: null };
    await giveBack(who);
    await giveBack(who);
    let tries = 0;
    await expect(
      (async () => {
        for (; tries < 20; tries++) await refuseWhenBlocked(who);
      })(),
    ).rejects.toMatchObject({ code: "limit.exceeded" });
    expect(tries).toBe(5);
  });
});
