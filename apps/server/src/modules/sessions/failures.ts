import { networkOf } from "#kernel/network";
import { Problem } from "#kernel/problem";
import type { Decision, RateLimiter, RatePolicy } from "#kernel/rate-limit";

/** Who tries: the account where the address is known, the address itself where not. */
export type Trier = {
  person: string;
  ip: string | null;
  deviceId: string | null;
  /** What the person's organizations allow; without it what holds for an address that nobody has. */
  lockout?: { attempts: number; windowSeconds: number };
};
export type Throttle = {
  refuseWhenBlocked(who: Trier): Promise<void>;
  giveBack(who: Trier): Promise<void>;
  /** Begins to count a person anew; every node has its own memory of whom it refused. */
  forget(person: string): Promise<void>;
};

const perPerson: RatePolicy = { limit: 5, windowSeconds: 900 };
/** From a device that the person has signed in from: a stranger's failures are no reason to keep them out. */
const perDevice: RatePolicy = { limit: 10, windowSeconds: 900 };
const perAddress: RatePolicy = { limit: 30, windowSeconds: 900 };

/**
 * One counter a person, whatever the spelling, address or node, and one an address, whatever the person.
 * A try is counted before it is checked and given back when it was right, so that tries at once gain nothing.
 */
export function createThrottle(
  limiter: RateLimiter,
  lockoutOf: (accountId: string) => Promise<NonNullable<Trier["lockout"]>>,
): Throttle {
  const allowed = ({ lockout }: Trier): RatePolicy =>
    lockout === undefined ? perPerson : { limit: lockout.attempts, windowSeconds: lockout.windowSeconds };
  const consume = (who: Trier, cost: number): Promise<Decision[]> => {
    const { person, ip, deviceId } = who;
    return Promise.all([
      deviceId === null
        ? limiter.consumeShared(`sign-in ${person}`, allowed(who), cost)
        : limiter.consumeShared(`sign-in on ${deviceId}`, perDevice, cost),
      limiter.consumeShared(`sign-in from ${networkOf(ip)}`, perAddress, cost),
    ]);
  };

  return {
    async refuseWhenBlocked(who) {
      for (const decision of await consume(who, 1)) {
        if (decision.unavailable)
          throw new Problem("service.unavailable", { retryAfterSeconds: decision.resetSeconds });
        if (!decision.allowed)
          throw new Problem("limit.exceeded", {
            detail: "Too many failed sign-ins. Wait a little before the next try.",
            retryAfterSeconds: Math.ceil(decision.resetSeconds),
          });
      }
    },
    async giveBack(who) {
      await consume(who, -1);
    },
    async forget(person) {
      const { windowSeconds } = await lockoutOf(person);
      await limiter.clearShared(`sign-in ${person}`, perPerson);
      await limiter.clearShared(`sign-in ${person}`, { ...perPerson, windowSeconds });
    },
  };
}
