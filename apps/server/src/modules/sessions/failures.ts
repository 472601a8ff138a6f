import { Problem } from "#kernel/problem";
import type { Decision, RateLimiter } from "#kernel/rate-limit";

type Who = { email: string; ip: string | null };

const perPerson = { limit: 5, windowSeconds: 900 };
const perAddress = { limit: 30, windowSeconds: 900 };

function refuse(resetSeconds: number): never {
  throw new Problem("limit.exceeded", {
    detail: "Too many failed sign-ins. Wait a little before the next try.",
    retryAfterSeconds: Math.ceil(resetSeconds),
  });
}

/**
 * One counter a person, whatever the address, and one an address, whatever the person; both over all nodes.
 * A try is counted before it is checked and given back when it was right, so that tries at once gain nothing.
 */
export async function refuseWhenBlocked(limiter: RateLimiter, who: Who): Promise<void> {
  for (const decision of await consume(limiter, who, 1)) {
    if (decision.unavailable)
      throw new Problem("service.unavailable", { retryAfterSeconds: decision.resetSeconds });
    if (!decision.allowed) refuse(decision.resetSeconds);
  }
}

export async function giveBack(limiter: RateLimiter, who: Who): Promise<void> {
  await consume(limiter, who, -1);
}

function consume(limiter: RateLimiter, { email, ip }: Who, cost: number): Promise<Decision[]> {
  return Promise.all([
    limiter.consumeShared(`sign-in ${email}`, perPerson, cost),
    limiter.consumeShared(`sign-in from ${ip ?? ""}`, perAddress, cost),
  ]);
}
