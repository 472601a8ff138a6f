/** The only source of time: `now` is for records, `monotonic` (milliseconds) for durations. */
export type Clock = { now(): Date; monotonic(): number };

export const systemClock: Clock = {
  now: () => new Date(),
  monotonic: () => performance.now(),
};

export type FixedClock = Clock & { advance(ms: number): void };

export function fixedClock(start: Date | string): FixedClock {
  const origin = new Date(start).getTime();
  if (Number.isNaN(origin)) throw new Error("fixedClock needs a valid start");
  let elapsed = 0;
  return {
    now: () => new Date(origin + elapsed),
    monotonic: () => elapsed,
    advance(ms) {
      elapsed += ms;
    },
  };
}
