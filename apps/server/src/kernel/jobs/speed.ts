const windowMs = 10_000;

/** How many a second, over the last seconds; null until there is something to compare. */
export function createSpeed(monotonic: () => number): (done: number) => number | null {
  const seen: { at: number; done: number }[] = [];
  return (done) => {
    const at = monotonic();
    seen.push({ at, done });
    while (seen.length > 2 && (seen[1]?.at ?? at) < at - windowMs) seen.shift();
    const [first] = seen;
    if (first === undefined || at - first.at < 1) return null;
    return Math.max(0, ((done - first.done) * 1000) / (at - first.at));
  };
}
