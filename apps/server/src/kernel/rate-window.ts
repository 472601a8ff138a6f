export type RatePolicy = { limit: number; windowSeconds: number };

export type Decision = RatePolicy & {
  allowed: boolean;
  remaining: number;
  /** Refused: when the same request would pass. Allowed: when this window ends. */
  resetSeconds: number;
  /** The counts could not be read, so nobody knows: answer 503, not 429. */
  unavailable?: true;
};

/** `elapsed` is the part of the current window that has passed, from 0 to 1. */
export type WindowState = { current: number; previous: number; elapsed: number };

/** A sliding window out of two fixed ones: the older one counts for the part that is still in view. */
export function decide(policy: RatePolicy, state: WindowState, cost: number): Decision {
  const { limit, windowSeconds } = policy;
  const used = state.current + state.previous * (1 - state.elapsed);
  const allowed = used + cost <= limit;
  const left = limit - used - (allowed ? cost : 0);
  const wait = allowed ? 1 - state.elapsed : waitFor(limit, state, cost);
  return {
    allowed,
    remaining: Math.max(0, Math.floor(left)),
    resetSeconds: Math.max(1, Math.ceil(wait * windowSeconds)),
    limit,
    windowSeconds,
  };
}

/** In windows, until `cost` fits if nothing else comes. */
function waitFor(limit: number, { current, previous, elapsed }: WindowState, cost: number): number {
  const room = limit - cost;
  if (room < 0) return 2;
  if (current <= room) return 1 - (room - current) / previous - elapsed;
  return 1 - elapsed + (1 - room / current);
}
