/** Runs at most `concurrency` pieces of work, lets `queue` more wait and refuses the rest at once. */
export function createWorkLimit(options: { concurrency: number; queue: number; refuse: () => Error }) {
  const waiting: (() => void)[] = [];
  let running = 0;

  return async function limited<T>(work: () => Promise<T>): Promise<T> {
    if (running >= options.concurrency) {
      if (waiting.length >= options.queue) throw options.refuse();
      // The place is handed over, never free in between: nobody overtakes the queue.
      await new Promise<void>((start) => waiting.push(start));
    } else {
      running += 1;
    }
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
