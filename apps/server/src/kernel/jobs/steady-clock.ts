import type { Clock } from "#kernel/clock";

// Below it, it is the drift between two good clocks, which must not add up.
const driftMs = 2000;

/**
 * The clock's time, but never much earlier than before: when the system clock is set back, jobs that were due stay due and
 * new ones do not wait for the old hour to come again.
 */
export function steadyClock(clock: Clock): Clock {
  let at = clock.now().getTime();
  let measured = clock.monotonic();
  return {
    now() {
      const monotonic = clock.monotonic();
      const told = clock.now().getTime();
      const expected = at + (monotonic - measured);
      at = told > expected - driftMs ? told : expected;
      measured = monotonic;
      return new Date(at);
    },
    monotonic: () => clock.monotonic(),
  };
}
