/** The value that `share` of the sorted values do not exceed; NaN of none. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * share) - 1))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** One load of one server. */
export type Round = {
  requestsPerSecond: number;
  p50: number;
  p95: number;
  p99: number;
  errors: number;
  /** Milliseconds of CPU a request: of the server's process, and of all of PostgreSQL. */
  serverCpu: number;
  databaseCpu: number;
};

/** The middle of several rounds, figure by figure; errors add up, since one is too many. */
export function middleOf(rounds: readonly Round[]): Round {
  const of = (key: keyof Round): number => median(rounds.map((round) => round[key]));
  return {
    requestsPerSecond: of("requestsPerSecond"),
    p50: of("p50"),
    p95: of("p95"),
    p99: of("p99"),
    errors: rounds.reduce((sum, { errors }) => sum + errors, 0),
    serverCpu: of("serverCpu"),
    databaseCpu: of("databaseCpu"),
  };
}

export type Ratio = { requests: number; cpu: number };

/** Ours beside the limit: pair by pair, since the two of a pair met the same weather, then the middle of the pairs. */
export function ratioOf(ours: readonly Round[], limit: readonly Round[]): Ratio {
  const pairs = ours.flatMap((our, n) => {
    const other = limit[n];
    return other === undefined ? [] : [{ our, other }];
  });
  const cost = (round: Round): number => round.serverCpu + round.databaseCpu;
  return {
    requests: median(pairs.map(({ our, other }) => our.requestsPerSecond / other.requestsPerSecond)),
    cpu: median(pairs.map(({ our, other }) => cost(other) / cost(our))),
  };
}

/**
 * How often a value of `ones` exceeds one of `others`, ties by half (Mann and Whitney). Turned so that it is never
 * below a half: whoever wants to tell the two apart may guess either way.
 */
export function tellingApart(ones: readonly number[], others: readonly number[]): number {
  const sorted = others.toSorted((a, b) => a - b);
  /** How many of the sorted lie before the first that `past` accepts. */
  const before = (past: (value: number) => boolean): number => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (past(sorted[middle] ?? Number.POSITIVE_INFINITY)) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  const wins = ones.reduce(
    (sum, one) => sum + (before((value) => value >= one) + before((value) => value > one)) / 2,
    0,
  );
  const area = wins / (ones.length * others.length);
  return Math.max(area, 1 - area);
}

/** Numbers from 0 up to 1 that are the same in every run. */
export function randomFrom(seed: string): () => number {
  let state = 0;
  for (const character of seed) state = (state * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
